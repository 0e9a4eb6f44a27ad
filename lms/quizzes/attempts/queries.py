"""Reading attempts, their saves and their answers."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, Select, bindparam, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from lms.database import db
from lms.errors import NotFound
from lms.language import gettext_noop as _
from lms.publishing.queries import course_of_id
from lms.questions import Question, Variant
from lms.quizzes.attempts import rules
from lms.quizzes.attempts.attempt import QuizAttempt
from lms.quizzes.attempts.models import Answer, AnswerSave, Attempt, ExtraTime, TimeGrant
from lms.quizzes.windows.closing import closing_columns, closing_of
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.queries import slots_of
from lms.workshops.rules import Slot

_GIVEN = (
    select(func.coalesce(func.sum(TimeGrant.minutes), 0))
    .where(TimeGrant.attempt_id == Attempt.id)
    .correlate(Attempt)
    .scalar_subquery()
)
_LAST_PAGE = (
    select(func.max(AnswerSave.opened_at))
    .where(AnswerSave.attempt_id == Attempt.id)
    .correlate(Attempt)
    .scalar_subquery()
)
_LATEST_SAVE = (
    select(AnswerSave.saved_at)
    .where(AnswerSave.attempt_id == Attempt.id)
    .order_by(AnswerSave.id.desc())
    .limit(1)
    .correlate(Attempt)
    .scalar_subquery()
)


def _standing(column: InstrumentedAttribute[int]) -> ScalarSelect[int]:
    """The greatest standing extra time of the person that holds for the attempt's quiz."""
    return (
        select(func.coalesce(func.max(column), 0))
        .where(
            ExtraTime.enrolment_id == Attempt.enrolment_id,
            or_(ExtraTime.quiz_id.is_(None), ExtraTime.quiz_id == Attempt.quiz_id),
        )
        .correlate(Attempt)
        .scalar_subquery()
    )


_MORE_TIME = _standing(ExtraTime.minutes), _standing(ExtraTime.percent), _GIVEN
_CLOSING = closing_columns(Attempt.quiz_id)
_ENDING = (_LAST_PAGE, _LATEST_SAVE, *_MORE_TIME, *_CLOSING)
"""What decides when an attempt ends; the columns `_quiz_attempt` reads, in its order."""
_Rows = Select[*tuple[Any, ...]]


def quiz_attempt_in(enrolment: Enrolment, attempt_id: int, *, lock: bool = False) -> QuizAttempt:
    """The attempt with this id of this person in this workshop.

    `lock`: until the transaction ends nobody else saves into it or hands it in. Raises NotFound for
    anybody else's.
    """
    given = {"attempt_id": attempt_id, "enrolment_id": enrolment.id}
    found = quiz_attempts(_OWN_ATTEMPT_LOCKED if lock else _OWN_ATTEMPT, given)
    if not found:
        raise NotFound(_("There is no such attempt of yours."))
    return found[0]


def quiz_attempt_to_change(enrolment: Enrolment, attempt_id: int, now: datetime) -> QuizAttempt:
    """The attempt of this person, locked.

    Raises NotFound. Whoever waited for the lock has read what was there before it: time that was
    given meanwhile shows only when it is read once more, now that nobody else can change it.
    """
    quiz_attempt = quiz_attempt_in(enrolment, attempt_id, lock=True)
    return (
        quiz_attempt_in(enrolment, attempt_id, lock=True)
        if quiz_attempt.is_over(now)
        else quiz_attempt
    )


def quiz_attempts_of(
    enrolment: Enrolment, quiz_id: str, *, lock: bool = False
) -> list[QuizAttempt]:
    """A person's attempts at a quiz, the first one first."""
    given = {"enrolment_id": enrolment.id, "quiz_id": quiz_id}
    return quiz_attempts(_AT_QUIZ_LOCKED if lock else _AT_QUIZ, given)


def extra_time_for(enrolment: Enrolment, quiz_id: str) -> rules.MoreTime:
    """A person's standing extra time for a quiz, before she begins, too."""
    found = db.session.execute(
        select(func.max(ExtraTime.minutes), func.max(ExtraTime.percent)).where(
            ExtraTime.enrolment_id == enrolment.id,
            or_(ExtraTime.quiz_id.is_(None), ExtraTime.quiz_id == quiz_id),
        )
    ).one()
    return rules.MoreTime(found[0] or 0, found[1] or 0)


def overdue_quiz_attempts(
    now: datetime, workshop: Workshop | None = None, *, lock: bool = False
) -> list[QuizAttempt]:
    """The attempts nobody handed in although their time and the grace are over.

    Of one workshop or of all. With `lock`, what was changed while it waited is read again.
    """
    query = (
        select_attempts()
        .options(
            joinedload(Attempt.enrolment, innerjoin=True)
            .joinedload(Enrolment.workshop, innerjoin=True)
            .joinedload(Workshop.revision, innerjoin=True)
        )
        .where(Attempt.handed_in_at.is_(None))
        .order_by(Attempt.id)
    )
    if workshop is not None:
        query = query.where(Enrolment.workshop_id == workshop.id)
    found = [s for s in quiz_attempts(query, lock=lock) if rules.is_too_late(s.ends_at, now)]
    if not lock or not found:
        return found
    # Minutes given while this waited for the locks show only when they are read once more.
    again = query.where(Attempt.id.in_([quiz_attempt.attempt.id for quiz_attempt in found]))
    return [s for s in quiz_attempts(again, lock=True) if rules.is_too_late(s.ends_at, now)]


