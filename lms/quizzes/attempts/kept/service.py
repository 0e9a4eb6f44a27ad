"""Keeping with each attempt what its answers earn, by whoever changes an answer or its grade."""

from collections.abc import Collection

from sqlalchemy import bindparam, select, update

from lms.database import db
from lms.quizzes.attempts.kept.queries import marks_of
from lms.quizzes.attempts.kept.rules import marks_text, score_text
from lms.quizzes.attempts.models import Attempt

_KEEP = (
    update(Attempt)
    .where(Attempt.id == bindparam("attempt_id"))
    .values(score=bindparam("its_score"), marks=bindparam("its_marks"))
)


def keep_marks(attempt_ids: Collection[int]) -> None:
    """Write down what the answers of these attempts earn now, in three statements."""
    if not attempt_ids:
        return
    db.session.flush()
    # Two trainers may grade two answers of one attempt: the later one reads what the other gave.
    held = select(Attempt.id).where(Attempt.id.in_(attempt_ids)).order_by(Attempt.id)
    db.session.execute(held.with_for_update())
    kept = marks_of(Attempt.id.in_(attempt_ids))
    db.session.connection().execute(
        _KEEP,
        [
            {
                "attempt_id": attempt_id,
                "its_score": score_text(kept.get(attempt_id, ())),
                "its_marks": marks_text(kept.get(attempt_id, ())),
            }
            for attempt_id in sorted(attempt_ids)
        ],
    )
