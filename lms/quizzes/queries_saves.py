"""Reading the saves of attempts: which of them hold, and what they say."""

import json
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    ScalarSelect,
    String,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal_column,
    null,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from lms.database import db
from lms.questions import Answer as Given
from lms.quizzes.models import AnswerSave, Attempt, CheckedAnswer
from lms.quizzes.saves import Save, Sheet, sheet_from
from lms.quizzes.sittings import Sitting
from lms.row_text import instant_in, instant_or_none, rows_in, rows_told

MOST_ALONG = 500  # characters


def sheet_of(sitting: Sitting) -> Sheet:
    """Return what holds. One statement, none where it was read along."""
    return sheet_from(saves_of(sitting.attempt)) if sitting.sheet is None else sitting.sheet


def answers_on(sheet: Sheet, *positions: int) -> dict[int, Given | None]:
    """Return the answers that hold at these positions, at all without any.

    One statement, none where they were read along.
    """
    wanted = [sheet.holding[each] for each in positions or sheet.holding if each in sheet.holding]
    if all(save.id in sheet.texts for save in wanted):
        return {save.position: json.loads(sheet.texts[save.id]) for save in wanted}
    query = select(AnswerSave.position, AnswerSave.answer)
    rows = db.session.execute(query.where(AnswerSave.id.in_([save.id for save in wanted])))
    return {row.position: row.answer for row in rows}


def saves_of(attempt: Attempt) -> list[Save]:
    """Return every save of an attempt in order of arrival, without the answers. One statement."""
    saves, _texts = _told_in(db.session.scalar(_SAVES, {"attempt_id": attempt.id}))
    return saves


def sheet_in(text: str | None) -> Sheet:
    """Return the sheet in a text as `sheet_told` has it put together."""
    return sheet_from(*_told_in(text))


def _told_in(text: str | None) -> tuple[list[Save], dict[int, str]]:
    saves, texts = [], {}
    for row in rows_in(text, len(SAVE) + 1):
        save_id, position, client, number, saved, opened, checked, answered, answer = row
        save = Save(
            int(save_id),
            int(position),
            client,
            int(number),
            instant_in(saved),
            instant_or_none(opened),
            checked == "1",
            answered == "1",
        )
        saves.append(save)
        if answer:
            texts[save.id] = answer
    return sorted(saves), texts


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
    cast(AnswerSave.answer, String) != literal_column("'null'", String),  # JSON's
)
"""The columns a Save is read from, in its order."""


def sheet_told(
    attempt_id: ColumnElement[int] | InstrumentedAttribute[int],
    position: ColumnElement[Any],
) -> ScalarSelect[str]:
    """Return a column with all saves of an attempt as one text, for `sheet_in`.

    The answers at `position` come along, if they are short: an essay may have been saved a hundred
    times. They are JSON, which holds no line ends.
    """
    text = cast(AnswerSave.answer, String)
    short = func.length(text) <= literal_column(str(MOST_ALONG), Integer)
    along = case((and_(AnswerSave.position == position, short), text))
    query = select(rows_told(*SAVE, along)).where(AnswerSave.attempt_id == attempt_id)
    return query.correlate_except(AnswerSave).scalar_subquery()


_SAVES = select(sheet_told(bindparam("attempt_id", type_=Integer), null()))
