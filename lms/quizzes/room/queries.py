"""Reading who sits a quiz in a workshop, how far everybody is, and what time was given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from lms.database import db
from lms.errors import NotFound
from lms.language import gettext_noop as _
from lms.quizzes.attempts.attempt import QuizAttempt
from lms.quizzes.attempts.models import AnswerSave, Attempt, Delivery, ExtraTime, TimeGrant
from lms.quizzes.attempts.queries import quiz_attempts, select_attempts
from lms.quizzes.attempts.queries_saves import SAVE
from lms.quizzes.attempts.saves import Save, in_force
from lms.workshops.models import Enrolment, Workshop

_PERSON = contains_eager(Attempt.enrolment).joinedload(Enrolment.person, innerjoin=True)


@dataclass(frozen=True)
class AttemptProgress:
    """Somebody who sits: her attempt, how much of it is answered, when she saved last."""

    quiz_attempt: QuizAttempt
    answered: int
    saved_at: datetime | None

    def is_present(self, since: datetime) -> bool:
        """Whether the attempt runs against the clock, or something was done after `since`."""
        last = self.saved_at or self.quiz_attempt.attempt.started_at
        return self.quiz_attempt.quiz.minutes is not None or last >= since


def open_quiz_attempts(workshop: Workshop) -> list[QuizAttempt]:
    """The attempts that are not handed in."""
    query = _select_in(workshop).where(Attempt.handed_in_at.is_(None))
    return quiz_attempts(query.order_by(Attempt.quiz_id, Attempt.started_at, Attempt.id))


def quiz_attempts_to_help(workshop: Workshop, quiz_id: str) -> list[QuizAttempt]:
    """Who sits, and whom only the clock stopped, however long ago; their rows are locked.

    Of one quiz or of all; whoever has begun another attempt since then is left out. When the clock
    stopped it does not say when an attempt ends: extra time may have been allowed since.
    """
    newer = aliased(Attempt)
    began_another = exists().where(
        newer.enrolment_id == Attempt.enrolment_id,
        newer.quiz_id == Attempt.quiz_id,
        newer.number > Attempt.number,
    )
    stopped = and_(Attempt.ran_out, ~began_another)
    query = _select_in(workshop, quiz_id).where(or_(Attempt.handed_in_at.is_(None), stopped))
    return quiz_attempts(query.order_by(Attempt.id), lock=True)


def _select_in(workshop: Workshop, quiz_id: str = "") -> Select[*tuple[Any, ...]]:
    """Select the attempts of everybody who has not withdrawn, of one quiz or of all."""
    query = (
        select_attempts()
        .options(_PERSON)
        .where(Enrolment.workshop_id == workshop.id, Enrolment.withdrawn_at.is_(None))
    )
    return query.where(Attempt.quiz_id == quiz_id) if quiz_id else query


def seats_in(workshop: Workshop) -> list[AttemptProgress]:
    """Who sits a quiz, with what is answered."""
    found = open_quiz_attempts(workshop)
    saves: dict[int, list[Save]] = {quiz_attempt.attempt.id: [] for quiz_attempt in found}
    rows = db.session.execute(
        select(AnswerSave.attempt_id, *SAVE)
        .where(AnswerSave.attempt_id.in_(saves))
        .order_by(AnswerSave.id)
    )
    for row in rows:
        saves[row[0]].append(Save(*row[1:]))
    return [_seat(quiz_attempt, saves[quiz_attempt.attempt.id]) for quiz_attempt in found]


def _seat(quiz_attempt: QuizAttempt, saves: Sequence[Save]) -> AttemptProgress:
    answered = sum(save.is_answered for save in in_force(saves).values())
    return AttemptProgress(
        quiz_attempt, answered, max((save.saved_at for save in saves), default=None)
    )


_LATE = exists().where(Delivery.attempt_id == Attempt.id, Delivery.late)
_NEWEST_FIRST = (Attempt.handed_in_at.desc(), Attempt.id)


def handed_in_count(workshop: Workshop, since: datetime, quiz_id: str = "") -> int:
    """How many attempts were handed in after `since`, without what came late."""
    on_time = _done(workshop, since, quiz_id).where(~_LATE)
    counted = on_time.with_only_columns(func.count(), maintain_column_froms=True)
    return db.session.scalar(counted) or 0


def handed_in_since(
    workshop: Workshop, since: datetime, quiz_id: str = "", *, first: int, most: int
) -> list[QuizAttempt]:
    """Some of those, the newest first, from place `first` (0: the newest) on."""
    on_time = _done(workshop, since, quiz_id).where(~_LATE)
    return quiz_attempts(on_time.order_by(*_NEWEST_FIRST).offset(first).limit(most))


def late_since(workshop: Workshop, since: datetime, quiz_id: str = "") -> list[QuizAttempt]:
    """The attempts to which a phone delivered late, handed in or delivered after `since`."""
    late = _done(workshop, since, quiz_id).where(_LATE)
    return quiz_attempts(late.order_by(*_NEWEST_FIRST))


def ran_out_since(workshop: Workshop, since: datetime, quiz_id: str = "") -> list[QuizAttempt]:
    """The attempts that the clock has ended, handed in or delivered late after `since`."""
    return quiz_attempts(_done(workshop, since, quiz_id).where(Attempt.ran_out))


def _done(workshop: Workshop, since: datetime, quiz_id: str) -> Select[*tuple[Any, ...]]:
    delivered = _LATE.where(Delivery.delivered_at >= since)
    return _select_in(workshop, quiz_id).where(
        Attempt.handed_in_at.is_not(None), or_(Attempt.handed_in_at >= since, delivered)
    )


def quiz_attempt_in_workshop(
    workshop: Workshop, attempt_id: int, *, lock: bool = False
) -> QuizAttempt:
    """An attempt of somebody in the workshop. Raises NotFound."""
    query = (
        select_attempts()
        .options(_PERSON)
        .where(Attempt.id == attempt_id, Enrolment.workshop_id == workshop.id)
    )
    found = quiz_attempts(query, lock=lock)
    if not found:
        raise NotFound(_("There is no such attempt in this workshop."))
    return found[0]


def late_deliveries(summaries: Sequence[QuizAttempt]) -> dict[int, list[Delivery]]:
    """What phones delivered after the end, by attempt id."""
    found: dict[int, list[Delivery]] = {quiz_attempt.attempt.id: [] for quiz_attempt in summaries}
    query = (
        select(Delivery).where(Delivery.attempt_id.in_(found), Delivery.late).order_by(Delivery.id)
    )
    for delivery in db.session.scalars(query):
        found[delivery.attempt_id].append(delivery)
    return found


def deliveries_of(attempt: Attempt) -> list[Delivery]:
    """Everything a phone delivered for an attempt."""
    query = select(Delivery).where(Delivery.attempt_id == attempt.id).order_by(Delivery.id)
    return list(db.session.scalars(query))


def delivery_of(attempt: Attempt, delivery_id: int) -> Delivery:
    """A late delivery of an attempt. Raises NotFound."""
    query = select(Delivery).where(
        Delivery.attempt_id == attempt.id, Delivery.id == delivery_id, Delivery.late
    )
    found = db.session.scalar(query)
    if found is None:
        raise NotFound(_("There is no such attempt in this workshop."))
    return found


def saves_in(delivery: Delivery) -> set[int]:
    """The ids of the saves that came with a delivery."""
    next_one = (
        select(func.min(Delivery.delivered_at))
        .where(
            Delivery.attempt_id == delivery.attempt_id,
            Delivery.delivered_at > delivery.delivered_at,
        )
        .scalar_subquery()
    )
    query = select(AnswerSave.id).where(
        AnswerSave.attempt_id == delivery.attempt_id,
        AnswerSave.answered_at.is_not(None),
        AnswerSave.saved_at >= delivery.delivered_at,
        or_(next_one.is_(None), AnswerSave.saved_at < next_one),
    )
    return set(db.session.scalars(query))


def grants_of(attempt: Attempt) -> list[TimeGrant]:
    """The time given to an attempt, with who gave it."""
    query = (
        select(TimeGrant)
        .options(joinedload(TimeGrant.granted_by))
        .where(TimeGrant.attempt_id == attempt.id)
        .order_by(TimeGrant.id)
    )
    return list(db.session.scalars(query))


def extra_times_in(workshop: Workshop) -> list[ExtraTime]:
    """The standing extra time in a workshop, by name."""
    query = (
        select(ExtraTime)
        .join(ExtraTime.enrolment)
        .options(
            contains_eager(ExtraTime.enrolment).joinedload(Enrolment.person),
            joinedload(ExtraTime.granted_by),
        )
        .where(Enrolment.workshop_id == workshop.id, Enrolment.withdrawn_at.is_(None))
        .order_by(ExtraTime.granted_at.desc(), ExtraTime.id.desc())
    )
    return list(db.session.scalars(query))
