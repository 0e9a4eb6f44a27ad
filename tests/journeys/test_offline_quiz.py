"""A quiz when the line drops: nothing typed is lost, and handing in needs no line."""

import pytest
from playwright.sync_api import expect

from lms.quizzes.attempts.models import Answer, AnswerSave, Attempt, Delivery
from tests.browser import PHONE, sign_in
from tests.factories import PIN
from tests.journeys.attempts import (
    SAVED,
    SHEET,
    WORDS,
    hand_in,
    hand_in_without_a_line,
    let_time_run_out,
    open_near_the_end,
    stored,
    wait_until_kept,
    words_handed_in,
)

pytestmark = [pytest.mark.browser, pytest.mark.server]

FORBIDDEN = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }"
OLD = """() => { for (const [key, value] of Object.entries(localStorage))
    localStorage.setItem(key, JSON.stringify({...JSON.parse(value), at: 0})) }"""


def chosen_on(page):
    """What is chosen or written on the page."""
    return page.evaluate(
        "new FormData(document.querySelector('form[data-autosave]')).getAll('answer').at(-1)"
    )


def answer_any(page):
    """Choose the first option, or write a number; return what is sent."""
    options = page.locator("[name=answer]:is([type=radio], [type=checkbox])")
    if options.count():
        options.first.check()
    else:
        page.fill("[name=answer]", "7319")
    return chosen_on(page)


def kept_on(page):
    """What the phone keeps of an answer."""
    kept = "Object.entries(localStorage).find(([k]) => k.startsWith('quiz:'))[1]"
    return set(page.evaluate(f"Object.keys(JSON.parse({kept}))"))


def test_who_goes_offline_closes_the_tab_and_comes_back_hands_in_what_she_typed(begin):
    page, attempt = begin()
    context = page.context
    context.set_offline(True)

    page.fill("[name=answer]", "kode sekali pakai")
    expect(page.get_by_text("Tidak ada sambungan").first).to_be_visible()
    wait_until_kept(page)
    assert kept_on(page) == {"client", "typed", "number", "at", "steady", "wall"}
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(f"{attempt}/{WORDS}")
    expect(again.locator("[name=answer]")).to_have_value("kode sekali pakai")
    hand_in(again, attempt)

    assert words_handed_in() == ["kode sekali pakai"]


def test_what_was_typed_offline_is_sent_when_the_line_is_back(begin):
    page, attempt = begin()
    page.context.set_offline(True)
    page.fill("[name=answer]", "OTP")
    expect(page.get_by_text("Tidak ada sambungan").first).to_be_visible()

    page.context.set_offline(False)

    expect(page.get_by_text(SAVED)).to_be_visible()
    hand_in(page, attempt)
    assert words_handed_in() == ["OTP"]


def test_handing_in_offline_gives_a_code_and_delivers_itself_after_the_tab_was_closed(
    begin, server
):
    page, _attempt = begin()
    context = page.context
    context.set_offline(True)
    page.fill("[name=answer]", "OTP")
    code = hand_in_without_a_line(page)

    page.close()
    context.set_offline(False)
    home = context.new_page()
    home.goto(server.address)

    expect(home.get_by_text("Jawaban Anda sudah sampai")).to_be_visible()
    assert stored(Attempt.handed_in_at) != [None]
    assert stored(Delivery.receipt) == [code]
    assert words_handed_in() == ["OTP"]


