"""Corrected courses and desks to test grading with."""

import json
from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from lms.database import db
from lms.publishing.models import CourseRevision
from lms.publishing.service import publish_document
from lms.quizzes.attempts.models import Answer
from lms.quizzes.marks.models import GivenGrade
from lms.workshops.models import Workshop
from tests.constants import NOW
from tests.factories import a_revision, an_enrolment
from tests.quizzes.factories import a_result

WRITTEN = "sandi sekali pakai"
Questions = dict[str, dict[str, Any]]


def queue_of(workshop: Workshop) -> str:
    """The address of the queue."""
    return f"/w/{workshop.slug}/grading"


def desk_of(answer: Answer) -> str:
    """The address of an answer at the desk."""
    return f"{queue_of(answer.attempt.enrolment.workshop)}/{answer.id}"


def marks(exactly: str = "48", detailed: str = "32") -> dict[str, str]:
    """Points for the two criteria of the test course, worth 60 and 40."""
    return {"points-1": exactly, "points-2": detailed}


def grade(
    browser: FlaskClient,
    answer: Answer,
    points: tuple[str, str] = ("48", "32"),
    comment: str = "Jelas.",
    version: int = 1,
    **more: str,
) -> Any:
    """Send a grade from the desk."""
    data = {**marks(*points), "comment": comment, "version": version, **more}
    return browser.post(desk_of(answer), data=data)


def release(
    browser: FlaskClient, workshop: Workshop, quiz_id: str = "kuis-2", released: str = "yes"
) -> Any:
    """Press the button that releases the grades of a quiz, or hides them."""
    return browser.post(
        f"{queue_of(workshop)}/quizzes/{quiz_id}/release", data={"released": released}
    )


def stored(answer: Answer) -> Answer:
    """The answer as it is in the database now."""
    db.session.rollback()
    return db.session.get_one(Answer, answer.id)


def a_corrected_revision(
    correct: Callable[[Questions], None], before: CourseRevision | None = None
) -> CourseRevision:
    """A course published again after `correct` changed the questions of its first quiz.

    The test course, unless it is the one of the revision `before`.
    """
    document = json.loads((before or a_revision()).document)
    quiz = document["modules"][0]["quizzes"][0]
    questions = {
        question.get("id", question.get("use")): question for question in quiz["questions"]
    }
    correct(questions)
    quiz["questions"] = [each for each in quiz["questions"] if "gone" not in each]
    revision, _new = publish_document(document, NOW)
    db.session.commit()
    return revision


def a_short_answer(workshop, text=WRITTEN):
    """A short answer that was handed in and not accepted."""
    quiz_attempt = a_result(an_enrolment(workshop), "kuis-1", {4: {"answer": [text]}})
    return db.session.scalars(
        select(Answer).where(Answer.attempt_id == quiz_attempt.attempt.id, Answer.position == 4)
    ).one()


def credit_of(answer):
    """The credit an answer has in the database now."""
    db.session.rollback()
    return db.session.get_one(Answer, answer.id).credit


def history_of(answer):
    """What happened to the credit of an answer: by what, from and to."""
    rows = db.session.scalars(
        select(GivenGrade).filter_by(answer_id=answer.id).order_by(GivenGrade.id)
    )
    return [(row.origin, row.credit_before, row.credit) for row in rows]
