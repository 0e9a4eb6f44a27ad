"""Reading who else has to do with the numbers of an attempt, which a workshop may share."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Integer, Select, String, bindparam, case, exists, or_, select

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
    given = {
        "workshop_id": enrolment.workshop_id,
        "enrolment_id": enrolment.id,
        "quiz_id": quiz.id,
        "number": number,
        "seed": seed,
    }
    is_shown, finished = db.session.execute(_KNOWN, given).one()
    if is_shown or not finished:
        return Peers(finished=finished, is_shown=is_shown)
    to_come = _is_to_come(given, quiz, now)
    return Peers(
        under_way=not to_come and _is_under_way(given, now),
        to_come=to_come,
        finished=True,
    )


def _is_under_way(given: Mapping[str, Any], now: datetime) -> bool:
    """Whether one of these attempts is going on."""
    newest = quiz_attempts(_UNDER_WAY.limit(NEWEST), given)
    if len(newest) == NEWEST and all(each.is_over(now) for each in newest):
        newest = quiz_attempts(_UNDER_WAY, given)
    return any(not each.is_over(now) for each in newest)


def _is_to_come(given: Mapping[str, Any], quiz: Quiz, now: datetime) -> bool:
    """Whether somebody may still begin an attempt with this number.

    Those with times of their own are looked at first; all others have the same.
    """
    rows = db.session.execute(_FIRST_TO_COME, given).all()
    if not rows:
        return False
    workshop_id = given["workshop_id"]
    slots = slots_of([workshop_id])[workshop_id]
    if len(rows) == NEWEST and not _one_open(rows, quiz, slots, now):
        rows = db.session.execute(_TO_COME, given).all()
    return _one_open(rows, quiz, slots, now)


def _select_to_come() -> Select[*tuple[Any, ...]]:
    begun = exists().where(
        Attempt.enrolment_id == Enrolment.id,
        Attempt.quiz_id == _QUIZ_ID,
        Attempt.number >= bindparam("number"),
    )
    has_own_times = or_(
        exists().where(QuizOverride.enrolment_id == Enrolment.id, QuizOverride.quiz_id == _QUIZ_ID),
        exists().where(Extension.enrolment_id == Enrolment.id),
    )
    return (
        select(Enrolment, *closing_columns(_QUIZ_ID))
        .where(*_OTHERS, ~begun)
        .order_by(case((has_own_times, 0), else_=1), Enrolment.id)
    )


# Built once, for all of a hall begin in the same minutes.
_QUIZ_ID: BindParameter[str] = bindparam("quiz_id", type_=String)
_WORKSHOP_ID: BindParameter[int] = bindparam("workshop_id", type_=Integer)
_SAME = (Attempt.quiz_id == _QUIZ_ID, Attempt.seed == bindparam("seed"))
_OTHERS = (
    Enrolment.workshop_id == _WORKSHOP_ID,
    Enrolment.id != bindparam("enrolment_id"),
    Enrolment.withdrawn_at.is_(None),
)
_KNOWN = select(
    exists().where(KeyShown.workshop_id == _WORKSHOP_ID, KeyShown.quiz_id == _QUIZ_ID),
    exists().where(
        Attempt.enrolment_id == Enrolment.id,
        Enrolment.workshop_id == _WORKSHOP_ID,
        *_SAME,
        Attempt.handed_in_at.is_not(None),
    ),
)
_UNDER_WAY = (
    select_attempts()
    .where(*_OTHERS, *_SAME, Attempt.handed_in_at.is_(None))
    .order_by(Attempt.id.desc())
)
_TO_COME = _select_to_come()
_FIRST_TO_COME = _TO_COME.limit(NEWEST)


def _one_open(rows: Iterable[Any], quiz: Quiz, slots: tuple[Slot, ...], now: datetime) -> bool:
    """Whether the quiz is not closed yet for one of these people."""
    return any(
        not closing_of(quiz, person.workshop, slots, *closing).is_closed(now)
        for person, *closing in rows
    )
