"""Checking one answer while the attempt is going on: how it went is shown, and it stays."""

from dataclasses import replace

from sqlalchemy import insert

from lms.database import db
from lms.quizzes.attempts import queries_saves
from lms.quizzes.attempts.attempt import QuizAttempt
from lms.quizzes.attempts.models import CheckedAnswer
from lms.quizzes.attempts.saves import Sent, in_force
from lms.quizzes.attempts.service import Saved, hold, take


def save_and_check(quiz_attempt: QuizAttempt, sent: Sent) -> Saved:
    """Keep an answer as `save_answer` does, and check it: from then on it holds for good.

    Twice is like once. What is empty, cannot be read or comes after the end is kept, not checked;
    nor is what does not hold, because a page shown later has saved another answer.
    Raises as `save_answer`.
    """
    saved = take(quiz_attempt, sent)
    if not saved.is_new:
        # A new save holds the attempt already.
        hold(quiz_attempt.attempt.id)
    answers = queries_saves.saves_at(quiz_attempt.attempt, sent.position)
    held = in_force(answers).get(sent.position)
    if held is None:
        return saved
    if answers[held] != saved.answer:
        return replace(saved, stays=held.is_checked, elsewhere=True)
    if saved.answer is None or saved.problem or quiz_attempt.is_over(sent.now):
        return saved
    if not held.is_checked:
        values = {
            "attempt_id": quiz_attempt.attempt.id,
            "position": sent.position,
            "save_id": held.id,
            "checked_at": sent.now,
        }
        db.session.execute(insert(CheckedAnswer).values(values))
    return replace(saved, is_checked=True)
