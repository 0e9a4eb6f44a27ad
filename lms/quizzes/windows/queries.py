"""Reading when quizzes may be sat, and what trainers decided about that."""

from collections.abc import Mapping

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import joinedload

from lms.content.values import Course
from lms.database import db
from lms.quizzes.windows.models import KeyShown, QuizOverride
from lms.quizzes.windows.rules import (
    AS_THE_COURSE_SAYS,
    Override,
    Window,
    all_windows,
    combined,
)
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.rules import Schedule

_OVERRIDE = QuizOverride.__table__.c
_OVERRIDES = (  # built once, for every home and course page asks
    select(
        _OVERRIDE.quiz_id,
        _OVERRIDE.enrolment_id,
        _OVERRIDE.opens_at,
        _OVERRIDE.closes_at,
        _OVERRIDE.attempts,
    )
    .where(
        _OVERRIDE.workshop_id == bindparam("workshop_id"),
        or_(
            _OVERRIDE.enrolment_id.is_(None),
            _OVERRIDE.enrolment_id == bindparam("enrolment_id"),
        ),
    )
    .order_by(_OVERRIDE.id)
)


def overrides_for(workshop: Workshop, enrolment: Enrolment | None = None) -> dict[str, Override]:
    """What holds for a person (or the workshop as a whole), by quiz id."""
    enrolment_id = None if enrolment is None else enrolment.id
    given = {"workshop_id": workshop.id, "enrolment_id": enrolment_id}
    rows = db.session.execute(_OVERRIDES, given)
    newest = {(row[0], row[1] is not None): Override(*row[2:]) for row in rows}
    return {
        quiz_id: combined(newest.get((quiz_id, own), AS_THE_COURSE_SAYS) for own in (False, True))
        for quiz_id, _own in newest
    }


def windows_for(
    course: Course,
    schedule: Schedule,
    workshop: Workshop,
    enrolment: Enrolment | None = None,
) -> Mapping[str, Window]:
    """When each quiz may be sat by a person (or most of the workshop)."""
    overrides = overrides_for(workshop, enrolment)
    return all_windows(course.quizzes, schedule, workshop.zone, overrides)


def overrides_in(workshop: Workshop, quiz_id: str) -> list[QuizOverride]:
    """What trainers decided about a quiz, the newest first."""
    query = (
        select(QuizOverride)
        .options(
            joinedload(QuizOverride.enrolment).joinedload(Enrolment.person),
            joinedload(QuizOverride.granted_by),
        )
        .where(QuizOverride.workshop_id == workshop.id, QuizOverride.quiz_id == quiz_id)
        .order_by(QuizOverride.id.desc())
    )
    return list(db.session.scalars(query))


def keys_shown_in(workshop: Workshop) -> dict[str, KeyShown]:
    """Whose key is shown although numbers are shared, by quiz id."""
    query = (
        select(KeyShown).options(joinedload(KeyShown.shown_by)).filter_by(workshop_id=workshop.id)
    )
    return {shown.quiz_id: shown for shown in db.session.scalars(query)}
