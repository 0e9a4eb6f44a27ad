"""Reading how far a person has come."""

from typing import Any

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    bindparam,
    literal,
    select,
    true,
    union,
)

from lms.database import db
from lms.lessons.models import LessonDone
from lms.lessons.rules import Progress
from lms.practice.models import ExerciseTry
from lms.practice.queries import IS_FULLY_RIGHT
from lms.quizzes.attempts.models import Attempt
from lms.workshops.models import Enrolment


def progress_of(enrolment: Enrolment) -> Progress:
    given = {"enrolment_id": enrolment.id}
    mine = db.session.execute(_WHAT_WAS_DONE, given).all()
    lessons, quizzes, tries = ([row for row in mine if row.what == what] for what in range(3))
    return Progress(
        lessons_done=frozenset(row.item_id for row in lessons),
        exercises_done=frozenset(row.item_id for row in tries if row.is_done),
        exercises_tried=frozenset(row.item_id for row in tries),
        quizzes_handed_in=frozenset(row.item_id for row in quizzes if row.is_done),
        quizzes_open=frozenset(row.item_id for row in quizzes if not row.is_done),
    )


def _what_was_done() -> CompoundSelect[Any]:
    """Select lessons (0), attempts at quizzes (1) and tries of exercises (2), each kind once."""
    enrolment_id: BindParameter[int] = bindparam("enrolment_id")
    return union(
        select(
            literal(0).label("what"),
            LessonDone.lesson_id.label("item_id"),
            true().label("is_done"),
        ).where(LessonDone.enrolment_id == enrolment_id),
        select(literal(1), Attempt.quiz_id, Attempt.handed_in_at.is_not(None)).where(
            Attempt.enrolment_id == enrolment_id
        ),
        select(literal(2), ExerciseTry.exercise_id, IS_FULLY_RIGHT).where(
            ExerciseTry.enrolment_id == enrolment_id
        ),
    )


_WHAT_WAS_DONE = _what_was_done()  # built once