def test_who_goes_on_without_a_line_is_told_what_is_unanswered_and_loses_nothing(begin):
    page, attempt = begin(position=1)
    page.wait_for_function(SHEET)
    page.context.set_offline(True)

    answered = {}
    for position in range(1, WORDS):
        answered[position] = answer_any(page) if position != 2 else None
        page.get_by_role("button", name="Simpan dan lanjut").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Soal {position + 1} dari 4")
    page.fill("[name=answer]", "OTP")
    page.get_by_role("button", name="Simpan dan periksa").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Periksa jawaban Anda")
    expect(page.get_by_text("Satu soal belum dijawab")).to_be_visible()
    assert page.url == f"{attempt}/check"
    page.get_by_role("link", name="Soal 2").click()
    answered[2] = answer_any(page)
    page.get_by_role("button", name="Soal sebelumnya").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Soal 1 dari 4")
    assert chosen_on(page) == answered[1]
    page.get_by_role("button", name="Periksa dan kumpulkan").click()
    expect(page.get_by_text("Semua soal sudah dijawab")).to_be_visible()
    assert stored(AnswerSave.answer) == []
    page.context.set_offline(False)

    expect(page.get_by_role("button", name="Kumpulkan sekarang")).to_be_visible()
    page.get_by_role("button", name="Kumpulkan sekarang").click()
    page.wait_for_url(f"{attempt}/result")
    assert words_handed_in() == ["OTP"]
    one, several, true_or_false = (stored(Answer.answer, position=n) for n in range(1, WORDS))
    assert (one, several, true_or_false) == ([answered[1]], [[answered[2]]], [answered[3]])


def test_the_earlier_device_is_told_when_a_second_one_takes_over(begin, server, open_page):
    phone, attempt = begin()
    laptop = open_page(PHONE)
    sign_in(laptop, server.address, "HADIR001", PIN)
    laptop.goto(f"{attempt}/{WORDS}")
    laptop.fill("[name=answer]", "di laptop")
    expect(laptop.get_by_text(SAVED)).to_be_visible()

    phone.fill("[name=answer]", "di ponsel")

    expect(phone.get_by_text("dibuka di perangkat lain")).to_be_visible()
    hand_in(laptop, attempt)
    assert words_handed_in() == ["di laptop"]


def test_handed_in_offline_is_delivered_from_the_open_page_when_the_line_is_back(begin):
    page, attempt = begin()
    page.context.set_offline(True)
    page.fill("[name=answer]", "OTP")
    code = hand_in_without_a_line(page)

    page.context.set_offline(False)

    page.wait_for_url(f"{attempt}/result")
    assert words_handed_in() == ["OTP"]
    assert stored(Delivery.receipt) == [code]


@pytest.mark.parametrize("storage", [FORBIDDEN, FULL], ids=["forbidden", "full"])
def test_a_browser_that_keeps_nothing_says_so_and_delivers_while_the_page_is_open(begin, storage):
    page, attempt = begin()
    page.context.add_init_script(storage)
    page.goto(f"{attempt}/{WORDS}")
    page.context.set_offline(True)
    page.fill("[name=answer]", "OTP")
    expect(page.get_by_text("Biarkan halaman ini terbuka sampai jawaban Anda")).to_be_visible()
    hand_in_without_a_line(page)
    expect(page.get_by_text("Biarkan halaman ini terbuka sampai hasil Anda")).to_be_visible()

    page.context.set_offline(False)

    page.wait_for_url(f"{attempt}/result")
    assert words_handed_in() == ["OTP"]


def test_what_a_phone_kept_while_its_clock_was_years_wrong_is_sent(begin):
    page, attempt = begin()
    context = page.context
    context.set_offline(True)
    page.fill("[name=answer]", "OTP")
    wait_until_kept(page)
    page.evaluate(OLD)
    page.close()

    context.set_offline(False)
    again = context.new_page()
    again.goto(f"{attempt}/{WORDS}")

    expect(again.locator("[name=answer]")).to_have_value("OTP")
    assert stored(AnswerSave.answer, position=WORDS) == ["OTP"]


def test_who_is_offline_when_the_time_ends_keeps_her_page(begin):
    page, attempt = begin()
    open_near_the_end(page, f"{attempt}/{WORDS}")
    page.context.set_offline(True)

    let_time_run_out(page)
    expect(page.get_by_text("Tidak ada sambungan").first).to_be_visible()
    assert page.url == f"{attempt}/{WORDS}"
    page.context.set_offline(False)

    expect(page.get_by_role("button", name="Kumpulkan dan lihat hasil")).to_be_visible()
