"""When quizzes close for somebody, told by columns of the statement that finds her.

The meetings of her workshop come as one text, so that finding an attempt with its end stays one
statement whatever the course says about closing.
"""

from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Integer, ScalarSelect, func, literal_column, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from lms.content.moments import Moment
from lms.content.values import Quiz
from lms.database import db
from lms.quizzes.models_windows import QuizOverride
from lms.quizzes.rules_window import Override, Window, combined, window_between
from lms.row_text import instant_in, rows_in, rows_told
from lms.workshops.models import Enrolment, Extension, Meeting, Workshop
from lms.workshops.reach import WorkshopFacts
from lms.workshops.rules import Schedule, Slot, practice_end

_ONE = literal_column("1", Integer)  # said in the statement, not sent along each time
_MEETINGS = (
    select(rows_told(Meeting.day, Meeting.starts_at, Meeting.ends_at))
    .where(Meeting.workshop_id == Enrolment.workshop_id)
    .correlate(Enrolment)
    .scalar_subquery()
)
_EXTENDED_UNTIL = (
    select(func.max(Extension.until))
    .where(
        Extension.workshop_id == Enrolment.workshop_id,
        or_(Extension.enrolment_id.is_(None), Extension.enrolment_id == Enrolment.id),
    )
    .correlate(Enrolment)
    .scalar_subquery()
)


def closing_columns(
    quiz_id: ColumnElement[str] | InstrumentedAttribute[str],
) -> tuple[ScalarSelect[Any], ...]:
    """Return what `closing_of` needs to know, for a statement on Enrolment."""

    def newest(whose: ColumnElement[bool]) -> ScalarSelect[Any]:
        return (
            select(QuizOverride.closes_at)
            .where(
                QuizOverride.workshop_id == Enrolment.workshop_id,
                QuizOverride.quiz_id == quiz_id,
                whose,
            )
            .order_by(QuizOverride.id.desc())
            .limit(_ONE)
            .correlate_except(QuizOverride)
            .scalar_subquery()
        )

    return (
        _MEETINGS,
        _EXTENDED_UNTIL,
        newest(QuizOverride.enrolment_id.is_(None)),
        newest(QuizOverride.enrolment_id == Enrolment.id),
    )


def closing_of(quiz: Quiz, workshop: Workshop | WorkshopFacts, *closing: Any) -> Window:
    """Return when a quiz closes for somebody (its opening is as the course says).

    `closing` is what the columns of `closing_columns` hold.
    """
    days, closed_at, zone = workshop.practice_days, workshop.closed_at, workshop.zone
    return _window(quiz.opens, quiz.closes, days, closed_at, zone, *closing)


@lru_cache(maxsize=4_096)
def _window(
    opens: Moment,
    closes: Moment,
    practice_days: int,
    closed_at: datetime | None,
    zone: ZoneInfo,
    meetings: str | None,
    extended: datetime | None,
    for_all: datetime | None,
    for_her: datetime | None,
) -> Window:
    """Work a window out once: every page and every save of a room asks for the same one."""
    override = combined([Override(closes_at=for_all), Override(closes_at=for_her)])
    schedule = _schedule(practice_days, closed_at, zone, meetings, extended)
    return window_between(opens, closes, schedule, zone, override)


def own_schedule(enrolment: Enrolment) -> Schedule:
    """Return the days of a person's workshop and her practice period. One statement.

    Of the meetings nothing is told but day and time.
    """
    query = select(_MEETINGS, _EXTENDED_UNTIL).select_from(Enrolment)
    row = db.session.execute(query.where(Enrolment.id == enrolment.id)).one()
    workshop = enrolment.workshop
    return _schedule(workshop.practice_days, workshop.closed_at, workshop.zone, *row)


def _schedule(
    practice_days: int,
    closed_at: datetime | None,
    zone: ZoneInfo,
    meetings: str | None,
    extended: datetime | None,
) -> Schedule:
    slots = _slots(meetings)
    extensions = [] if extended is None else [extended]
    return Schedule(slots, practice_end(slots, practice_days, extensions, zone), closed_at)


@lru_cache(maxsize=256)
def _slots(text: str | None) -> tuple[Slot, ...]:
    """Return the meetings in a text, in order of time."""
    slots = [
        Slot(0, int(day), "", instant_in(starts), instant_in(ends))
        for day, starts, ends in rows_in(text, 3)
    ]
    return tuple(sorted(slots, key=lambda slot: slot.starts_at))
