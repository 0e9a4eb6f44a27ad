"""Reading what people have reached: a whole program in a constant number of statements.

Rows come as columns, counted by the database where it can: a report over thousands of people builds
no objects of the ORM.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import and_, func, or_, select
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
from lms.results.attempts import quiz_results_of
from lms.results.holders import Seat
from lms.results.rules import QuizResult, SeatOutcome, items_done, outcome, required_items
from lms.statistics.rates import Rate
from lms.workshops.models import Enrolment, Meeting, Workshop


@dataclass(frozen=True)
class Work:
    """What one person did, item by item, and how often she tried an exercise.

    A quiz in `progress` is open while no attempt at it was handed in.
    """

    progress: Progress
    tries: Mapping[str, int]
    quizzes: Mapping[str, QuizResult]


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


def outcomes_in(workshops: Sequence[Workshop], now: datetime) -> dict[int, SeatOutcome]:
    """The outcome of every seat by enrolment id, withdrawn ones too."""
    held = meetings_held(workshops, now)
    attended = _counts(_attended(workshops, now))
    lessons = _counts(_lessons_done(workshops))
    exercises = _counts(_exercises_done(workshops))
    courses = {workshop.id: course_of(workshop.revision) for workshop in workshops}
    results = quiz_results_of(_in(workshops), now)
    required = {key: required_items(course) for key, course in courses.items()}
    found = {}
    for enrolment_id, workshop_id in db.session.execute(
        select(Enrolment.id, Enrolment.workshop_id).where(_in(workshops))
    ):
        quizzes = results.get(enrolment_id, {})
        done = (lessons.get(enrolment_id, 0), exercises.get(enrolment_id, 0))
        found[enrolment_id] = outcome(
            courses[workshop_id],
            Rate(attended.get(enrolment_id, 0), held.get(workshop_id, 0)),
            items_done(required[workshop_id], *done, quizzes),
            quizzes,
        )
    return found


def attendance_of(enrolment: Enrolment, now: datetime) -> Rate:
    """One person's attendance of the meetings held."""
    row = counted()
    there = and_(
        row.c.meeting_id == Meeting.id,
        row.c.enrolment_id == enrolment.id,
        row.c.presence.in_(COUNTS_AS_PRESENT),
    )
    attended, held = db.session.execute(
        select(func.count(row.c.meeting_id.distinct()), func.count(Meeting.id.distinct()))
        .select_from(Meeting)
        .outerjoin(row, there)
        .where(Meeting.workshop_id == enrolment.workshop_id, is_held(now))
    ).one()
    return Rate(attended, held)


def work_of(
    enrolment_ids: Sequence[int], now: datetime | None = None, *, only_released: bool = False
) -> dict[int, Work]:
    """What these people did, item by item; meant for one page of people.

    `now`: as `quiz_results_of` says. `only_released`: as participants see it, a trainer's grade
    waits until it is released.
    """
    lessons = defaultdict(set)
    for enrolment_id, lesson_id in db.session.execute(
        select(LessonDone.enrolment_id, LessonDone.lesson_id).where(
            LessonDone.enrolment_id.in_(enrolment_ids)
        )
    ):
        lessons[enrolment_id].add(lesson_id)
    tries: dict[int, dict[str, int]] = defaultdict(dict)
    exercises = defaultdict(set)
    for enrolment_id, exercise_id, count, right in db.session.execute(
        select(
            ExerciseTry.enrolment_id,
            ExerciseTry.exercise_id,
            func.count(),
            func.count().filter(IS_FULLY_RIGHT),
        )
        .where(ExerciseTry.enrolment_id.in_(enrolment_ids))
        .group_by(ExerciseTry.enrolment_id, ExerciseTry.exercise_id)
    ):
        tries[enrolment_id][exercise_id] = count
        if right:
            exercises[enrolment_id].add(exercise_id)
    whose = Enrolment.id.in_(enrolment_ids)
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
        found[each] = Work(progress, tries[each], quizzes)
    return found


def outcome_of(course: Course, work: Work, attendance: Rate) -> SeatOutcome:
    """The outcome of one person from what she did; the same as `outcomes_in` tells."""
    required = required_items(course)
    progress = work.progress
    done = (len(progress.lessons_done & required), len(progress.exercises_done & required))
    return outcome(course, attendance, items_done(required, *done, work.quizzes), work.quizzes)


def _in(workshops: Iterable[Workshop]) -> ColumnElement[bool]:
    return Enrolment.workshop_id.in_([workshop.id for workshop in workshops])


def _counts(query: sa.Select[int, int]) -> dict[int, int]:
    return {row[0]: row[1] for row in db.session.execute(query)}


def meetings_held(workshops: Iterable[Workshop], now: datetime) -> dict[int, int]:
    """How many meetings of each workshop count so far, by its id."""
    return _counts(
        select(Meeting.workshop_id, func.count())
        .where(Meeting.workshop_id.in_([workshop.id for workshop in workshops]), is_held(now))
        .group_by(Meeting.workshop_id)
    )


def _attended(workshops: Iterable[Workshop], now: datetime) -> sa.Select[int, int]:
    row = counted()
    return (
        select(row.c.enrolment_id, func.count(row.c.meeting_id.distinct()))
        .join(Meeting, Meeting.id == row.c.meeting_id)
        .where(
            Meeting.workshop_id.in_([workshop.id for workshop in workshops]),
            is_held(now),
            row.c.presence.in_(COUNTS_AS_PRESENT),
        )
        .group_by(row.c.enrolment_id)
    )


def _lessons_done(workshops: Sequence[Workshop]) -> sa.Select[int, int]:
    of_course = _of_course(
        workshops, LessonDone.lesson_id, lambda course: [each.id for each in course.lessons]
    )
    return (
        select(LessonDone.enrolment_id, func.count())
        .join(Enrolment, Enrolment.id == LessonDone.enrolment_id)
        .where(of_course)
        .group_by(LessonDone.enrolment_id)
    )


def _exercises_done(workshops: Sequence[Workshop]) -> sa.Select[int, int]:
    of_course = _of_course(
        workshops, ExerciseTry.exercise_id, lambda course: [each.id for each in course.exercises]
    )
    return (
        select(ExerciseTry.enrolment_id, func.count(ExerciseTry.exercise_id.distinct()))
        .join(Enrolment, Enrolment.id == ExerciseTry.enrolment_id)
        .where(of_course, IS_FULLY_RIGHT)
        .group_by(ExerciseTry.enrolment_id)
    )


def _of_course(
    workshops: Sequence[Workshop],
    column: sa.orm.InstrumentedAttribute[str],
    ids_in: Callable[[Course], list[str]],
) -> ColumnElement[bool]:
    """The condition that an item is one of the course that its workshop pins now.

    After a workshop has moved to a newer revision there may be rows of items that are gone.
    """
    by_revision = defaultdict(list)
    for workshop in workshops:
        by_revision[workshop.revision].append(workshop)
    return or_(
        sa.false(),
        *(
            and_(_in(pinning), column.in_(ids_in(course_of(revision))))
            for revision, pinning in by_revision.items()
        ),
    )
