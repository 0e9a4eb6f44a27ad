"""Taking the answers a phone had kept without a connection."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from sqlalchemy import select

from lms.database import db
from lms.errors import Conflict
from lms.language import gettext_noop as _
from lms.questions import InvalidAnswer
from lms.quizzes.attempts import rules
from lms.quizzes.attempts.attempt import QuizAttempt
from lms.quizzes.attempts.models import Delivery
from lms.quizzes.attempts.queries_saves import checked_answer
from lms.quizzes.attempts.saves import Logged, in_time
from lms.quizzes.attempts.service import MAX_NUMBER, add_save, hand_in_attempt, settle_answers
from lms.quizzes.attempts.service_files import check_files


@dataclass(frozen=True)
class Delivered:
    """What became of it: how many answers were taken and left out, and whether it came late."""

    taken: int
    left_out: int
    late: bool


class DeliveryOutcome(Enum):
    """What became of one answer: `KNOWN` brings nothing new, `UNUSABLE` cannot be kept.

    `SETTLED` is kept, but changes nothing: she has checked another answer before.
    """

    NEW = auto()
    KNOWN = auto()
    UNUSABLE = auto()
    SETTLED = auto()


def deliver_answers(
    quiz_attempt: QuizAttempt,
    log: Sequence[Logged],
    receipt: str,
    wants_hand_in: bool,
    now: datetime,
) -> Delivered:
    """Keep the answers of a phone's log, and hand in if that was pressed or the time is over.

    Those given after the end are left out. An attempt that the clock has closed takes them up to
    LATEST_DELIVERY later, and is graded anew. The same `receipt` twice is one delivery, but what
    was added to the log meanwhile is taken.
    Raises Conflict when the person handed in herself, for a log that cannot be true, and too late.
    """
    known = db.session.scalar(
        select(Delivery).where(
            Delivery.attempt_id == quiz_attempt.attempt.id, Delivery.receipt == receipt
        )
    )
    if quiz_attempt.is_handed_in and not quiz_attempt.attempt.ran_out:
        if known is not None:
            return Delivered(known.taken, known.left_out, known.late)
        raise Conflict(_("This attempt was handed in before. Later answers do not count any more."))
    entries, _left_out = in_time(log, quiz_attempt.ends_at, now)
    fates = [_keep(quiz_attempt, entry, now) for entry in entries]
    taken = (
        len(fates) - fates.count(DeliveryOutcome.UNUSABLE) - fates.count(DeliveryOutcome.SETTLED)
    )
    done = Delivered(taken, len(log) - taken, rules.is_over(quiz_attempt.ends_at, now))
    if known is not None:
        known.taken, known.left_out = max(known.taken, taken), max(known.left_out, done.left_out)
    # What comes in time is a save like any other and needs no receipt.
    elif wants_hand_in or (done.late and DeliveryOutcome.NEW in fates):
        until = max((each.answered_at(now) for each in entries), default=None)
        db.session.add(_noted(quiz_attempt, receipt, done, until, now))
    if quiz_attempt.is_handed_in:
        settle_answers(quiz_attempt)
    elif done.late or (wants_hand_in and known is None):  # an echo does not end what was reopened
        hand_in_attempt(quiz_attempt, now)
    return done


def _noted(
    quiz_attempt: QuizAttempt, receipt: str, done: Delivered, until: datetime | None, now: datetime
) -> Delivery:
    return Delivery(
        attempt_id=quiz_attempt.attempt.id,
        receipt=receipt,
        answered_until=until,
        delivered_at=now,
        taken=done.taken,
        left_out=done.left_out,
        late=done.late,
    )


def _keep(quiz_attempt: QuizAttempt, entry: Logged, now: datetime) -> DeliveryOutcome:
    """Keep one answer of a log, unless it stands there already."""
    try:
        given = rules.given(quiz_attempt.variant(entry.position), entry.fields)
        check_files(quiz_attempt, entry.position, given.answer)
    except InvalidAnswer:
        return DeliveryOutcome.UNUSABLE
    if entry.page.is_untouched(entry.number, given.answer):
        return DeliveryOutcome.KNOWN  # it replaces nobody's answer
    is_new = add_save(
        {
            "attempt_id": quiz_attempt.attempt.id,
            "position": entry.position,
            "client": entry.page.client,
            "number": min(entry.number, MAX_NUMBER),
            "answer": given.answer,
            "saved_at": now,
            "opened_at": entry.page.opened_at,
            "answered_at": entry.answered_at(now),
        }
    )
    checked = (
        checked_answer(quiz_attempt.attempt, entry.position) if quiz_attempt.lets_check else None
    )
    if checked not in (None, given.answer):
        return DeliveryOutcome.SETTLED
    return DeliveryOutcome.NEW if is_new else DeliveryOutcome.KNOWN
