"""Reading what people have reached: a whole program in a constant number of statements.

Rows come as columns, counted by the database where it can: a report over thousands of people builds
no objects of the ORM.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import and_, func, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.elements import ColumnElement

from lms.attendance.counting import counted, is_held
from lms.attendance.rules import COUNTS_AS_PRESENT
from lms.content.values import Course
from lms.database import db
from lms.lessons.models import LessonDone
from lms.lessons.rules import Progress
from lms.people.models import Cooperative, Person
from lms.practice.models import ExerciseTry
from lms.practice.queries import IS_FULLY_RIGHT
from lms.publishing.queries import course_of
from lms.quizzes.attempts.models import Attempt
from lms.results.attempts import AttemptRow, attempts_of, quiz_results_of, results_from
from lms.results.counting import TRIED_AT, TRY_KNOWN_AT, Counting, done_in
from lms.results.holders import Seat
from lms.results.outcomes import DoneItems, SeatOutcome, done_items, outcome, outcome_by
from lms.results.passing import demands_of, required_items
from lms.results.periods import Deed, Period, period_of
from lms.results.rules import QuizResult
from lms.statistics.rates import Rate
from lms.workshops.models import Enrolment, Meeting, Workshop
from lms.workshops.queries import schedules_of
from lms.workshops.rules import Schedule
from lms.workshops.seating.queries import has_joined

NOTHING_DONE = DoneItems()


@dataclass(frozen=True)
class Work:
    """What one person did, item by item, and how often she tried an exercise.

    A quiz in `progress` is open while no attempt at it was handed in. `deeds` tell when lessons and
    exercises were done first; `practised` tries of exercises belong to practice.
    """

    progress: Progress
    tries: Mapping[str, int]
    quizzes: Mapping[str, QuizResult]
    deeds: Mapping[str, Deed]
    practised: Mapping[str, int]


def seats_in(
    workshops: Iterable[Workshop], *, first: int = 0, most: int | None = None
) -> list[Seat]:
    """Who is enrolled and has not withdrawn, by name."""
    rows = db.session.execute(
        select(
            Enrolment.id,
            Enrolment.person_id,
            Enrolment.workshop_id,
            Person.name,
            Person.position,
            func.coalesce(Cooperative.name, ""),
            # A seat that was taken over is there from the first day on.
            sa.case((Enrolment.replaces_id.is_(None), Enrolment.from_day), else_=1),
            Enrolment.from_afternoon,
        )
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(Cooperative, Cooperative.id == Person.cooperative_id)
        .where(_in(workshops), Enrolment.withdrawn_at.is_(None))
        .order_by(Person.name, Enrolment.id)
        .offset(first)
        .limit(most)
    )
    return [Seat(*row) for row in rows]


def seat_counts(workshops: Iterable[Workshop]) -> dict[int, tuple[int, int]]:
    """How many are enrolled and how many have withdrawn, by workshop id."""
    rows = db.session.execute(
        select(Enrolment.workshop_id, func.count(), func.count(Enrolment.withdrawn_at))
        .where(_in(workshops))
        .group_by(Enrolment.workshop_id)
    )
    return {workshop_id: (all_ - withdrawn, withdrawn) for workshop_id, all_, withdrawn in rows}


def outcomes_in(
    workshops: Sequence[Workshop],
    now: datetime,
    schedules: Mapping[int, Schedule] | None = None,
    attempts: Iterable[AttemptRow] | None = None,
    only: Collection[int] | None = None,
) -> dict[int, SeatOutcome]:
    """The outcome of every seat by enrolment id, withdrawn ones too; or of `only` these.

    `schedules` and `attempts` of these workshops, from who has read them already.
    """
    schedules = schedules or schedules_of(workshops)
    held = meetings_held(workshops, now)
    attended = _counts(_attended(workshops, now, only))
    done = done_in(workshops, schedules, only)
    # Many workshops follow one revision.
    revisions = {workshop.revision_id: workshop.revision for workshop in workshops}
    asked = {key: demands_of(course_of(revision)) for key, revision in revisions.items()}
    demands = {workshop.id: asked[workshop.revision_id] for workshop in workshops}
    if attempts is None:
        attempts = attempts_in(workshops, now, with_marks=False, only=only)
    results = results_from(attempts)
    # What a quiz belongs to does not depend on the end of her own practice period.
    periods = {key: period_of(schedule) for key, schedule in schedules.items()}
    return {
        enrolment_id: outcome_by(
            demands[workshop_id],
            Rate(attended.get(enrolment_id, 0), held.get(workshop_id, 0) - spared),
            done.get(enrolment_id, NOTHING_DONE),
            results.get(enrolment_id, {}),
            periods[workshop_id],
        )
        for enrolment_id, workshop_id, spared in db.session.execute(
            select(Enrolment.id, Enrolment.workshop_id, _spared(now)).where(_whose(workshops, only))
        )
    }


def attempts_in(
    workshops: Iterable[Workshop],
    now: datetime,
    *,
    with_marks: bool = True,
    only: Collection[int] | None = None,
) -> list[AttemptRow]:
    """The attempts of everybody who has or had a seat, or of `only` these."""
    return attempts_of(_whose(workshops, only), now, with_marks=with_marks)


def attendance_of(enrolment: Enrolment, now: datetime) -> Rate:
    """One person's attendance of the meetings held, those before she walked in left out."""
    row = counted()
    there = and_(
        row.c.meeting_id == Meeting.id,
        row.c.enrolment_id == enrolment.id,
        row.c.presence.in_(COUNTS_AS_PRESENT),
    )
    spared = select(_spared(now)).where(Enrolment.id == enrolment.id).scalar_subquery()
    attended, held, before = db.session.execute(
        select(func.count(row.c.meeting_id.distinct()), func.count(Meeting.id.distinct()), spared)
        .select_from(Meeting)
        .outerjoin(row, there)
        .where(Meeting.workshop_id == enrolment.workshop_id, is_held(now))
    ).one()
    return Rate(attended, held - before)


