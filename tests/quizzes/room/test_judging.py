"""A trainer who does not believe the times of a late delivery leaves its answers out."""

import pytest
from sqlalchemy import func, select

from lms.audit.models import AuditEntry
from lms.database import db
from lms.quizzes.attempts import queries, service
from lms.quizzes.attempts.models import Answer, AnswerSave, Attempt, Delivery
from lms.quizzes.attempts.saves import Logged, QuestionPage, Sent, digest
from lms.quizzes.attempts.service_delivery import deliver_answers
from lms.quizzes.room import service_time
from lms.workshops.models import StaffRole
from tests.constants import HOUR, MINUTE, NOW, SECOND
from tests.factories import a_staff_member
from tests.quizzes.factories import a_quiz_attempt, answers_now

END = NOW + 20 * MINUTE
PAGE = QuestionPage("phone", NOW + SECOND, 0, digest(None))


@pytest.fixture
def quiz_attempt(app):
    """Somebody who saved one answer in time, and whose phone delivered two an hour late."""
    quiz_attempt = a_quiz_attempt()
    service.save_answer(quiz_attempt, Sent(4, {"answer": ["in time"]}, "early", 1, NOW))
    log = [
        Logged(PAGE, position, 1, {"answer": [text]}, MINUTE, MINUTE)
        for position, text in ((1, "5000"), (4, "late"))
    ]
    deliver_answers(quiz_attempt, log, "KODE-1234", True, END + HOUR)
    db.session.commit()
    return quiz_attempt


@pytest.fixture
def address(quiz_attempt):
    delivery = db.session.scalars(select(Delivery)).one()
    slug = quiz_attempt.attempt.enrolment.workshop.slug
    return f"/w/{slug}/quiz-room/{quiz_attempt.attempt.id}", delivery.id


@pytest.fixture
def judge(browser, quiz_attempt, address, at):
    browser.sign_in(a_staff_member(quiz_attempt.attempt.enrolment.workshop))
    at(END + 2 * HOUR)
    page, delivery_id = address

    def judge(counts, reason="Ponselnya tersambung sepanjang kuis"):
        data = {"counts": counts, f"delivery-{delivery_id}-reason": reason}
        return browser.post(f"{page}/deliveries/{delivery_id}", data=data)

    return judge


def handed_in(quiz_attempt):
    db.session.rollback()
    attempt = db.session.get_one(Attempt, quiz_attempt.attempt.id)
    return {a.position: a.answer for a in queries.answers_of([attempt])[attempt.id] if a.answer}


def test_what_is_left_out_gives_way_to_what_had_been_saved_in_time(judge, quiz_attempt):
    assert handed_in(quiz_attempt) == {1: "5000", 4: "late"}

    judge("0")

    assert handed_in(quiz_attempt) == {4: "in time"}
    assert db.session.scalar(select(Answer.credit).filter_by(position=1)) == 0


def test_it_can_be_counted_after_all_as_often_as_one_changes_ones_mind(judge, quiz_attempt):
    for counts in ("0", "1", "0", "0", "1", "1"):
        judge(counts)

    assert handed_in(quiz_attempt) == {1: "5000", 4: "late"}
    actions = select(AuditEntry.action).order_by(AuditEntry.id).where(AuditEntry.actor_id > 0)
    assert db.session.scalars(actions).all() == ["quiz.set_aside", "quiz.count_again"] * 2


def test_the_reason_and_both_answers_stand_in_the_trail_and_no_save_is_lost(judge, quiz_attempt):
    before = db.session.scalar(select(func.count()).select_from(AnswerSave))

    judge("0")

    line = db.session.scalars(select(AuditEntry).filter_by(action="quiz.set_aside")).one()
    assert line.reason == "Ponselnya tersambung sepanjang kuis"
    assert line.before == {"1": "5000", "4": "late"}
    assert line.after == {"1": None, "4": "in time"}
    assert db.session.scalar(select(func.count()).select_from(AnswerSave)) == before + 2


def test_without_a_reason_nothing_changes(judge, quiz_attempt):
    response = judge("0", reason=" ")

    assert response.status_code == 422
    assert "Tulis alasannya" in response.text
    assert handed_in(quiz_attempt) == {1: "5000", 4: "late"}


def test_the_pages_say_that_they_do_not_count(judge, browser, address):
    judge("0")

    page = browser.get(address[0]).text
    assert "tidak dihitung" in page
    assert "Hitung jawaban ini" in page
    assert "Tidak dihitung" in browser.get(address[0].rsplit("/", 1)[0]).text


def test_what_she_answers_after_it_was_reopened_holds(judge, quiz_attempt):
    judge("0")
    again = queries.quiz_attempt_in(quiz_attempt.attempt.enrolment, quiz_attempt.attempt.id)
    later = END + 3 * HOUR
    service_time.reopen(again, 10, reason="Boleh lagi", idempotency_key="a-key", now=later)
    again = queries.quiz_attempt_in(quiz_attempt.attempt.enrolment, quiz_attempt.attempt.id)
    page = QuestionPage("new", later, 0, digest("in time"))
    service.save_answer(again, Sent(4, {"answer": ["once more"]}, "new", 1, later, page))
    db.session.commit()

    assert answers_now(quiz_attempt)[4] == "once more"


def test_an_assistant_looks_and_does_not_judge(browser, quiz_attempt, address, judge):
    helper = a_staff_member(quiz_attempt.attempt.enrolment.workshop, StaffRole.ASSISTANT)
    browser.sign_in(helper)

    assert "KODE-1234" in browser.get(address[0]).text
    assert "Jangan hitung" not in browser.get(address[0]).text
    assert judge("0").status_code == 403


def test_the_delivery_of_another_attempt_is_not_found(browser, quiz_attempt, address, judge):
    other = a_quiz_attempt()
    browser.sign_in(a_staff_member(other.attempt.enrolment.workshop))
    slug = other.attempt.enrolment.workshop.slug
    theirs = f"/w/{slug}/quiz-room/{other.attempt.id}/deliveries/{address[1]}"

    assert browser.post(theirs, data={"counts": "0"}).status_code == 404
