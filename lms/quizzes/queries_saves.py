"""Reading the saves of attempts: which of them hold, and what they say."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache, reduce
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Integer,
    ScalarSelect,
    Select,
    String,
    bindparam,
    case,
    cast,
    exists,
    func,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from lms.database import db
from lms.questions import Answer as Given
from lms.quizzes.closing import instant_in
from lms.quizzes.models import AnswerSave, Attempt, CheckedAnswer
from lms.quizzes.saves import Save, in_force
from lms.quizzes.sittings import Sitting


@dataclass(frozen=True)
class Sheet:
    """What was answered so far: the saves that hold and the last number, both by position."""

    holding: dict[int, Save]
    last_number: dict[int, int]

    def is_answered(self, position: int) -> bool:
        """Return whether there is an answer at `position`."""
        return position in self.holding and self.holding[position].is_answered

    def is_checked(self, position: int) -> bool:
        """Return whether the answer was checked and cannot be changed any more."""
        return position in self.holding and self.holding[position].is_checked

    def saved_at(self, position: int) -> datetime | None:
        """Return when the answer was saved, None if there is none."""
        return self.holding[position].saved_at if position in self.holding else None


def sheet_of(sitting: Sitting) -> Sheet:
    """Return what holds. One statement, none where the saves were read along."""
    saves = saves_of(sitting.attempt) if sitting.saves is None else sitting.saves
    last_number: dict[int, int] = {}
    for save in saves:
        last_number[save.position] = max(save.number, last_number.get(save.position, 0))
    return Sheet(in_force(saves), last_number)


def answers_on(sheet: Sheet, *positions: int) -> dict[int, Given | None]:
    """Return the answers that hold at these positions, at all without any. One statement."""
    ids = [sheet.holding[each].id for each in positions or sheet.holding if each in sheet.holding]
    if not ids:
        return {}
    given = {f"id_{place}": each for place, each in enumerate(ids)}
    rows = db.session.connection().execute(_select_texts(len(ids)), given)
    return {row.position: row.answer for row in rows}


@cache
def _select_texts(count: int) -> Select[tuple[int, Any]]:
    """Select so many answers; built once for each number, for every page of an attempt asks."""
    ids = [bindparam(f"id_{place}", type_=Integer) for place in range(count)]
    return select(AnswerSave.position, AnswerSave.answer).where(AnswerSave.id.in_(ids))


def saves_of(attempt: Attempt) -> list[Save]:
    """Return every save of an attempt in order of arrival, without the answers. One statement.

    They come as one text: row by row, each would have its own way through the driver, and every
    page of an attempt asks for all.
    """
    return saves_in(db.session.connection().execute(_SAVES, {"attempt_id": attempt.id}).scalar())


def saves_in(text: str | None) -> list[Save]:
    """Return the saves in a text as `saves_told` has it put together."""
    return sorted(map(_save_in, text.split(";"))) if text else []


def _save_in(text: str) -> Save:
    save_id, position, client, number, saved, opened, checked, answered = text.split(",")
    return Save(
        int(save_id),
        int(position),
        client,
        int(number),
        instant_in(saved),
        instant_in(opened) if opened else None,
        checked == "1",
        answered == "1",
    )


def saves_at(attempt: Attempt, position: int) -> dict[Save, Given | None]:
    """Return every save at a position in order of arrival, with its answer. One statement."""
    query = select(*SAVE, AnswerSave.answer).where(
        AnswerSave.attempt_id == attempt.id, AnswerSave.position == position
    )
    rows = db.session.execute(query.order_by(AnswerSave.id))
    return {Save(*row[:-1]): row.answer for row in rows}


def checked_answer(attempt: Attempt, position: int) -> Given | None:
    """Return the answer that was checked at a position, None if none was. One statement."""
    query = select(AnswerSave.answer).join(CheckedAnswer, CheckedAnswer.save_id == AnswerSave.id)
    return db.session.scalar(
        query.where(CheckedAnswer.attempt_id == attempt.id, CheckedAnswer.position == position)
    )


SAVE = (
    AnswerSave.id,
    AnswerSave.position,
    AnswerSave.client,
    AnswerSave.number,
    AnswerSave.saved_at,
    AnswerSave.opened_at,
    exists().where(CheckedAnswer.save_id == AnswerSave.id).correlate(AnswerSave),
    cast(AnswerSave.answer, String) != "null",  # JSON's
)
"""The columns a Save is read from, in its order."""


def _as_text(column: Any) -> ColumnElement[str]:
    """Return a column of SAVE as text, nothing for NULL."""
    if isinstance(column.type, Boolean):
        return case((column, "1"), else_="0")
    return func.coalesce(cast(column, String), "")


def saves_told(attempt_id: ColumnElement[int] | InstrumentedAttribute[int]) -> ScalarSelect[str]:
    """Return a column with all saves of an attempt as one text, for `saves_in`."""
    told = reduce(lambda before, each: before + "," + each, map(_as_text, SAVE))
    query = select(func.aggregate_strings(told, ";")).where(AnswerSave.attempt_id == attempt_id)
    return query.correlate_except(AnswerSave).scalar_subquery()


_SAVES = select(saves_told(bindparam("attempt_id", type_=Integer)))
