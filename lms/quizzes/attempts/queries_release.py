"""Whether a participant sees what trainers graded, and what an answer earned as she sees it."""

from collections.abc import Sequence

from sqlalchemy import select

from lms.database import db
from lms.quizzes.attempts.models import Answer
from lms.quizzes.attempts.models_decisions import QuizRelease
from lms.quizzes.attempts.rules import Mark


def is_released(workshop_id: int, quiz_id: str) -> bool:
    """Return whether participants see what trainers graded in a quiz. One statement."""
    query = select(QuizRelease.id).filter_by(workshop_id=workshop_id, quiz_id=quiz_id)
    return db.session.scalar(query) is not None


def may_see(workshop_id: int, quiz_id: str, answers: Sequence[Answer]) -> bool:
    """Return whether a participant sees all grades of these answers. One statement at most."""
    by_trainer = any(answer.graded_by_id is not None for answer in answers)
    return not by_trainer or is_released(workshop_id, quiz_id)


def mark_of(answer: Answer, *, released: bool = True) -> Mark:
    """Return what an answer earned; unless `released`, a trainer's grade counts as not given."""
    hidden = answer.graded_by_id is not None and not released
    return Mark(None if hidden else answer.credit, answer.points)
