"""Noting that a participant has seen her marks."""

from datetime import datetime

from lms.database import db, insert_or_update
from lms.quizzes.attempts.models import Attempt
from lms.quizzes.marks.models import MarksSeen


def note_marks_seen(attempt: Attempt, now: datetime) -> None:
    """Note that she has seen what trainers gave her in an attempt until now."""
    db.session.execute(
        insert_or_update(MarksSeen, ("attempt_id",), ("seen_at",)).values(
            attempt_id=attempt.id, seen_at=now
        )
    )
