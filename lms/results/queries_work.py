"""Reading what people did, item by item: for one person, or for a page of them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import func, select

from lms.content.values import Course
from lms.database import db
from lms.lessons.models import LessonDone
from lms.lessons.rules import Progress
from lms.practice.models import ExerciseTry
from lms.practice.queries import IS_FULLY_RIGHT
from lms.results.attempts import quiz_results_of
from lms.results.counting import TRIED_AT, TRY_KNOWN_AT, Counting
from lms.results.outcomes import SeatOutcome, done_items, outcome
from lms.results.passing import required_items
from lms.results.periods import Deed, Period
from lms.results.rules import QuizResult
from lms.statistics.rates import Rate
from lms.workshops.models import Enrolment
from lms.workshops.rules import Schedule


@dataclass(frozen=True)
class Work:
    """What one person did, item by item, and how often she tried an exercise.

    A quiz in `progress` is open while no attempt at it was handed in. `deeds` tell when lessons and
    exercises were done first, of exercises for each time that a phone told of some later as well;
    `practised` tries of exercises belong to practice.
    """

    progress: Progress
    tries: Mapping[str, int]
    quizzes: Mapping[str, QuizResult]
    deeds: Mapping[str, Sequence[Deed]]
    practised: Mapping[str, int]


def work_of(
    enrolment_ids: Sequence[int],
    now: datetime | None = None,
    *,
    only_released: bool = False,
    schedules: Mapping[int, Schedule] | None = None,
) -> dict[int, Work]:
    """What these people did, item by item; meant for one page of people.

    `now`: as `quiz_results_of` says. `only_released`: as participants see it, a trainer's grade
    waits until it is released. `schedules` of their workshops: without them no try is practice.
    """
    deeds: dict[int, dict[str, list[Deed]]] = defaultdict(lambda: defaultdict(list))
    lessons = defaultdict(set)
    for enrolment_id, lesson_id, done_at in db.session.execute(
        select(LessonDone.enrolment_id, LessonDone.lesson_id, LessonDone.done_at).where(
            LessonDone.enrolment_id.in_(enrolment_ids)
        )
    ):
        lessons[enrolment_id].add(lesson_id)
        deeds[enrolment_id][lesson_id].append(Deed(done_at, done_at))
    tries: dict[int, Counter[str]] = defaultdict(Counter)
    practised: dict[int, Counter[str]] = defaultdict(Counter)
    exercises = defaultdict(set)
    for enrolment_id, exercise_id, count, later, at, known_at in db.session.execute(
        _tries_of(enrolment_ids, Counting(schedules or {}))
    ):
        tries[enrolment_id][exercise_id] += count
        practised[enrolment_id][exercise_id] += later
        if at is not None:
            exercises[enrolment_id].add(exercise_id)
            deeds[enrolment_id][exercise_id].append(Deed(at, known_at))
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
        found[each] = Work(progress, tries[each], quizzes, deeds[each], practised[each])
    return found


def _tries_of(
    enrolment_ids: Sequence[int], counting: Counting
) -> sa.Select[int, str, int, int, datetime, datetime]:
    """Select by person, exercise and delivery: tries, those in practice, when it was right first.

    What was done first and what was known first may be two tries. Of those that the server knew at
    once, and of those that came with one delivery, they are one.
    """
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
        .group_by(ExerciseTry.enrolment_id, ExerciseTry.exercise_id, ExerciseTry.received_at)
    )
    return found


def outcome_of(course: Course, work: Work, attendance: Rate, period: Period) -> SeatOutcome:
    """The outcome of one person from what she did; the same as `outcomes_in` tells."""
    ids = {each.id for each in course.exercises}
    tries = sum(count for each, count in work.practised.items() if each in ids)
    done = done_items(required_items(course), work.deeds, tries, period)
    return outcome(course, attendance, done, work.quizzes, period)
