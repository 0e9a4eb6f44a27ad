"""What `lms.results.periods` says of a person's work, said to the database."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import and_, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.elements import ColumnElement

from lms.content.values import Course
from lms.database import db
from lms.lessons.models import LessonDone
from lms.practice.models import ExerciseTry
from lms.practice.queries import IS_FULLY_RIGHT
from lms.publishing.queries import course_of
from lms.results.outcomes import DoneItems
from lms.results.periods import Practice, period_of
from lms.workshops.models import Enrolment, Extension, Workshop
from lms.workshops.rules import Schedule

TRIED_AT: ColumnElement[datetime] = func.coalesce(
    ExerciseTry.second_answered_at, ExerciseTry.answered_at
)
"""When a try was answered last: with a second answer it became right then."""

TRY_KNOWN_AT: ColumnElement[datetime] = func.coalesce(ExerciseTry.received_at, TRIED_AT)


class Counting:
    """Conditions on rows of work joined to Enrolment, for these workshops."""

    def __init__(self, schedules: Mapping[int, Schedule]) -> None:
        self._periods = {key: period_of(schedule) for key, schedule in schedules.items()}
        self._closed = {key: schedule.closed_at for key, schedule in schedules.items()}

    def in_days(self, known_at: ColumnElement[datetime]) -> ColumnElement[bool]:
        """Whether what the server knew then belongs to the five days."""
        return or_(
            sa.false(),
            *(
                and_(
                    Enrolment.workshop_id == key,
                    true() if period.days_end is None else known_at < period.days_end,
                )
                for key, period in self._periods.items()
            ),
        )

    def in_practice(
        self, at: ColumnElement[datetime], known_at: ColumnElement[datetime]
    ) -> ColumnElement[bool]:
        """Whether what was done then belongs to practice after the five days."""
        more_for_her = (
            sa.exists()
            .where(Extension.enrolment_id == Enrolment.id, Extension.until > at)
            .correlate_except(Extension)
        )
        in_time = []
        for key, period in self._periods.items():
            own = [Enrolment.workshop_id == key]
            if period.ends_at is not None:
                own.append(or_(at < period.ends_at, more_for_her))
            closed_at = self._closed[key]
            if closed_at is not None:
                own.append(and_(at < closed_at, known_at < closed_at))
            in_time.append(and_(*own))
        return and_(~self.in_days(known_at), or_(sa.false(), *in_time))


def done_in(
    workshops: Sequence[Workshop], schedules: Mapping[int, Schedule]
) -> dict[int, DoneItems]:
    """Lessons and exercises done by enrolment id, each once, and the answers in practice."""
    counting = Counting(schedules)
    found: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for query in (_lessons(workshops, counting), _exercises(workshops, counting)):
        for enrolment_id, *counts in db.session.execute(query):
            found[enrolment_id] = [
                a + int(b) for a, b in zip(found[enrolment_id], counts, strict=True)
            ]
    return {
        key: DoneItems(days, Practice(more, tries)) for key, (days, more, tries) in found.items()
    }


def _lessons(workshops: Sequence[Workshop], counting: Counting) -> sa.Select[int, int, int, int]:
    at: ColumnElement[datetime] = sa.type_coerce(LessonDone.done_at, LessonDone.done_at.type)
    of_course = _of_course(
        workshops, LessonDone.lesson_id, lambda course: [each.id for each in course.lessons]
    )
    return (
        select(
            LessonDone.enrolment_id,
            func.count().filter(counting.in_days(at)),
            func.count().filter(counting.in_practice(at, at)),
            sa.literal(0),
        )
        .join(Enrolment, Enrolment.id == LessonDone.enrolment_id)
        .where(of_course)
        .group_by(LessonDone.enrolment_id)
    )


def _exercises(workshops: Sequence[Workshop], counting: Counting) -> sa.Select[int, int, int, int]:
    in_days = counting.in_days(TRY_KNOWN_AT)
    in_practice = counting.in_practice(TRIED_AT, TRY_KNOWN_AT)
    of_course = _of_course(
        workshops, ExerciseTry.exercise_id, lambda course: [each.id for each in course.exercises]
    )
    each = (
        select(
            ExerciseTry.enrolment_id,
            func.count().filter(IS_FULLY_RIGHT, in_days).label("in_days"),
            func.count().filter(IS_FULLY_RIGHT, in_practice).label("in_practice"),
            func.count().filter(in_practice).label("tries"),
        )
        .join(Enrolment, Enrolment.id == ExerciseTry.enrolment_id)
        .where(of_course)
        .group_by(ExerciseTry.enrolment_id, ExerciseTry.exercise_id)
        .subquery()
    )
    more = and_(each.c.in_days == 0, each.c.in_practice > 0)
    return select(
        each.c.enrolment_id,
        func.count().filter(each.c.in_days > 0),
        func.count().filter(more),
        func.sum(each.c.tries),
    ).group_by(each.c.enrolment_id)


def _of_course(
    workshops: Sequence[Workshop],
    column: InstrumentedAttribute[str],
    ids_in: Callable[[Course], list[str]],
) -> ColumnElement[bool]:
    """The condition that an item is one of the course that its workshop pins now.

    After a workshop has moved to a newer revision there may be rows of items that are gone.
    """
    by_revision = defaultdict(list)
    for workshop in workshops:
        by_revision[workshop.revision].append(workshop.id)
    return or_(
        sa.false(),
        *(
            and_(Enrolment.workshop_id.in_(pinning), column.in_(ids_in(course_of(revision))))
            for revision, pinning in by_revision.items()
        ),
    )
