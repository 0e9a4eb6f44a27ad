"""An answer is checked on the way; a second tab and a line that breaks change nothing."""

import pytest
from playwright.sync_api import expect

from lms.quizzes.attempts.models import AnswerSave, CheckedAnswer
from tests.journeys.attempts import (
    SAVED,
    WORDS,
    hand_in,
    let_time_run_out,
    open_near_the_end,
    stored,
    words_handed_in,
)
from tests.quizzes.factories import that_checks

pytestmark = [pytest.mark.browser, pytest.mark.server]

BUTTON = "Periksa jawaban"


@pytest.fixture
def revision(app, tmp_path):
    """A course whose quiz lets people check their answers."""
    return that_checks(tmp_path).revision


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "none"])
def test_she_checks_sees_how_it_went_and_goes_on(begin, revision, scripts):
    page, attempt = begin(revision=revision, java_script_enabled=scripts)
    page.fill("[name=answer]", "PIN")

    page.get_by_role("button", name=BUTTON, exact=True).click()

    expect(page.get_by_text("Belum tepat")).to_be_visible()
    expect(page.locator("main [name=answer]")).to_have_count(0)
    page.get_by_role("link", name="Soal sebelumnya").click()
    page.wait_for_url(f"{attempt}/{WORDS - 1}")
    hand_in(page, attempt)
    assert words_handed_in() == ["PIN"]


def test_a_second_tab_is_told_once_that_the_checked_answer_stays(begin, revision):
    page, attempt = begin(revision=revision)
    tab = page.context.new_page()
    tab.clock.install()
    tab.goto(f"{attempt}/{WORDS}")
    page.fill("[name=answer]", "PIN")
    page.get_by_role("button", name=BUTTON, exact=True).click()
    expect(page.get_by_text("Belum tepat")).to_be_visible()
    sent = []
    tab.on("request", lambda request: sent.append(request) if request.method == "POST" else None)

    tab.fill("[name=answer]", "OTP")

    expect(tab.get_by_text("Anda sudah memeriksa jawaban lain")).to_be_visible()
    tab.clock.run_for(30_000)  # it would send again well within that
    assert len(sent) == 1
    assert tab.evaluate("Object.keys(localStorage).filter((k) => k.startsWith('quiz:'))") == []
    assert stored(AnswerSave.answer, position=WORDS) == ["PIN", "OTP"]
    tab.get_by_role("button", name="Simpan dan lanjut").click()
    expect(tab.get_by_text("Belum tepat")).to_be_visible()
    hand_in(tab, attempt)
    assert words_handed_in() == ["PIN"]


def test_a_press_without_a_line_checks_nothing_and_loses_nothing(begin, revision):
    page, _attempt = begin(revision=revision)
    page.context.set_offline(True)
    page.fill("[name=answer]", "OTP")
    page.get_by_role("button", name=BUTTON, exact=True).click()
    expect(page.get_by_text("Tidak ada sambungan").first).to_be_visible()

    page.context.set_offline(False)

    expect(page.get_by_text(SAVED)).to_be_visible()
    assert stored(AnswerSave.answer, position=WORDS) == ["OTP"]
    assert stored(CheckedAnswer.position) == []
    page.get_by_role("button", name=BUTTON, exact=True).click()
    expect(page.get_by_text("Benar", exact=True)).to_be_visible()
    assert stored(CheckedAnswer.position) == [WORDS]


def test_the_time_ends_on_the_page_of_a_checked_answer_too(begin, revision):
    page, _attempt = begin(revision=revision)
    page.fill("[name=answer]", "OTP")
    page.get_by_role("button", name=BUTTON, exact=True).click()
    expect(page.get_by_text("Benar", exact=True)).to_be_visible()
    open_near_the_end(page, page.url)
    expect(page.get_by_text("Benar", exact=True)).to_be_visible()

    let_time_run_out(page)
    page.get_by_role("button", name="Kumpulkan").click()

    page.wait_for_url("**/result")
    assert words_handed_in() == ["OTP"]
