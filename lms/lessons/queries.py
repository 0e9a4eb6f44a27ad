"""Reading how far a person has come."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
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
from lms.quizzes.windows.rules import Window, open_now
from lms.workshops.models import Enrolment, Workshop


def progress_of(enrolment: Enrolment) -> Progress:
    found = defaultdict(set)
    rows = db.session.execute(_WHAT_WAS_DONE, {"enrolment_id": enrolment.id}).all()
    for what, item_id, is_done in rows:
        found[what, bool(is_done)].add(item_id)
    return Progress(
        lessons_done=frozenset(found[_LESSON, True]),
        exercises_done=frozenset(found[_TRY, True]),
        exercises_tried=frozenset(found[_TRY, True] | found[_TRY, False]),
        quizzes_handed_in=frozenset(found[_ATTEMPT, True]),
        quizzes_open=frozenset(found[_ATTEMPT, False]),
    )


def doable_quizzes(
    workshop: Workshop, windows: Mapping[str, Window], progress: Progress | None, now: datetime
) -> frozenset[str]:
    """The quizzes that may be begun or gone on with; none while the program is elsewhere."""
    if workshop.program.lent_at is not None:
        return frozenset()
    return open_now(windows, now) | (progress.quizzes_open if progress else frozenset())


_LESSON, _ATTEMPT, _TRY = range(3)


def _what_was_done() -> CompoundSelect[Any]:
    """Select lessons, attempts at quizzes and tries of exercises, each kind once."""
    enrolment_id: BindParameter[int] = bindparam("enrolment_id")
    lesson, attempt, tried = (each.__table__.c for each in (LessonDone, Attempt, ExerciseTry))
    return union(
        select(
            literal(_LESSON).label("what"),
            lesson.lesson_id.label("item_id"),
            true().label("is_done"),
        ).where(lesson.enrolment_id == enrolment_id),
        select(literal(_ATTEMPT), attempt.quiz_id, attempt.handed_in_at.is_not(None)).where(
            attempt.enrolment_id == enrolment_id
        ),
        select(literal(_TRY), tried.exercise_id, IS_FULLY_RIGHT).where(
            tried.enrolment_id == enrolment_id
        ),
    )


_WHAT_WAS_DONE = _what_was_done()  # built once, and of columns of tables
