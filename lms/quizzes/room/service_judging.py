"""A trainer decides whether what a phone delivered late counts."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from lms.audit.service import note
from lms.database import db
from lms.quizzes.actions import LATE_ANSWERS_COUNTED, LATE_ANSWERS_SET_ASIDE
from lms.quizzes.attempts import queries_saves
from lms.quizzes.attempts.attempt import QuizAttempt
from lms.quizzes.attempts.models import AnswerSave, Delivery
from lms.quizzes.attempts.saves import Save, in_force, sheet_from
from lms.quizzes.attempts.service import add_save, settle_answers
from lms.quizzes.room.queries import saves_in


def judge_delivery(
    quiz_attempt: QuizAttempt,
    delivery: Delivery,
    *,
    counts: bool,
    reason: str,
    now: datetime,
    actor_id: int | None = None,
) -> None:
    """Let the answers of a late delivery count, or leave them out: then what held before holds.

    Nothing is taken away from the history: what is to hold is put down anew. A repeat does nothing.
    """
    if counts == (delivery.set_aside_at is None):
        return
    delivery.set_aside_at = None if counts else now
    changed = _put_down(quiz_attempt, delivery, counts, now)
    if quiz_attempt.is_handed_in:
        settle_answers(quiz_attempt)
    note(
        LATE_ANSWERS_COUNTED if counts else LATE_ANSWERS_SET_ASIDE,
        f"attempt:{quiz_attempt.attempt.id}",
        now,
        actor_id=actor_id,
        workshop_id=quiz_attempt.attempt.enrolment.workshop_id,
        before={str(position): old for position, (old, _new) in changed.items()},
        after={str(position): new for position, (_old, new) in changed.items()},
        reason=reason,
    )


def _put_down(
    quiz_attempt: QuizAttempt, delivery: Delivery, counts: bool, now: datetime
) -> dict[int, tuple[Any, Any]]:
    """Put down what is to hold; return the answers that changed by position, before and after."""
    mark = f"judged-{delivery.id}-"
    saves = queries_saves.saves_of(quiz_attempt.attempt)
    delivered = saves_in(delivery)
    wanted = in_force(
        save
        for save in saves
        # What earlier judgements of this delivery put down does not count.
        if not save.client.startswith(mark)
        and (counts or save.is_checked or save.id not in delivered)
    )
    sheet = sheet_from(saves)
    holding, page_at = sheet.holding, sheet.page_at(now)
    texts = _texts([*holding.values(), *wanted.values()])
    changed = {}
    for position, held in holding.items():
        old = texts[held.id]
        new = texts[wanted[position].id] if position in wanted else None
        if old == new:
            continue
        changed[position] = (old, new)
        add_save(
            {
                "attempt_id": quiz_attempt.attempt.id,
                "position": position,
                # A page of its own each time, for a page's repeated number would be passed over.
                "client": f"{mark}{len(saves)}",
                "number": 1,
                "answer": new,
                "saved_at": now,
                "opened_at": page_at,
                "answered_at": None,
            }
        )
    return changed


def _texts(saves: list[Save]) -> dict[int, Any]:
    query = select(AnswerSave.id, AnswerSave.answer).where(
        AnswerSave.id.in_([save.id for save in saves])
    )
    return {row.id: row.answer for row in db.session.execute(query)}
