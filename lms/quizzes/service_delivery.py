"""Taking the answers a phone had kept without a connection."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lms.database import db
from lms.errors import Conflict
from lms.language import mark as _
from lms.questions import InvalidAnswer
from lms.quizzes import rules
from lms.quizzes.models import Delivery
from lms.quizzes.queries import Sitting
from lms.quizzes.saves import Logged, in_time
from lms.quizzes.service import HIGHEST_NUMBER, hand_in, keep, settle_answers
from lms.quizzes.service_files import check_files


@dataclass(frozen=True)
class Delivered:
    """What became of it: how many answers were taken and left out, and whether it came late."""

    taken: int
    left_out: int
    late: bool


def deliver(
    sitting: Sitting, log: Sequence[Logged], receipt: str, wants_hand_in: bool, now: datetime
) -> Delivered:
    """Keep the answers of a phone's log, and hand in if that was pressed or the time is over.

    Those given after the end are left out. An attempt that the clock has closed takes them up to
    LATEST_DELIVERY later, and is graded anew. The same `receipt` twice counts once.
    Raises Conflict when the person handed in herself, for a log that cannot be true, and too late.
    """
    known = db.session.scalar(
        select(Delivery).where(
            Delivery.attempt_id == sitting.attempt.id, Delivery.receipt == receipt
        )
    )
    if known is not None:
        return Delivered(known.taken, known.left_out, known.late)
    if sitting.is_handed_in and not sitting.attempt.ran_out:
        raise Conflict(_("This attempt was handed in before. Later answers do not count any more."))
    entries, left_out = in_time(log, sitting.ends_at, now)
    taken = sum(_keep(sitting, entry, now) for entry in entries)
    late = rules.is_over(sitting.ends_at, now)
    done = Delivered(taken, left_out + len(entries) - taken, late)
    if late or wants_hand_in:
        db.session.add(
            Delivery(
                attempt_id=sitting.attempt.id,
                receipt=receipt,
                answered_until=max((each.answered_at(now) for each in entries), default=None),
                delivered_at=now,
                taken=done.taken,
                left_out=done.left_out,
                late=late,
            )
        )
    if sitting.is_handed_in:
        settle_answers(sitting)
    elif wants_hand_in or late:
        hand_in(sitting, now)
    return done


def _keep(sitting: Sitting, entry: Logged, now: datetime) -> bool:
    """Keep one answer; return False if it cannot be used."""
    try:
        given = rules.given(sitting.variant(entry.position), entry.fields)
        check_files(sitting, entry.position, given.answer)
    except InvalidAnswer:
        return False
    if entry.page.is_untouched(entry.number, given.answer):
        return True  # it brings nothing new, so it replaces nobody's answer
    keep(
        {
            "attempt_id": sitting.attempt.id,
            "position": entry.position,
            "client": entry.page.client,
            "number": min(entry.number, HIGHEST_NUMBER),
            "answer": given.answer,
            "saved_at": now,
            "opened_at": entry.page.opened_at,
            "answered_at": entry.answered_at(now),
        }
    )
    return True
