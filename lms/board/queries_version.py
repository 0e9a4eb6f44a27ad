"""Whether a board can have changed, asked of the database in one statement."""

from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, ScalarSelect, Select, bindparam, func, select

from lms.attendance.models import AttendanceChange
from lms.board.models import RoomStart
from lms.database import db
from lms.discussion.models import Reply, Topic
from lms.excuses.models import Excuse
from lms.excuses.rules import ExcuseState
from lms.lessons.models import LessonDone
from lms.practice.models import ExerciseTry
from lms.quizzes.attempts.models import AnswerSave, Attempt
from lms.workshops.models import Enrolment, Meeting, Workshop


def board_version(workshop: Workshop, now: datetime) -> tuple[object, ...]:
    """What is different as soon as somebody has done something that a board shows.

    The minute is part of it: time left, and changes that leave no newest row (a name, minutes
    given), show within one.
    """
    row = db.session.execute(_NEWEST, {"workshop_id": workshop.id}).one()
    return (workshop.id, int(now.timestamp()) // 60, *row)


def _select_newest() -> Select[*tuple[Any, ...]]:
    """Select the newest of everything a board shows; built once, for every board asks each time."""
    workshop_id: BindParameter[int] = bindparam("workshop_id")
    ours = Enrolment.workshop_id == workshop_id
    begun = select(Attempt.id).join(Attempt.enrolment).where(ours, Attempt.handed_in_at.is_(None))
    return select(
        _newest(Enrolment.id, Enrolment, ours),
        _newest(Enrolment.withdrawn_at, Enrolment, ours),
        _theirs(ExerciseTry.id, ExerciseTry, ours),
        _theirs(ExerciseTry.second_answered_at, ExerciseTry, ours),
        _theirs(LessonDone.id, LessonDone, ours),
        _theirs(Attempt.id, Attempt, ours),
        _theirs(Attempt.handed_in_at, Attempt, ours),
        _newest(AnswerSave.id, AnswerSave, AnswerSave.attempt_id.in_(begun)),
        select(func.max(AttendanceChange.id))
        .join(Meeting, Meeting.id == AttendanceChange.meeting_id)
        .where(Meeting.workshop_id == workshop_id)
        .scalar_subquery(),
        select(func.count())
        .select_from(Excuse)
        .join(Enrolment, Enrolment.id == Excuse.enrolment_id)
        .where(ours, Excuse.state == ExcuseState.WAITING)
        .scalar_subquery(),
        _newest(RoomStart.id, RoomStart, RoomStart.workshop_id == workshop_id),
        _newest(RoomStart.ended_at, RoomStart, RoomStart.workshop_id == workshop_id),
        _newest(Topic.id, Topic, Topic.workshop_id == workshop_id),
        _newest(Topic.answered_at, Topic, Topic.workshop_id == workshop_id),
        select(func.max(Reply.id))
        .join(Topic, Topic.id == Reply.topic_id)
        .where(Topic.workshop_id == workshop_id)
        .scalar_subquery(),
    )


def _newest(column: Any, table: Any, which: ColumnElement[bool]) -> ScalarSelect[Any]:
    return select(func.max(column)).select_from(table).where(which).scalar_subquery()


def _theirs(column: Any, table: Any, ours: ColumnElement[bool]) -> ScalarSelect[Any]:
    """The newest of what the people of the workshop have done."""
    joined = select(func.max(column)).join(Enrolment, Enrolment.id == table.enrolment_id)
    return joined.where(ours).scalar_subquery()


_NEWEST = _select_newest()
