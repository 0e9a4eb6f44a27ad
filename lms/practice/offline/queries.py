"""What a pack holds: read from a person's tries and her course."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from lms.content.values import Course, Exercise, Lesson
from lms.database import db
from lms.practice.models import ExerciseTry, PracticeSitting
from lms.practice.offline.planning import DAYS, PlannedSitting, counts, planned
from lms.practice.rules import seed_of
from lms.practice.sitting.queries import next_sitting_number, progress_in, sitting_of_today
from lms.practice.sitting.queries_evidence import histories_of
from lms.publishing.queries import course_of
from lms.questions import Variant, derive_seed
from lms.workshops.models import Enrolment
from lms.workshops.queries import schedule_of


@dataclass(frozen=True)
class DrawnVariant:
    """A question of a pack: the number of the try for which it is, and what is asked."""

    exercise: Exercise
    number: int
    variant: Variant[Any]


@dataclass(frozen=True)
class PackPlan:
    """What a pack holds: its sittings in order, the variants of each exercise, lessons to read."""

    course: Course
    lessons: tuple[Lesson, ...]
    sittings: tuple[PlannedSitting, ...]
    drawn: dict[str, tuple[DrawnVariant, ...]]


def pack_stamp(enrolment: Enrolment, now: datetime) -> tuple[object, ...]:
    """What a pack depends on: it is up to date as long as this stays the same."""
    tries, sittings = (
        db.session.scalar(
            sa.select(sa.func.max(table.id)).where(table.enrolment_id == enrolment.id)
        )
        for table in (ExerciseTry, PracticeSitting)
    )
    workshop = enrolment.workshop
    return (workshop.revision_id, now.astimezone(workshop.zone).date(), tries, sittings)


def pack_plan(enrolment: Enrolment, now: datetime) -> PackPlan:
    """What her phone takes along now: first what is left of a sitting of today."""
    course = course_of(enrolment.workshop.revision)
    zone = enrolment.workshop.zone
    schedule = schedule_of(enrolment.workshop, enrolment)
    today = now.astimezone(zone).date()
    ends = schedule.practice_ends_at
    histories = histories_of(enrolment, schedule, now)
    number = next_sitting_number(enrolment)
    sittings = (
        *_begun(enrolment, now),
        *planned(
            histories,
            today,
            ends.astimezone(zone).date() if ends else today,
            lambda day: derive_seed("sitting", enrolment.id, number + (day - today).days),
            zone,
        ),
    )[:DAYS]
    last = _last_numbers(enrolment)
    begun = schedule.last_day_begun(now)
    return PackPlan(
        course,
        tuple(lesson for lesson in course.lessons if lesson.day <= begun),
        sittings,
        {
            exercise_id: tuple(
                _drawn(enrolment, course.exercise(exercise_id), last.get(exercise_id, 0) + n)
                for n in range(1, count + 1)
            )
            for exercise_id, count in counts(histories, sittings).items()
        },
    )


def _begun(enrolment: Enrolment, now: datetime) -> list[PlannedSitting]:
    """What is left of the sitting of today; a question that was answered once is left out."""
    sitting = sitting_of_today(enrolment, now)
    if sitting is None:
        return []
    left = [each for each in progress_in(sitting).questions if each.number is None]
    places = tuple(each.place for each in left)
    choices = tuple(each.choice for each in left)
    return [PlannedSitting(choices, places, sitting.id)] if left else []


def _last_numbers(enrolment: Enrolment) -> dict[str, int]:
    """The number of her last try of each exercise."""
    rows = db.session.execute(
        sa.select(ExerciseTry.exercise_id, sa.func.max(ExerciseTry.number).label("number"))
        .where(ExerciseTry.enrolment_id == enrolment.id)
        .group_by(ExerciseTry.exercise_id)
    )
    return {row.exercise_id: row.number for row in rows}


def _drawn(enrolment: Enrolment, exercise: Exercise, number: int) -> DrawnVariant:
    variant = exercise.question.variant(seed_of(enrolment.id, exercise.question.drawn_as, number))
    return DrawnVariant(exercise, number, variant)
