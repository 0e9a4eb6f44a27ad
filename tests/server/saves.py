"""What stands in the database of the saves that a server has acknowledged."""

from sqlalchemy import select

from lms.database import db
from lms.quizzes.attempts.models import AnswerSave
from tests.server.writer import Kept


def stored_saves() -> list[Kept]:
    """Every save, as it stands in the database now."""
    db.session.rollback()
    rows = db.session.execute(
        select(
            AnswerSave.attempt_id,
            AnswerSave.position,
            AnswerSave.client,
            AnswerSave.number,
            AnswerSave.answer,
        )
    )
    return [Kept(*row) for row in rows]