def _spared(now: datetime) -> ColumnElement[int]:
    """How many meetings were held before somebody walked in, and are not charged to her.

    One of which something is recorded of her, as a make-up, counts. A seat that was taken over is
    there from the first day on.
    """
    before = (
        select(func.count())
        .select_from(Meeting)
        .where(
            Meeting.workshop_id == Enrolment.workshop_id,
            is_held(now),
            ~has_joined(Meeting),
            ~_is_recorded(),
        )
        .correlate(Enrolment)
        .scalar_subquery()
    )
    begun_later = (Enrolment.from_day > 1) | Enrolment.from_afternoon
    return sa.case((and_(Enrolment.replaces_id.is_(None), begun_later), before), else_=0)


def _is_recorded() -> ColumnElement[bool]:
    """The condition that something of an enrolment counts for a meeting."""
    row = counted()
    return (
        select(row.c.meeting_id)
        .where(row.c.enrolment_id == Enrolment.id, row.c.meeting_id == Meeting.id)
        .correlate(Meeting, Enrolment)
        .exists()
    )


def seats_before_joining(workshops: Iterable[Workshop], now: datetime) -> dict[int, int]:
    """How many seats somebody walked into only after a meeting that was held, by meeting id."""
    return _counts(
        select(Meeting.id, func.count())
        .join(Enrolment, Enrolment.workshop_id == Meeting.workshop_id)
        .where(
            _in(workshops),
            is_held(now),
            Enrolment.withdrawn_at.is_(None),
            Enrolment.replaces_id.is_(None),
            ~has_joined(Meeting),
            ~_is_recorded(),
        )
        .group_by(Meeting.id)
    )


def work_of(
    enrolment_ids: Sequence[int],
    now: datetime | None = None,
    *,
    only_released: bool = False,
    schedules: Mapping[int, Schedule] | None = None,
    item_ids: Collection[str] | None = None,
) -> dict[int, Work]:
    """What these people did, item by item; meant for one page of people.

    `now`: as `quiz_results_of` says. `only_released`: as participants see it, a trainer's grade
    waits until it is released. `schedules` of their workshops: without them no try is practice.
    `item_ids`: of these items alone.
    """

    def among(item_id: InstrumentedAttribute[str]) -> ColumnElement[bool]:
        return sa.true() if item_ids is None else item_id.in_(item_ids)

    deeds: dict[int, dict[str, Deed]] = defaultdict(dict)
    lessons = defaultdict(set)
    for enrolment_id, lesson_id, done_at in db.session.execute(
        select(LessonDone.enrolment_id, LessonDone.lesson_id, LessonDone.done_at).where(
            LessonDone.enrolment_id.in_(enrolment_ids), among(LessonDone.lesson_id)
        )
    ):
        lessons[enrolment_id].add(lesson_id)
        deeds[enrolment_id][lesson_id] = Deed(done_at, done_at)
    tries: dict[int, dict[str, int]] = defaultdict(dict)
    practised: dict[int, dict[str, int]] = defaultdict(dict)
    exercises = defaultdict(set)
    for enrolment_id, exercise_id, count, later, at, known_at in db.session.execute(
        _tries_of(enrolment_ids, Counting(schedules or {})).where(among(ExerciseTry.exercise_id))
    ):
        tries[enrolment_id][exercise_id] = count
        practised[enrolment_id][exercise_id] = later
        if at is not None:
            exercises[enrolment_id].add(exercise_id)
            deeds[enrolment_id][exercise_id] = Deed(at, known_at)
    whose = and_(Enrolment.id.in_(enrolment_ids), among(Attempt.quiz_id))
    results = quiz_results_of(whose, now, only_released=only_released)
    found = {}
    for each in enrolment_ids:
        quizzes = results.get(each, {})
        handed_in = frozenset(id_ for id_, result in quizzes.items() if result.is_handed_in)
        progress = Progress(
            lessons_done=frozenset(lessons[each]),
            exercises_done=frozenset(exercises[each]),
            exercises_tried=frozenset(tries[each]),
            quizzes_handed_in=handed_in,
            quizzes_open=frozenset(quizzes) - handed_in,
        )
        found[each] = Work(progress, tries[each], quizzes, deeds[each], practised[each])
    return found