def select_attempts() -> _Rows:
    """Select attempts with all that decides when they end; for `quiz_attempts`."""
    return select(Attempt, *_ENDING).join_from(Attempt, Attempt.enrolment)


def _locked(query: _Rows) -> _Rows:
    # What the database session knows already may have changed while this waited.
    return query.with_for_update(of=Attempt).execution_options(populate_existing=True)


# Built once, for every page of an attempt and every cover asks.
_OWN_ATTEMPT = select_attempts().where(
    Attempt.id == bindparam("attempt_id"), Attempt.enrolment_id == bindparam("enrolment_id")
)
_OWN_ATTEMPT_LOCKED = _locked(_OWN_ATTEMPT)
_AT_QUIZ = (
    select_attempts()
    .where(
        Attempt.enrolment_id == bindparam("enrolment_id"), Attempt.quiz_id == bindparam("quiz_id")
    )
    .order_by(Attempt.number)
)
_AT_QUIZ_LOCKED = _locked(_AT_QUIZ)


def quiz_attempts(
    query: _Rows, given: Mapping[str, Any] | None = None, *, lock: bool = False
) -> list[QuizAttempt]:
    """The attempts that a query begun by `select_attempts` finds."""
    rows = db.session.execute(_locked(query) if lock else query, given).all()
    slots = slots_of({attempt.enrolment.workshop_id for attempt, *_ending in rows})
    return [_quiz_attempt(attempt, slots, *ending) for attempt, *ending in rows]


def _quiz_attempt(
    attempt: Attempt, slots: Mapping[int, tuple[Slot, ...]], *ending: Any
) -> QuizAttempt:
    last_page_at, latest_at, minutes, percent, given, *closing = ending
    quiz = course_of_id(attempt.revision_id).quiz(attempt.quiz_id)
    workshop = attempt.enrolment.workshop
    window = closing_of(quiz, workshop, slots[workshop.id], *closing)
    more = rules.MoreTime(minutes, percent, given)
    ends_at = rules.deadline(attempt.started_at, quiz.minutes, window.closes_at, more)
    return QuizAttempt(attempt, quiz, ends_at, last_page_at, given, window, latest_at)


_OPEN = (  # built once, for every report asks
    select(
        Attempt.id,
        Attempt.started_at,
        Attempt.revision_id,
        Attempt.quiz_id,
        Workshop,
        *_CLOSING,
        *_MORE_TIME,
    )
    .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
    .join(Workshop, Workshop.id == Enrolment.workshop_id)
    .where(Attempt.id.in_(bindparam("attempt_ids", expanding=True)), Attempt.handed_in_at.is_(None))
)


def open_ends(attempt_ids: Collection[int]) -> dict[int, datetime | None]:
    """When those of these attempts end that are open, by id; None while no end is known."""
    rows = db.session.execute(_OPEN, {"attempt_ids": list(attempt_ids)}).all()
    slots = slots_of({row.Workshop.id for row in rows})
    alike: dict[tuple[Any, ...], tuple[int | None, datetime | None]] = {}
    ends = {}
    for attempt_id, started_at, revision_id, quiz_id, workshop, *ending in rows:
        closing, more = ending[:-3], ending[-3:]
        key = revision_id, quiz_id, workshop.id, *closing
        if key not in alike:  # most people have the same
            quiz = course_of_id(revision_id).quiz(quiz_id)
            closes_at = closing_of(quiz, workshop, slots[workshop.id], *closing).closes_at
            alike[key] = quiz.minutes, closes_at
        ends[attempt_id] = rules.deadline(started_at, *alike[key], rules.MoreTime(*more))
    return ends


def answers_of(attempts: Sequence[Attempt]) -> dict[int, list[Answer]]:
    """The answers handed in by attempt id, in order of position."""
    found: dict[int, list[Answer]] = {attempt.id: [] for attempt in attempts}
    for answer in db.session.scalars(_ANSWERS, {"attempt_ids": list(found)}):
        found[answer.attempt_id].append(answer)
    return found


_ANSWERS = (  # built once, for every hand-in and every result asks
    select(Answer)
    .where(Answer.attempt_id.in_(bindparam("attempt_ids", expanding=True)))
    .order_by(Answer.attempt_id, Answer.position)
)


def variant_asked(answer: Answer) -> Variant[Question]:
    """What was asked where this answer was given."""
    quiz = course_of_id(answer.attempt.revision_id).quiz(answer.attempt.quiz_id)
    return QuizAttempt(answer.attempt, quiz, None).variant(answer.position)


def score_of(answers: Sequence[Answer]) -> rules.Score:
    return rules.score(rules.Mark(answer.credit, answer.points) for answer in answers)
