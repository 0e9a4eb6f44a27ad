"""Answering an exercise: a first answer, hints, a second answer or the solution."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from lms.content.values import Exercise
from lms.database import db, insert_unless_there
from lms.errors import Conflict, NotFound
from lms.language import gettext_noop as _
from lms.practice.models import ExerciseTry, OpenedHint
from lms.practice.queries import finished, hints_opened, is_key_known, try_of, variant_of
from lms.practice.rules import MAX_TRIES, seed_of, takes_second_answer
from lms.questions import Answer, Grade, Variant, Verdict
from lms.questions.base import Fields
from lms.statistics.evidence import Scaffold
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.queries import schedule_of
from lms.workshops.rules import Phase
from lms.workshops.service_resting import count_write

_ONE_TRY = ("enrolment_id", "exercise_id", "number")


@dataclass(frozen=True)
class SittingPlace:
    """Where a try stands in a sitting, and how much of an example stood beside it."""

    sitting_id: int
    place: int
    scaffold: Scaffold


@dataclass(frozen=True)
class TryOutcome:
    """What was read in the form, and the answer that holds: the first one given in that turn."""

    number: int
    read: Answer
    stands: Answer


def is_over(enrolment: Enrolment, now: datetime) -> bool:
    """Whether this person's practice period has ended: what she does then does not count."""
    return schedule_of(enrolment.workshop, enrolment).phase(now) is Phase.CLOSED


def record_answer(
    enrolment: Enrolment,
    exercise: Exercise,
    number: int,
    fields: Fields,
    now: datetime,
    at_place: SittingPlace | None = None,
) -> TryOutcome:
    """Keep the first answer to a try; it stands, however often another is sent.

    After a wrong one that nothing is said to, the next hint is opened. Raises InvalidAnswer, and
    NotFound for a number whose turn has not come.
    """
    if not 1 <= number <= MAX_TRIES:
        raise NotFound(_("There is no such try of this exercise."))
    seed = seed_of(enrolment.id, exercise.question.drawn_as, number)
    variant = exercise.question.variant(seed)
    read = variant.read(fields)
    grade = variant.grade(read)
    opened = hints_opened(enrolment, exercise.id, number)
    values = {
        "enrolment_id": enrolment.id,
        "exercise_id": exercise.id,
        "number": number,
        "revision_id": enrolment.workshop.revision_id,
        "seed": seed,
        "answer": read,
        "credit": grade.credit,
        "answered_at": now,
        "hints_opened": opened,
        "key_known": is_key_known(enrolment, exercise),
        "scaffold": at_place.scaffold if at_place else Scaffold.WHOLE,
        "sitting_id": at_place.sitting_id if at_place else None,
        "place": at_place.place if at_place else None,
    }
    if not _insert_next(values):
        return TryOutcome(number, read, stands=try_of(enrolment, exercise.id, number).answer)
    if needs_hint(variant, grade) and opened < len(variant.hints):
        open_hint(enrolment, exercise, number, opened + 1, now)
    return TryOutcome(number, read, stands=read)


def needs_hint(variant: Variant[Any], grade: Grade) -> bool:
    """Whether a wrong first answer was none of the known mistakes, and may be given again."""
    wrong = grade.verdict in (Verdict.WRONG, Verdict.PARTLY)
    return wrong and not grade.feedback and takes_second_answer(variant)


def record_second_answer(
    enrolment: Enrolment, exercise: Exercise, number: int, fields: Fields, now: datetime
) -> TryOutcome:
    """Keep the second answer to the same numbers; the first such one stands.

    Raises InvalidAnswer, NotFound where no second answer is asked for, and Conflict where the
    workshop was closed after the first one: it counts as it was then.
    """
    answered = try_of(enrolment, exercise.id, number)
    variant = variant_of(answered)
    read = variant.read(fields)
    given = {
        "second_answer": read,
        "second_credit": variant.grade(read).credit,
        "second_answered_at": now,
    }
    is_asked = not finished(answered, variant)
    if is_asked and _was_closed_since(answered, enrolment.workshop):
        raise Conflict(_CLOSED_SINCE)
    if is_asked and _finish(answered, given):
        # The try counted as it was answered first, perhaps while practice went on.
        count_write(enrolment.workshop)
        return TryOutcome(number, read, stands=read)
    db.session.refresh(answered)
    if answered.second_answered_at is None:
        raise NotFound(_("There is no such try of this exercise."))
    return TryOutcome(number, read, stands=answered.second_answer)


_CLOSED_SINCE = _(
    "The workshop was closed after your first answer, which counts as it was then. See the"
    " solution, or go on with new numbers."
)


def _was_closed_since(answered: ExerciseTry, workshop: Workshop) -> bool:
    known_at = answered.received_at or answered.answered_at
    return workshop.closed_at is not None and known_at < workshop.closed_at


def show_solution(enrolment: Enrolment, exercise: Exercise, number: int, now: datetime) -> None:
    """End a try that was answered wrongly once: its solution may be seen then. Raises NotFound."""
    answered = try_of(enrolment, exercise.id, number)
    if not finished(answered, variant_of(answered)):
        _finish(answered, {"solution_at": now})


def open_hint(
    enrolment: Enrolment, exercise: Exercise, number: int, place: int, now: datetime
) -> None:
    """Note that she opened a hint of a try; the first is 1. Raises NotFound."""
    variant = exercise.question.variant(seed_of(enrolment.id, exercise.question.drawn_as, number))
    if not (1 <= number <= MAX_TRIES and 1 <= place <= len(variant.hints)):
        raise NotFound(_("There is no such hint."))
    db.session.execute(
        insert_unless_there(OpenedHint, ("enrolment_id", "exercise_id", "number", "place")).values(
            enrolment_id=enrolment.id,
            exercise_id=exercise.id,
            number=number,
            place=place,
            opened_at=now,
        )
    )


def _finish(answered: ExerciseTry, given: Mapping[str, Any]) -> bool:
    """Write what ends a try unless something else has ended it meanwhile."""
    result = db.session.execute(
        sa.update(ExerciseTry)
        .where(
            ExerciseTry.id == answered.id,
            ExerciseTry.second_answered_at.is_(None),
            ExerciseTry.solution_at.is_(None),
        )
        .values(given)
        .returning(ExerciseTry.id)
        .execution_options(synchronize_session=False)
    )
    written = result.first() is not None
    db.session.expire(answered)
    return written


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
    insertion = insert_unless_there(ExerciseTry.__table__, _ONE_TRY)
    result = db.session.execute(
        insertion.from_select(
            list(values), sa.select(*row).where(last >= values["number"] - 1)
        ).returning(table.c.id)
    )
    return result.first() is not None
