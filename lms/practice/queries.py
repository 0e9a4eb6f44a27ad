"""Reading a person's tries."""

from fractions import Fraction
from typing import Any

from sqlalchemy import or_, select

from lms.database import db
from lms.errors import NotFound
from lms.language import gettext_noop as _
from lms.practice.models import ExerciseTry
from lms.practice.rules import MAX_TRIES
from lms.publishing.queries import course_of_id
from lms.questions import Variant
from lms.workshops.models import Enrolment

LISTED = 20

IS_FULLY_RIGHT = or_(ExerciseTry.credit == Fraction(1), ExerciseTry.credit.is_(None))
"""The condition that a try makes its exercise done; a text is compared with the example by her."""


def latest_tries(enrolment: Enrolment, exercise_id: str) -> list[tuple[int, Fraction | None]]:
    """Number and credit of the last LISTED tries, the newest first."""
    rows = db.session.execute(
        select(ExerciseTry.number, ExerciseTry.credit)
        .where(ExerciseTry.enrolment_id == enrolment.id, ExerciseTry.exercise_id == exercise_id)
        .order_by(ExerciseTry.number.desc())
        .limit(LISTED)
    )
    return [(number, credit) for number, credit in rows]


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
