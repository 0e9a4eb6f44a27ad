"""Reading the saves of attempts: which of them hold, and what they say."""

from sqlalchemy import String, bindparam, cast, exists, literal_column, select

from lms.database import db
from lms.questions import Answer as Given
from lms.quizzes.attempts.attempt import QuizAttempt
from lms.quizzes.attempts.models import AnswerSave, Attempt, CheckedAnswer
from lms.quizzes.attempts.saves import AnswerSheet, Save, sheet_from


def sheet_of(quiz_attempt: QuizAttempt) -> AnswerSheet:
    return sheet_from(saves_of(quiz_attempt.attempt))


def answers_on(sheet: AnswerSheet, *positions: int) -> dict[int, Given | None]:
    """The answers that hold at these positions, at all without any."""
    held = [sheet.holding[each] for each in positions or sheet.holding if each in sheet.holding]
    if not held:
        return {}
    rows = db.session.execute(_ANSWERS, {"save_ids": [save.id for save in held]})
    return {row.position: row.answer for row in rows}


def saves_of(attempt: Attempt) -> list[Save]:
    """Every save of an attempt in order of arrival, without the answers."""
    rows = db.session.execute(_SAVES, {"attempt_id": attempt.id}).all()
    return [Save(*row) for row in rows]


def saves_at(attempt: Attempt, position: int) -> dict[Save, Given | None]:
    """Every save at a position in order of arrival, with its answer."""
    query = select(*SAVE, AnswerSave.answer).where(
        AnswerSave.attempt_id == attempt.id, AnswerSave.position == position
    )
    rows = db.session.execute(query.order_by(AnswerSave.id))
    return {Save(*row[:-1]): row.answer for row in rows}


def checked_answer(attempt: Attempt, position: int) -> Given | None:
    """The answer that was checked at a position, None if none was."""
    query = select(AnswerSave.answer).join(CheckedAnswer, CheckedAnswer.save_id == AnswerSave.id)
    return db.session.scalar(
        query.where(CheckedAnswer.attempt_id == attempt.id, CheckedAnswer.position == position)
    )


_SAVE = AnswerSave.__table__.c
SAVE = (
    _SAVE.id,
    _SAVE.position,
    _SAVE.client,
    _SAVE.number,
    _SAVE.saved_at,
    _SAVE.opened_at,
    exists().where(CheckedAnswer.save_id == _SAVE.id).correlate(AnswerSave.__table__),
    cast(_SAVE.answer, String) != literal_column("'null'", String),  # JSON's
)
"""The columns a Save is read from, in its order."""
# Built once, and of columns of the table, for every page of an attempt asks.
_SAVES = select(*SAVE).where(_SAVE.attempt_id == bindparam("attempt_id")).order_by(_SAVE.id)
_ANSWERS = select(_SAVE.position, _SAVE.answer).where(
    _SAVE.id.in_(bindparam("save_ids", expanding=True))
)