def _tries_of(
    enrolment_ids: Sequence[int], counting: Counting
) -> sa.Select[int, str, int, int, datetime, datetime]:
    """Select by person and exercise: tries, those in practice, when it was right first."""
    found: sa.Select[int, str, int, int, datetime, datetime] = counting.over(
        select(
            ExerciseTry.enrolment_id,
            ExerciseTry.exercise_id,
            func.count(),
            func.count().filter(counting.in_practice(TRIED_AT, TRY_KNOWN_AT)),
            func.min(TRIED_AT).filter(IS_FULLY_RIGHT),
            func.min(TRY_KNOWN_AT).filter(IS_FULLY_RIGHT),
        )
        .select_from(ExerciseTry)
        .join(Enrolment, Enrolment.id == ExerciseTry.enrolment_id)
        .where(ExerciseTry.enrolment_id.in_(enrolment_ids))
        .group_by(ExerciseTry.enrolment_id, ExerciseTry.exercise_id)
    )
    return found


def outcome_of(course: Course, work: Work, attendance: Rate, period: Period) -> SeatOutcome:
    """The outcome of one person from what she did; the same as `outcomes_in` tells."""
    ids = {each.id for each in course.exercises}
    tries = sum(count for each, count in work.practised.items() if each in ids)
    done = done_items(required_items(course), work.deeds, tries, period)
    return outcome(course, attendance, done, work.quizzes, period)


def _in(workshops: Iterable[Workshop]) -> ColumnElement[bool]:
    return Enrolment.workshop_id.in_([workshop.id for workshop in workshops])


def _whose(workshops: Iterable[Workshop], only: Collection[int] | None) -> ColumnElement[bool]:
    return _in(workshops) if only is None else Enrolment.id.in_(only)


def _counts(query: sa.Select[int, int]) -> dict[int, int]:
    return {row[0]: row[1] for row in db.session.execute(query)}


def held_meetings(workshops: Iterable[Workshop], now: datetime) -> dict[int, int]:
    """The meetings that count so far, in order of time: their workshops by their ids."""
    return _counts(
        select(Meeting.id, Meeting.workshop_id)
        .where(Meeting.workshop_id.in_([workshop.id for workshop in workshops]), is_held(now))
        .order_by(Meeting.starts_at)
    )


def meetings_held(workshops: Iterable[Workshop], now: datetime) -> dict[int, int]:
    """How many meetings of each workshop count so far, by its id."""
    return _counts(
        select(Meeting.workshop_id, func.count())
        .where(Meeting.workshop_id.in_([workshop.id for workshop in workshops]), is_held(now))
        .group_by(Meeting.workshop_id)
    )


def _attended(
    workshops: Iterable[Workshop], now: datetime, only: Collection[int] | None
) -> sa.Select[int, int]:
    row = counted()
    found = (
        select(row.c.enrolment_id, func.count(row.c.meeting_id.distinct()))
        .join(Meeting, Meeting.id == row.c.meeting_id)
        .where(
            Meeting.workshop_id.in_([workshop.id for workshop in workshops]),
            is_held(now),
            row.c.presence.in_(COUNTS_AS_PRESENT),
        )
        .group_by(row.c.enrolment_id)
    )
    return found if only is None else found.where(row.c.enrolment_id.in_(only))
