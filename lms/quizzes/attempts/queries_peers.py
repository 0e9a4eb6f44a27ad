"""Reading who else has to do with the numbers of an attempt, which a workshop may share."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, exists, literal, or_, select

from lms.content.values import NumbersFrom, Quiz
from lms.database import db
from lms.quizzes.attempts import rules
from lms.quizzes.attempts.models import Attempt
from lms.quizzes.attempts.queries import quiz_attempts, select_attempts
from lms.quizzes.windows.closing import closing_columns, closing_of
from lms.quizzes.windows.models import KeyShown, QuizOverride
from lms.quizzes.windows.rules_review import NO_PEERS, Peers
from lms.workshops.models import Enrolment, Extension, Workshop
from lms.workshops.queries import slots_of
from lms.workshops.rules import Slot

NEWEST = 20
"""How many are looked at before all are: who began last is most likely still sitting."""


def seed_for(enrolment: Enrolment, quiz: Quiz, number: int, now: datetime) -> int:
    """The seed of a person's usual attempt `number`, which begins now.

    Numbers are shared as the course says, unless the key may be known already: whoever begins when
    all others are done, or when a trainer shows the key, has numbers of her own.
    """
    shared = shared_seed(enrolment.workshop, quiz, number)
    if shared is not None:
        peers = peers_of(enrolment, quiz, number, shared, now)
        if not peers.is_shown and not (peers.finished and peers.may_know):
            return shared
    return own_seed(enrolment, quiz, number)


def own_seed(enrolment: Enrolment, quiz: Quiz, number: int) -> int:
    """The seed of an attempt that shares its numbers with nobody."""
    return rules.attempt_seed(
        NumbersFrom.ATTEMPT,
        secret=enrolment.workshop.secret,
        enrolment_id=enrolment.id,
        quiz_id=quiz.id,
        number=number,
    )


def shared_seed(workshop: Workshop, quiz: Quiz, number: int) -> int | None:
    """The seed that attempts of a workshop share; None if each has its own.

    So do attempts that not everybody has: more than the course allows.
    """
    # Where a quiz may be sat as often as one likes, everybody may have any number.
    if quiz.numbers is not NumbersFrom.WORKSHOP or (quiz.attempts or number) < number:
        return None
    return rules.attempt_seed(
        quiz.numbers, secret=workshop.secret, enrolment_id=0, quiz_id=quiz.id, number=number
    )


def peers_of_attempt(attempt: Attempt, quiz: Quiz, now: datetime) -> Peers:
    enrolment = attempt.enrolment
    if attempt.seed != shared_seed(enrolment.workshop, quiz, attempt.number):
        return NO_PEERS
    return peers_of(enrolment, quiz, attempt.number, attempt.seed, now)


def peers_of(enrolment: Enrolment, quiz: Quiz, number: int, seed: int, now: datetime) -> Peers:
    """Who besides this person has to do with shared numbers.

    Nobody else sits where somebody is still to come: one reason to keep the key is enough.
    """
    others = (
        Enrolment.workshop_id == enrolment.workshop_id,
        Enrolment.id != enrolment.id,
        Enrolment.withdrawn_at.is_(None),
    )
    same = (Attempt.quiz_id == quiz.id, Attempt.seed == seed)
    is_shown, finished = db.session.execute(
        select(
            exists().where(
                KeyShown.workshop_id == enrolment.workshop_id, KeyShown.quiz_id == quiz.id
            ),
            exists().where(
                Attempt.enrolment_id == Enrolment.id,
                Enrolment.workshop_id == enrolment.workshop_id,
                *same,
                Attempt.handed_in_at.is_not(None),
            ),
        )
    ).one()
    if is_shown or not finished:
        return Peers(finished=finished, is_shown=is_shown)
    to_come = _is_to_come(others, quiz, number, now)
    return Peers(
        under_way=not to_come and _is_under_way([*others, *same], now),
        to_come=to_come,
        finished=True,
    )


def _is_under_way(whose: list[ColumnElement[bool]], now: datetime) -> bool:
    """Whether one of these attempts is going on."""
    query = select_attempts().where(*whose, Attempt.handed_in_at.is_(None))
    newest = quiz_attempts(query.order_by(Attempt.id.desc()).limit(NEWEST))
    if len(newest) == NEWEST and all(each.is_over(now) for each in newest):
        newest = quiz_attempts(query)
    return any(not each.is_over(now) for each in newest)


def _is_to_come(
    others: tuple[ColumnElement[bool], ...], quiz: Quiz, number: int, now: datetime
) -> bool:
    """Whether somebody may still begin an attempt with this number.

    Those with times of their own are looked at first; all others have the same.
    """
    begun = exists().where(
        Attempt.enrolment_id == Enrolment.id,
        Attempt.quiz_id == quiz.id,
        Attempt.number >= number,
    )
    has_own_times = or_(
        exists().where(QuizOverride.enrolment_id == Enrolment.id, QuizOverride.quiz_id == quiz.id),
        exists().where(Extension.enrolment_id == Enrolment.id),
    )
    query = select(Enrolment, *closing_columns(literal(quiz.id))).where(*others, ~begun)
    first = case((has_own_times, 0), else_=1)
    rows = db.session.execute(query.order_by(first, Enrolment.id).limit(NEWEST)).all()
    if not rows:
        return False
    workshop_id = rows[0][0].workshop_id
    slots = slots_of([workshop_id])[workshop_id]
    if len(rows) == NEWEST and not _one_open(rows, quiz, slots, now):
        rows = db.session.execute(query).all()
    return _one_open(rows, quiz, slots, now)


def _one_open(rows: Iterable[Any], quiz: Quiz, slots: tuple[Slot, ...], now: datetime) -> bool:
    """Whether the quiz is not closed yet for one of these people."""
    return any(
        not closing_of(quiz, person.workshop, slots, *closing).is_closed(now)
        for person, *closing in rows
    )
