"""A quiz when the server, the line or the sign-in makes trouble: the answer gets there."""

import pytest
from playwright.sync_api import Route, expect

from lms.quizzes.attempts.models import AnswerSave
from tests.factories import PIN
from tests.journeys.attempts import SAVED, WORDS, hand_in, stored, words_handed_in

pytestmark = [pytest.mark.browser, pytest.mark.server]

HIDE = """() => {
    Object.defineProperty(document, 'hidden', {value: true, configurable: true});
    document.dispatchEvent(new Event('visibilitychange'));
    delete document.hidden;
}"""

# The page's patience with a request, at a fifth: it lasts as long as anybody would watch a test.
IN_A_HURRY = """(() => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    AbortSignal.timeout = (milliseconds) => timeout(milliseconds / 5);
})()"""


def answer_saves(page, take):
    """Let `take` deal with the saves of the page, as if it stood between it and the server."""
    page.route(
        f"**/{WORDS}",
        lambda route: take(route) if route.request.method == "POST" else route.continue_(),
    )


@pytest.mark.parametrize("status", [429, 500, 502], ids=str)
def test_what_the_server_could_not_take_is_sent_again_until_it_is_saved(begin, status):
    page, _attempt = begin()
    answer_saves(page, lambda route: route.fulfill(status=status, body="<h1>Bad gateway</h1>"))
    page.fill("[name=answer]", "OTP")
    expect(page.get_by_text("Jawaban Anda aman di perangkat ini").first).to_be_visible()

    page.unroute(f"**/{WORDS}")

    expect(page.get_by_text(SAVED)).to_be_visible()
    assert stored(AnswerSave.answer, position=WORDS) == ["OTP"]


def test_a_router_that_answers_with_its_own_page_is_no_server_that_saved(begin):
    page, _attempt = begin()
    portal = {"status": 200, "content_type": "text/html", "body": "<h1>Wi-Fi</h1>"}
    answer_saves(page, lambda route: route.fulfill(**portal))
    page.fill("[name=answer]", "OTP")
    page.get_by_role("button", name="Simpan dan periksa").click()
    expect(page.get_by_text("Tidak ada sambungan").first).to_be_visible()
    assert stored(AnswerSave.answer) == []

    page.unroute(f"**/{WORDS}")

    expect(page.get_by_role("button", name="Kumpulkan sekarang")).to_be_visible()
    assert stored(AnswerSave.answer, position=WORDS) == ["OTP"]


def test_a_save_that_hangs_while_the_phone_is_put_away_holds_up_no_later_one(begin):
    page, _attempt = begin()
    page.add_init_script(IN_A_HURRY)
    page.reload()
    hanging = []
    answer_saves(page, lambda route: route.continue_() if hanging else hanging.append(route))
    page.fill("[name=answer]", "O")
    with page.expect_request(f"**/{WORDS}"):
        page.evaluate(HIDE)

    page.fill("[name=answer]", "OTP")

    expect(page.get_by_text(SAVED)).to_be_visible()
    assert stored(AnswerSave.answer, position=WORDS) == ["OTP"]


def test_who_is_signed_out_in_mid_quiz_signs_in_and_goes_on_with_what_she_typed(begin):
    page, attempt = begin()
    page.context.clear_cookies()
    page.fill("[name=answer]", "OTP")
    expect(page.get_by_text("Tekan tombol di bawah untuk masuk lagi")).to_be_visible()

    page.get_by_role("button", name="Simpan dan periksa").click()
    page.fill("input[name=identity]", "HADIR001")
    page.fill("input[name=secret]", PIN)
    page.click("main form button:not([type=button])")
    page.get_by_role("button", name="Kirim sekarang").click()

    page.wait_for_url(f"{attempt}/check")
    hand_in(page, attempt)
    assert words_handed_in() == ["OTP"]


def test_what_was_typed_before_the_scripts_came_is_saved_as_well(begin):
    page, attempt = begin(position=1)
    held: list[Route] = []
    typed = []
    page.route("**/*.js", lambda route: route.continue_() if typed else held.append(route))
    page.goto(f"{attempt}/{WORDS}", wait_until="commit")
    page.locator("[name=answer]").press_sequentially("OTP")

    typed.append("OTP")
    for route in held:
        route.continue_()

    expect(page.get_by_text(SAVED)).to_be_visible()
    assert stored(AnswerSave.answer, position=WORDS) == ["OTP"]


def test_what_nobody_touched_is_not_sent(begin):
    page, attempt = begin()
    page.fill("[name=answer]", "OTP")
    expect(page.get_by_text(SAVED)).to_be_visible()
    page.goto(f"{attempt}/1")
    page.goto(f"{attempt}/{WORDS}")
    page.wait_for_function("() => globalThis.quizzing")

    assert (
        page.evaluate("() => Object.keys(localStorage).filter((key) => key.startsWith('quiz:'))")
        == []
    )
    assert page.input_value("[name=save_number]") == "1"
