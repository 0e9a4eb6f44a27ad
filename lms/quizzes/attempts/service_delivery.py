"""Taking the answers a phone had kept without a connection."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from sqlalchemy import select

from lms.database import db
from lms.errors import Conflict
from lms.language import mark as _
from lms.questions import InvalidAnswer
from lms.quizzes.attempts import rules
from lms.quizzes.attempts.attempt import Sitting
from lms.quizzes.attempts.models import Delivery
from lms.quizzes.attempts.queries_saves import checked_answer
from lms.quizzes.attempts.saves import Logged, in_time
from lms.quizzes.attempts.service import HIGHEST_NUMBER, hand_in, keep, settle_answers
from lms.quizzes.attempts.service_files import check_files


@dataclass(frozen=True)
class Delivered:
    """What became of it: how many answers were taken and left out, and whether it came late."""

    taken: int
    left_out: int
    late: bool


class Fate(Enum):
    """What became of one answer: `KNOWN` brings nothing new, `UNUSABLE` cannot be kept.

    `SETTLED` is kept, but changes nothing: she has checked another answer before.
    """

    NEW = auto()
    KNOWN = auto()
    UNUSABLE = auto()
    SETTLED = auto()


def deliver(
    sitting: Sitting, log: Sequence[Logged], receipt: str, wants_hand_in: bool, now: datetime
) -> Delivered:
    """Keep the answers of a phone's log, and hand in if that was pressed or the time is over.

    Those given after the end are left out. An attempt that the clock has closed takes them up to
    LATEST_DELIVERY later, and is graded anew. The same `receipt` twice is one delivery, but what
    was added to the log meanwhile is taken.
    Raises Conflict when the person handed in herself, for a log that cannot be true, and too late.
    """
    known = db.session.scalar(
        select(Delivery).where(
            Delivery.attempt_id == sitting.attempt.id, Delivery.receipt == receipt
        )
    )
    if sitting.is_handed_in and not sitting.attempt.ran_out:
        if known is not None:
            return Delivered(known.taken, known.left_out, known.late)
        raise Conflict(_("This attempt was handed in before. Later answers do not count any more."))
    entries, _left_out = in_time(log, sitting.ends_at, now)
    fates = [_keep(sitting, entry, now) for entry in entries]
    taken = len(fates) - fates.count(Fate.UNUSABLE) - fates.count(Fate.SETTLED)
    done = Delivered(taken, len(log) - taken, rules.is_over(sitting.ends_at, now))
    if known is not None:
        known.taken, known.left_out = max(known.taken, taken), max(known.left_out, done.left_out)
    elif wants_hand_in or (done.late and Fate.NEW in fates):
        until = max((each.answered_at(now) for each in entries), default=None)
        db.session.add(_noted(sitting, receipt, done, until, now))
    if sitting.is_handed_in:
        settle_answers(sitting)
    elif done.late or (wants_hand_in and known is None):  # an echo does not end what was reopened
        hand_in(sitting, now)
    return done


def _noted(
    sitting: Sitting, receipt: str, done: Delivered, until: datetime | None, now: datetime
) -> Delivery:
    return Delivery(
        attempt_id=sitting.attempt.id,
        receipt=receipt,
        answered_until=until,
        delivered_at=now,
        taken=done.taken,
        left_out=done.left_out,
        late=done.late,
    )


def _keep(sitting: Sitting, entry: Logged, now: datetime) -> Fate:
    """Keep one answer of a log, unless it stands there already."""
    try:
        given = rules.given(sitting.variant(entry.position), entry.fields)
        check_files(sitting, entry.position, given.answer)
    except InvalidAnswer:
        return Fate.UNUSABLE
    if entry.page.is_untouched(entry.number, given.answer):
        return Fate.KNOWN  # it replaces nobody's answer
    is_new = keep(
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
    checked = checked_answer(sitting.attempt, entry.position) if sitting.lets_check else None
    if checked not in (None, given.answer):
        return Fate.SETTLED
    return Fate.NEW if is_new else Fate.KNOWN
