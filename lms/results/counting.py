"""What `lms.results.periods` says of a person's work, said to the database."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.elements import ColumnClause, ColumnElement

from lms.content.values import Course
from lms.database import db
from lms.database.types import UtcDateTime
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
    """Conditions on rows of work joined to Enrolment, in these workshops alone.

    A statement that uses them is made by `over`. The ends of one workshop are plain values in it,
    and `given` has them for a statement that was built before; those of many are a table it is
    joined to, for a condition of each would be asked of every row.
    """

    def __init__(self, schedules: Mapping[int, Schedule]) -> None:
        periods = {key: period_of(schedule) for key, schedule in schedules.items()}
        rows = [(key, each.days_end, each.ends_at, each.closed_at) for key, each in periods.items()]
        self._table = _table_of(rows) if len(rows) > 1 else None
        alone = rows[0] if rows else _NOWHERE
        ends = list(zip(_ENDS, alone, strict=True))
        self.given: dict[str, Any] = {end.key: value for end, value in ends}
        self._ends: list[ColumnElement[Any]] = (
            [bindparam(end.key, value, end.type) for end, value in ends]
            if self._table is None
            else list(self._table.c)
        )

    def over(self, query: Any) -> Any:
        """A query on Enrolment, with what the conditions need."""
        if self._table is None:
            return query
        return query.join(self._table, self._table.c.workshop_id == Enrolment.workshop_id)

    def in_days(self, known_at: ColumnElement[datetime]) -> ColumnElement[bool]:
        """Whether what the server knew then belongs to the five days."""
        workshop_id, days_end, _ends_at, _closed_at = self._ends
        ours: ColumnElement[bool] = Enrolment.workshop_id == workshop_id
        return and_(ours, or_(days_end.is_(None), known_at < days_end))

    def in_practice(
        self, at: ColumnElement[datetime], known_at: ColumnElement[datetime]
    ) -> ColumnElement[bool]:
        """Whether what was done then belongs to practice after the five days."""
        workshop_id, days_end, ends_at, closed_at = self._ends
        more_for_her = (
            sa.exists()
            .where(Extension.enrolment_id == Enrolment.id, Extension.until > at)
            .correlate_except(Extension)
        )
        return and_(
            Enrolment.workshop_id == workshop_id,
            known_at >= days_end,
            or_(ends_at.is_(None), at < ends_at, more_for_her),
            or_(closed_at.is_(None), and_(at < closed_at, known_at < closed_at)),
        )


_ENDS: tuple[ColumnClause[Any], ...] = (
    sa.column("workshop_id", sa.Integer),
    sa.column("days_end", UtcDateTime),
    sa.column("ends_at", UtcDateTime),
    sa.column("closed_at", UtcDateTime),
)
_NOWHERE = (0, None, None, None)  # no workshop has this id


def _table_of(rows: Sequence[tuple[Any, ...]]) -> sa.CTE:
    """The ends of many workshops as a table."""
    # Where nothing has ended PostgreSQL would take a column of nothing for one of text.
    typed = [
        tuple(
            sa.cast(sa.null(), end.type) if value is None else value
            for value, end in zip(row, _ENDS, strict=True)
        )
        for row in rows
    ]
    return sa.values(*_ENDS, name="ends").data(typed).cte()


def done_in(
    workshops: Sequence[Workshop],
    schedules: Mapping[int, Schedule],
    only: Collection[int] | None = None,
) -> dict[int, DoneItems]:
    """Lessons and exercises done by enrolment id, each once, and the answers in practice.

    `only`: of these enrolments.
    """
    counting = Counting(schedules)
    found: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    if len(workshops) == 1:
        queries = _of_one(among=only is not None)
        course = course_of(workshops[0].revision)
        given = (
            counting.given
            | {"only": only}
            | {
                "lesson_ids": [each.id for each in course.lessons],
                "exercise_ids": [each.id for each in course.exercises],
            }
        )
    else:
        queries, given = _of_many(workshops, counting, only), {}
    for query in queries:
        for enrolment_id, *counts in db.session.execute(query, given):
            found[enrolment_id] = [
                a + int(b) for a, b in zip(found[enrolment_id], counts, strict=True)
            ]
    return {
        key: DoneItems(days, Practice(ever - days, tries))
        for key, (days, ever, tries) in found.items()
    }


_Counted = sa.Select[int, int, int, int]


@cache  # built once, for every report asks
def _of_one(*, among: bool) -> tuple[_Counted, _Counted]:
    """Statements of one workshop, whose ends and items are given when they are asked."""
    ours: ColumnElement[bool] = Enrolment.workshop_id == bindparam("workshop_id")
    if among:
        ours = and_(ours, Enrolment.id.in_(bindparam("only", expanding=True)))
    counting = Counting({})
    lessons = LessonDone.lesson_id.in_(bindparam("lesson_ids", expanding=True))
    exercises = ExerciseTry.exercise_id.in_(bindparam("exercise_ids", expanding=True))
    return _lessons(counting, ours, lessons), _exercises(counting, ours, exercises)


def _of_many(
    workshops: Sequence[Workshop], counting: Counting, only: Collection[int] | None
) -> tuple[_Counted, _Counted]:
    ours: ColumnElement[bool] = Enrolment.workshop_id.in_([each.id for each in workshops])
    if only is not None:
        ours = and_(ours, Enrolment.id.in_(only))
    lessons = _of_courses(
        workshops, LessonDone.lesson_id, lambda course: [each.id for each in course.lessons]
    )
    exercises = _of_courses(
        workshops, ExerciseTry.exercise_id, lambda course: [each.id for each in course.exercises]
    )
    return _lessons(counting, ours, lessons), _exercises(counting, ours, exercises)


_BY_PERSON = (Enrolment.workshop_id, Enrolment.person_id, Enrolment.id)
"""Each enrolment, in the order in which SQLite finds those of a workshop: it sorts nothing then."""


def _lessons(
    counting: Counting, ours: ColumnElement[bool], of_course: ColumnElement[bool]
) -> _Counted:
    """Of each person how many were done in the five days, and how many ever."""
    at: ColumnElement[datetime] = sa.type_coerce(LessonDone.done_at, LessonDone.done_at.type)
    found: _Counted = counting.over(
        select(
            Enrolment.id,
            func.count().filter(counting.in_days(at)),
            func.count().filter(or_(counting.in_days(at), counting.in_practice(at, at))),
            sa.literal(0),
        )
        .select_from(LessonDone)
        .join(Enrolment, Enrolment.id == LessonDone.enrolment_id)
        .where(ours, of_course)
        .group_by(*_BY_PERSON)
    )
    return found


def _exercises(
    counting: Counting, ours: ColumnElement[bool], of_course: ColumnElement[bool]
) -> _Counted:
    """The same, and the answers in practice.

    Whether an exercise is one of the course is asked last, of what else would count: asked of every
    try it takes half of the time.
    """
    in_days = counting.in_days(TRY_KNOWN_AT)
    in_practice = counting.in_practice(TRIED_AT, TRY_KNOWN_AT)
    exercises = func.count(ExerciseTry.exercise_id.distinct())
    found: _Counted = counting.over(
        select(
            Enrolment.id,
            exercises.filter(IS_FULLY_RIGHT, in_days, of_course),
            exercises.filter(IS_FULLY_RIGHT, or_(in_days, in_practice), of_course),
            func.count().filter(in_practice, of_course),
        )
        .select_from(ExerciseTry)
        .join(Enrolment, Enrolment.id == ExerciseTry.enrolment_id)
        .where(ours)
        .group_by(*_BY_PERSON)
    )
    return found


def _of_courses(
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
