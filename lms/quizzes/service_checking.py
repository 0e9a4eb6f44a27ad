"""Checking one answer while the attempt is going on: how it went is shown, and it stays."""

from dataclasses import replace
from datetime import datetime

from lms.database import db
from lms.questions.base import Fields
from lms.quizzes import queries
from lms.quizzes.models import CheckedAnswer
from lms.quizzes.saves import Page, in_force
from lms.quizzes.service import Saved, hold, insert_unless_there, take
from lms.quizzes.sittings import Sitting


def save_and_check(
    sitting: Sitting,
    position: int,
    fields: Fields,
    client: str,
    number: int,
    now: datetime,
    page: Page | None = None,
    by_button: bool = False,
) -> Saved:
    """Keep an answer as `save` does, and check it: from then on it holds, whatever comes later.

    Twice is like once. What is empty, cannot be read or comes after the end is kept, not checked;
    nor is what does not hold, because a page shown later has saved another answer.
    Raises as `save`.
    """
    saved = take(sitting, position, fields, client, number, now, page, by_button)
    if not saved.is_new:
        hold(sitting.attempt.id)
    answers = queries.saves_at(sitting.attempt, position)
    held = in_force(answers).get(position)
    if held is None:
        return saved
    if answers[held] != saved.answer:
        return replace(saved, stays=held.is_checked, elsewhere=True)
    if saved.answer is None or saved.problem or sitting.is_over(now):
        return saved
    if not held.is_checked:
        values = {
            "attempt_id": sitting.attempt.id,
            "position": position,
            "save_id": held.id,
            "checked_at": now,
        }
        db.session.execute(insert_unless_there(CheckedAnswer).values(values))
    return replace(saved, is_checked=True)
