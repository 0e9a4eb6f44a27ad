"""Answering an exercise."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from lms.content.values import Exercise
from lms.database import db, insert_unless_there
from lms.errors import Conflict, NotFound
from lms.language import gettext_noop as _
from lms.practice.models import ExerciseTry
from lms.practice.queries import try_of
from lms.practice.rules import MAX_TRIES, seed_of
from lms.questions import Answer
from lms.questions.base import Fields
from lms.workshops.models import Enrolment
from lms.workshops.queries import schedule_of
from lms.workshops.rules import Phase


class PracticeOver(Conflict):
    """The practice period has ended."""


@dataclass(frozen=True)
class TryOutcome:
    """What was read in the form, and the answer that holds: the first one given to this try."""

    number: int
    read: Answer
    stands: Answer


def is_over(enrolment: Enrolment, now: datetime) -> bool:
    """Whether this person's practice period has ended."""
    return schedule_of(enrolment.workshop, enrolment).phase(now) is Phase.CLOSED


def record_answer(
    enrolment: Enrolment, exercise: Exercise, number: int, fields: Fields, now: datetime
) -> TryOutcome:
    """Keep the answer to a try; the first answer to it stands, however often it is sent.

    Raises PracticeOver, InvalidAnswer, and NotFound for a number whose turn has not come.
    """
    if not 1 <= number <= MAX_TRIES:
        raise NotFound(_("There is no such try of this exercise."))
    if is_over(enrolment, now):
        raise PracticeOver(_("The practice period has ended. Ask your trainer for an extension."))
    seed = seed_of(enrolment.id, exercise.id, number)
    variant = exercise.question.variant(seed)
    read = variant.read(fields)
    values = {
        "enrolment_id": enrolment.id,
        "exercise_id": exercise.id,
        "number": number,
        "revision_id": enrolment.workshop.revision_id,
        "seed": seed,
        "answer": read,
        "credit": variant.grade(read).credit,
        "answered_at": now,
    }
    if _insert_next(values):
        return TryOutcome(number, read, stands=read)
    return TryOutcome(number, read, stands=try_of(enrolment, exercise.id, number).answer)


def _insert_next(values: dict[str, Any]) -> bool:
    """Add a try if it is the next one; False if it is there already, or its turn has not come.

    One statement, so that of two sent at the same moment one comes first on both databases.
    """
    table = ExerciseTry.__table__
    last = (
        sa.select(sa.func.coalesce(sa.func.max(table.c.number), 0))
        .where(
            table.c.enrolment_id == values["enrolment_id"],
            table.c.exercise_id == values["exercise_id"],
        )
        .scalar_subquery()
    )
    row = [sa.literal(value, table.c[name].type) for name, value in values.items()]
    insertion = insert_unless_there(table, ("enrolment_id", "exercise_id", "number"))
    result = db.session.execute(
        insertion.from_select(
            list(values), sa.select(*row).where(last >= values["number"] - 1)
        ).returning(table.c.id)
    )
    return result.first() is not None
