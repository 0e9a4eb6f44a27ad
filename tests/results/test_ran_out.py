"""Reports count what had been saved when the time ran out, whether anybody pressed or not."""

import pytest

from lms.database import db
from lms.quizzes.attempts import service
from lms.quizzes.attempts.saves import Sent
from lms.reports.account.queries import workshop_account
from lms.reports.documents import workshop_document
from lms.results.queries import outcomes_in
from lms.results.queries_work import work_of
from tests.constants import HOUR, NOW
from tests.factories import a_person, a_staff_member, a_workshop, an_enrolment
from tests.quizzes.factories import a_quiz_attempt, right_answer

TIMED = "kuis-1"


@pytest.fixture
def workshop(app):
    with app.app_context():
        yield a_workshop()


def begun(workshop, *answered):
    """Somebody begins the quiz with a time limit and answers these questions rightly."""
    enrolment = an_enrolment(workshop, a_person())
    quiz_attempt = a_quiz_attempt(enrolment, TIMED)
    for position in answered:
        service.save_answer(
            quiz_attempt, Sent(position, right_answer(quiz_attempt, position), "page", 1, NOW)
        )
    db.session.commit()
    return enrolment


def figures(workshop, now):
    return workshop_document(workshop_account(workshop, now))


def test_the_report_is_the_same_before_and_after_somebody_closes_what_ran_out(workshop):
    begun(workshop, 1, 3)
    begun(workshop)

    before = figures(workshop, NOW + HOUR)
    closed = service.close_overdue(NOW + HOUR, workshop)
    db.session.commit()

    assert closed == 2
    assert figures(workshop, NOW + HOUR) == before


def test_while_the_time_runs_it_is_not_handed_in(workshop):
    enrolment = begun(workshop, 1)

    now = work_of([enrolment.id], NOW)[enrolment.id].quizzes[TIMED]
    later = work_of([enrolment.id], NOW + HOUR)[enrolment.id].quizzes[TIMED]

    assert (now.is_handed_in, later.is_handed_in) == (False, True)


def test_the_matrix_shows_it_to_the_trainer(browser, workshop, at):
    trainer = a_staff_member(workshop)
    begun(workshop, 1)
    there = browser.sign_in(trainer)
    during = there.get(f"/w/{workshop.slug}/matrix?day=1").text

    at(NOW + HOUR)

    assert there.get(f"/w/{workshop.slug}/matrix?day=1").text != during


def test_it_takes_as_many_statements_for_many_as_for_few(workshop, statements):
    def cost():
        db.session.refresh(workshop, ["program_id", "revision"])  # every page has read them
        with statements() as seen:
            outcomes_in([workshop], NOW + HOUR)
        return len(seen)

    for _person in range(2):
        begun(workshop, 1)
    few = cost()
    for _person in range(4):
        begun(workshop, 1)

    assert cost() == few <= 13


def test_while_the_time_runs_nobody_asks_what_was_saved(workshop, statements):
    begun(workshop, 1)

    with statements() as seen:
        outcomes_in([workshop], NOW)

    assert not any("FROM answer_save" in each for each in seen)
