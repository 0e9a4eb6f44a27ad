"""The server's clock is set wrong and put right while people answer: what they answer counts."""

import html
import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.quizzes.attempts.saves import Save, sheet_from
from tests.constants import HOUR, MINUTE, NOW
from tests.quizzes.factories import SCRIPT, a_quiz_attempt, address_of, answers_now

DAY = 24 * HOUR
jumps = st.integers(-100_000, 100_000).map(lambda seconds: timedelta(seconds=seconds))


@pytest.fixture
def quiz_attempt():
    return a_quiz_attempt()


@pytest.fixture
def answer(browser):
    """Open a question, as it is shown now, and answer it."""

    def answer(quiz_attempt, text, position=4):
        # A cookie that was made later than now holds no more: she signs in again.
        browser.sign_in(quiz_attempt.attempt.enrolment.person)
        page = browser.get(address_of(quiz_attempt, position)).text
        client = html.unescape(re.search(r'name="client"[^>]*value="([^"]*)"', page)[1])
        number = int(re.search(r'name="save_number"[^>]*value="([^"]*)"', page)[1])
        data = {"answer": text, "client": client, "save_number": number + 1}
        return browser.post(address_of(quiz_attempt, position), data=data, headers=SCRIPT).json

    return answer


@pytest.mark.parametrize("wrong", [2 * HOUR, -DAY])
def test_new_answers_count_after_the_clock_was_wrong(answer, at, wrong):
    no_limit = a_quiz_attempt(quiz_id="kuis-2")
    answer(no_limit, "1", position=1)
    at(NOW + wrong)
    answer(no_limit, "2", position=1)
    at(NOW + MINUTE)

    assert answer(no_limit, "3", position=1)["elsewhere"] is None
    assert answers_now(no_limit) == {1: "3"}


def test_a_page_nobody_knows_counts_after_the_clock_was_set_back(answer, at, browser, quiz_attempt):
    answer(quiz_attempt, "dulu")
    at(NOW - DAY)
    browser.sign_in(quiz_attempt.attempt.enrolment.person)
    browser.post(address_of(quiz_attempt, 4), data={"answer": "kini"}, headers=SCRIPT)

    assert answers_now(quiz_attempt) == {4: "kini"}


@pytest.mark.parametrize("back", [2 * HOUR, DAY])
def test_nobody_gains_time_by_a_clock_that_is_set_back(answer, at, browser, quiz_attempt, back):
    at(NOW + 5 * MINUTE)
    answer(quiz_attempt, "dulu")  # of twenty minutes fifteen are left

    at(NOW + 5 * MINUTE - back)
    assert answer(quiz_attempt, "sesudah")["remaining"] == 15 * 60
    at(NOW + 15 * MINUTE - back)
    assert answer(quiz_attempt, "sepuluh menit lagi")["remaining"] == 5 * 60
    at(NOW + 21 * MINUTE - back)
    browser.sign_in(quiz_attempt.attempt.enrolment.person)
    assert "Waktu habis" in browser.get(address_of(quiz_attempt, 4)).text


@given(st.lists(st.tuples(jumps, st.integers(1, 3)), min_size=1, max_size=20))
def test_of_pages_shown_one_after_another_the_last_holds_whatever_the_clock_says(shown):
    saves = []
    for number, (jump, position) in enumerate(shown, start=1):
        at = NOW + jump
        page_at = sheet_from(saves).page_at(at)
        saves.append(Save(number, position, f"page-{number}", 1, at, page_at))

        assert sheet_from(saves).holding[position] == saves[-1]
