"""All questions of an attempt in one answer, for a phone that loses its line."""

from datetime import timedelta

import pytest

from lms.quizzes.attempts import pages
from tests.constants import NOW
from tests.factories import an_enrolment
from tests.quizzes.factories import a_quiz_attempt, address_of


@pytest.fixture
def quiz_attempt(browser, at):
    begun = a_quiz_attempt()
    browser.sign_in(begun.attempt.enrolment.person)
    return begun


def sheet(browser, quiz_attempt):
    return browser.get(address_of(quiz_attempt, "sheet"))


def test_every_question_comes_as_its_page_shows_it(browser, quiz_attempt):
    found = sheet(browser, quiz_attempt).json
    assert list(found["questions"]) == [str(each) for each in quiz_attempt.positions]
    for position, each in found["questions"].items():
        assert quiz_attempt.variant(int(position)).prompt in each["html"]
        assert f'action="{address_of(quiz_attempt, position)}"' in each["html"]
        assert each["answered"] is False
    assert found["total"] == len(quiz_attempt.positions)


def test_its_pages_are_signed_so_that_their_answers_count(browser, quiz_attempt):
    html = sheet(browser, quiz_attempt).json["questions"]["4"]["html"]
    client = html.split('name="client" value="')[1].split('"')[0]
    assert pages.page_from(client, quiz_attempt.attempt.id, 4) is not None
    assert pages.page_from(client, quiz_attempt.attempt.id, 3) is None


def test_what_was_answered_stands_in_it(browser, quiz_attempt):
    browser.post(address_of(quiz_attempt, 4), data={"answer": "OTP", "save_number": 1})
    found = sheet(browser, quiz_attempt).json["questions"]["4"]
    assert found["answered"] is True
    assert 'value="OTP"' in found["html"]


def test_it_takes_the_same_statements_however_much_was_answered(browser, quiz_attempt, statements):
    with statements() as before:
        sheet(browser, quiz_attempt)
    for position in quiz_attempt.positions:
        browser.post(address_of(quiz_attempt, position), data={"answer": "7", "save_number": 1})
    with statements() as after:
        sheet(browser, quiz_attempt)
    assert len(after) <= len(before) + 1


def test_there_is_none_when_the_time_is_over_or_for_somebody_else(browser, quiz_attempt, at):
    other = an_enrolment(quiz_attempt.attempt.enrolment.workshop)
    browser.sign_in(other.person)
    assert sheet(browser, quiz_attempt).status_code == 404
    browser.sign_in(quiz_attempt.attempt.enrolment.person)
    at(NOW + timedelta(minutes=21))
    assert sheet(browser, quiz_attempt).status_code == 404
