"""Giving time: to everybody who sits, to one attempt, to a person before she begins; reopening.

Time given never shortens anything, and each gift stands in the audit trail with its reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from lms.audit.service import note
from lms.database import db, insert_unless_there
from lms.errors import Conflict
from lms.language import gettext_noop as _
from lms.quizzes.actions import ATTEMPT_REOPENED, EXTRA_TIME_ALLOWED, TIME_GIVEN
from lms.quizzes.attempts import queries
from lms.quizzes.attempts.attempt import QuizAttempt
from lms.quizzes.attempts.models import ExtraTime, TimeGrant
from lms.quizzes.room.queries import quiz_attempts_to_help
from lms.workshops.models import Enrolment, Workshop

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class ExtraMinutesResult:
    """How many got minutes, and how many of them go on though the clock had closed theirs."""

    people: int
    reopened: int


def give_time_to_all(
    workshop: Workshop,
    minutes: int,
    *,
    reason: str,
    idempotency_key: str,
    now: datetime,
    actor_id: int | None = None,
    quiz_id: str = "",
) -> ExtraMinutesResult:
    """Give minutes to every open attempt with a time limit (of one quiz, if given).

    An attempt whose time ran out meanwhile goes on, if the minutes reach beyond `now`; whether the
    clock has closed it already makes no difference. A repeat of the same `idempotency_key` gives
    nothing more. Raises Conflict when nobody sits.
    """
    helped = [
        quiz_attempt
        for quiz_attempt in quiz_attempts_to_help(workshop, quiz_id)
        if quiz_attempt.quiz.minutes is not None
        and quiz_attempt.ends_at is not None
        and quiz_attempt.ends_at + minutes * MINUTE > now
    ]
    if not helped:
        raise Conflict(_("Nobody is sitting a quiz with a time limit just now."))
    given = _grant(helped, minutes, reason, idempotency_key, now, actor_id)
    reopened = [each for each in helped if each.is_handed_in and each.attempt.id in given]
    for quiz_attempt in reopened:
        quiz_attempt.attempt.handed_in_at, quiz_attempt.attempt.ran_out = None, False
    if given:
        after = {"minutes": minutes, "quiz": quiz_id, "attempts": given}
        if reopened:
            after["reopened"] = [quiz_attempt.attempt.id for quiz_attempt in reopened]
        note(
            TIME_GIVEN,
            f"workshop:{workshop.id}",
            now,
            actor_id=actor_id,
            workshop_id=workshop.id,
            after=after,
            reason=reason,
        )
    return ExtraMinutesResult(len(helped), len(reopened))


def grant_minutes(
    quiz_attempt: QuizAttempt,
    minutes: int,
    *,
    reason: str,
    idempotency_key: str,
    now: datetime,
    actor_id: int | None = None,
) -> None:
    """Give minutes to one attempt: more than it has, or from now on if its time is over.

    Raises Conflict if it is handed in or knows no end.
    """
    if quiz_attempt.is_handed_in:
        raise Conflict(_("This attempt is handed in. Reopen it first."))
    if quiz_attempt.ends_at is None:
        raise Conflict(_("This attempt has no time limit."))
    needed = minutes + _minutes_over(quiz_attempt, now)
    if _grant([quiz_attempt], needed, reason, idempotency_key, now, actor_id):
        attempt = quiz_attempt.attempt
        note(
            TIME_GIVEN,
            f"attempt:{attempt.id}",
            now,
            actor_id=actor_id,
            workshop_id=attempt.enrolment.workshop_id,
            after={"minutes": needed},
            reason=reason,
        )


def reopen(
    quiz_attempt: QuizAttempt,
    minutes: int,
    *,
    reason: str,
    idempotency_key: str,
    now: datetime,
    actor_id: int | None = None,
) -> None:
    """Let a person go on with an attempt that was handed in, for `minutes` more at least.

    Her answers and their grades stay; those she changes are graded anew when she hands in.
    Raises Conflict while it is open, or while she sits another attempt at the same quiz.
    """
    attempt = quiz_attempt.attempt
    others = queries.quiz_attempts_of(attempt.enrolment, attempt.quiz_id, lock=True)
    if not quiz_attempt.is_handed_in or any(not each.is_handed_in for each in others):
        raise Conflict(_("This quiz is being sat at the moment."))
    before = attempt.handed_in_at
    attempt.handed_in_at, attempt.ran_out = None, False
    needed = 0 if quiz_attempt.ends_at is None else minutes - (quiz_attempt.ends_at - now) // MINUTE
    if needed > 0:
        _grant([quiz_attempt], needed, reason, idempotency_key, now, actor_id)
    note(
        ATTEMPT_REOPENED,
        f"attempt:{attempt.id}",
        now,
        actor_id=actor_id,
        workshop_id=attempt.enrolment.workshop_id,
        before={"handed_in_at": before.isoformat() if before else None},
        after={"minutes": minutes},
        reason=reason,
    )


def grant_extra_time(
    enrolment: Enrolment,
    quiz_id: str | None,
    *,
    minutes: int = 0,
    percent: int = 0,
    reason: str,
    now: datetime,
    actor_id: int | None = None,
) -> ExtraTime:
    """Give a person standing extra time for one quiz or all; it holds for a running attempt, too.

    `percent` is of the time limit. Of several allowances the greatest holds.
    """
    extra = ExtraTime(
        enrolment_id=enrolment.id,
        quiz_id=quiz_id,
        minutes=minutes,
        percent=percent,
        reason=reason,
        granted_by_id=actor_id,
        granted_at=now,
    )
    db.session.add(extra)
    note(
        EXTRA_TIME_ALLOWED,
        f"enrolment:{enrolment.id}",
        now,
        actor_id=actor_id,
        workshop_id=enrolment.workshop_id,
        after={"quiz": quiz_id, "minutes": minutes, "percent": percent},
        reason=reason,
    )
    return extra


def _minutes_over(quiz_attempt: QuizAttempt, now: datetime) -> int:
    """How many minutes ago an attempt ended, 0 while it goes on."""
    return 0 if quiz_attempt.ends_at is None else max(0, -((quiz_attempt.ends_at - now) // MINUTE))


def _grant(
    quiz_attempts: Sequence[QuizAttempt],
    minutes: int,
    reason: str,
    idempotency_key: str,
    now: datetime,
    actor_id: int | None,
) -> list[int]:
    """The ids of the attempts that were given the minutes: none for a repeated key."""
    rows = [
        {
            "attempt_id": quiz_attempt.attempt.id,
            "tap": idempotency_key,  # the column
            "minutes": minutes,
            "reason": reason,
            "granted_by_id": actor_id,
            "granted_at": now,
        }
        for quiz_attempt in quiz_attempts
    ]
    statement = insert_unless_there(TimeGrant, ("attempt_id", "tap")).values(rows)
    return list(db.session.scalars(statement.returning(TimeGrant.attempt_id)))
