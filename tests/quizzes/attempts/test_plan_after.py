"""Below its mark a result is a plan, and every wrong answer leads to where it is learned."""

import pytest

from lms.database import db
from lms.practice.models import PracticeSitting
from lms.quizzes.attempts import service
from lms.quizzes.attempts.saves import Sent
from tests.constants import NOW
from tests.factories import an_enrolment
from tests.quizzes.factories import a_quiz_attempt, a_result, address_of, right_answer


@pytest.fixture
def enrolment(browser):
    enrolment = an_enrolment()
    browser.sign_in(enrolment.person)
    return enrolment


def result_of(browser, quiz_attempt):
    return browser.get(address_of(quiz_attempt, "result")).text


def test_below_the_mark_each_skill_is_one_tap_away(browser, enrolment):
    shown = result_of(browser, a_result(enrolment))

    assert "1 keterampilan, 4 soal, 4 menit" in shown
    address = f"/w/{enrolment.workshop.slug}/skills/h1-p1"
    assert f'action="{address}"' in shown
    assert browser.post(address).status_code == 303
    assert len(db.session.query(PracticeSitting).one().choices) == 4


def test_a_wrong_answer_leads_to_its_lesson_and_to_a_question_like_it(browser, enrolment):
    shown = result_of(browser, a_result(enrolment))

    assert f'href="/w/{enrolment.workshop.slug}/lessons/h1-l1#section-koperasi">Baca' in shown
    assert f'href="/w/{enrolment.workshop.slug}/exercises/h1-p1">Latih soal seperti ini' in shown


def test_a_right_answer_leads_nowhere(browser, enrolment):
    quiz_attempt = a_quiz_attempt(enrolment)
    right = Sent(1, right_answer(quiz_attempt, 1), "page", 1, NOW)
    service.save_answer(quiz_attempt, right)
    service.hand_in_attempt(quiz_attempt, NOW)
    db.session.commit()

    shown = result_of(browser, quiz_attempt)

    assert "Baca bagian ini" not in shown
    assert "Latih soal seperti ini" not in shown
