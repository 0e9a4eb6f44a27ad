"""Reading a person's tries."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import func, or_, select

from lms.content.values import Exercise
from lms.database import db
from lms.errors import NotFound
from lms.language import gettext_noop as _
from lms.practice.models import ExerciseTry, OpenedHint, PracticeSitting
from lms.practice.rules import MAX_TRIES, draws_numbers, is_finished
from lms.publishing.queries import course_of_id
from lms.questions import Answer, Grade, Variant, Verdict
from lms.workshops.models import Enrolment

LISTED = 20

FINAL_CREDIT = sa.case(
    (ExerciseTry.second_answered_at.is_not(None), ExerciseTry.second_credit),
    else_=ExerciseTry.credit,
)
"""The credit of the last answer of a try."""

_TRY = ExerciseTry.__table__.c
IS_FULLY_RIGHT = or_(_TRY.credit == 1, _TRY.second_credit == 1, _TRY.credit.is_(None))
"""The condition that a try makes its exercise done; a text is compared with the example by her."""


def latest_tries(enrolment: Enrolment, exercise_id: str) -> list[tuple[int, Verdict]]:
    """Number and verdict of the last LISTED tries, the newest first."""
    rows = db.session.execute(
        select(ExerciseTry.number, FINAL_CREDIT)
        .where(ExerciseTry.enrolment_id == enrolment.id, ExerciseTry.exercise_id == exercise_id)
        .order_by(ExerciseTry.number.desc())
        .limit(LISTED)
    )
    return [(number, Grade(credit).verdict) for number, credit in rows]


def latest_try(enrolment: Enrolment, exercise_id: str) -> ExerciseTry | None:
    """The newest try of an exercise, None if there is none."""
    found: ExerciseTry | None = db.session.scalar(
        select(ExerciseTry)
        .where(ExerciseTry.enrolment_id == enrolment.id, ExerciseTry.exercise_id == exercise_id)
        .order_by(ExerciseTry.number.desc())
        .limit(1)
    )
    return found


def try_of(enrolment: Enrolment, exercise_id: str, number: int) -> ExerciseTry:
    """An answered try. Raises NotFound."""
    found: ExerciseTry | None = None
    if 1 <= number <= MAX_TRIES:
        found = db.session.scalar(
            select(ExerciseTry).where(
                ExerciseTry.enrolment_id == enrolment.id,
                ExerciseTry.exercise_id == exercise_id,
                ExerciseTry.number == number,
            )
        )
    if found is None:
        raise NotFound(_("You have not answered this exercise yet."))
    return found


def variant_of(answered: ExerciseTry) -> Variant[Any]:
    """What was asked in a try, from the revision it was answered in."""
    exercise = course_of_id(answered.revision_id).exercise(answered.exercise_id)
    return exercise.question.variant(answered.seed)


def finished(answered: ExerciseTry, variant: Variant[Any]) -> bool:
    """Whether a try is over, as `rules.is_finished` says."""
    return is_finished(
        variant,
        answered.credit,
        answered_twice=answered.second_answered_at is not None,
        gave_up=answered.solution_at is not None,
    )


def last_answer(answered: ExerciseTry) -> Answer:
    """The answer of a try that counts for its verdict."""
    twice = answered.second_answered_at is not None
    found: Answer = answered.second_answer if twice else answered.answer
    return found


def place_in_sitting(answered: ExerciseTry) -> tuple[int, int] | None:
    """The place of a try in its sitting and how many there are, None if it belongs to none.

    A booklet is no sitting that goes on.
    """
    if answered.sitting_id is None or answered.place is None:
        return None
    sitting = db.session.get_one(PracticeSitting, answered.sitting_id)
    return None if sitting.on_paper else (answered.place, len(sitting.choices))


def hints_opened(enrolment: Enrolment, exercise_id: str, number: int) -> int:
    """How many hints of a try she has opened; they open in order."""
    return (
        db.session.scalar(
            select(func.max(OpenedHint.place)).where(
                OpenedHint.enrolment_id == enrolment.id,
                OpenedHint.exercise_id == exercise_id,
                OpenedHint.number == number,
            )
        )
        or 0
    )


def is_key_known(enrolment: Enrolment, exercise: Exercise) -> bool:
    """Whether she has been shown the solution of these very numbers: nothing is drawn, and she
    has tried before.
    """
    if draws_numbers(exercise.question):
        return False
    return latest_try(enrolment, exercise.id) is not None
