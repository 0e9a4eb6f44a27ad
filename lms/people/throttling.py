"""Slowing down guesses: failures are counted by who tries and from where."""

import math
from datetime import datetime

from sqlalchemy import delete, func, select

from lms.database import commit_even_if_refused, db
from lms.people.models import Person, SignInFailure, WebSession
from lms.people.rules import ALARM_FROM, DAY, WINDOW, Failures, is_used_up, wait_before_trying
from lms.people.secrets import fingerprint

KEEP_FAILURES = DAY


class Throttled(Exception):
    """Too many tries: wait `seconds` and try again; `is_used_up`: a new card opens sooner."""

    def __init__(self, seconds: int, *, is_used_up: bool = False) -> None:
        super().__init__(seconds)
        self.seconds = seconds
        self.is_used_up = is_used_up


def own_phone(person_id: int | None, phone_key: str) -> str:
    """`phone_key` if a person has signed in from this device before, nothing else."""
    if person_id is None or not phone_key:
        return ""
    query = select(WebSession.id).where(
        WebSession.person_id == person_id, WebSession.phone_key == phone_key
    )
    return phone_key if db.session.scalar(query.limit(1)) is not None else ""


def wait_for(identity: str, address: str, now: datetime) -> int:
    """How many seconds `identity` has to wait before the next try; 0: go ahead."""
    return _seconds(_failures(identity, address, now, ""), now)


def _seconds(failures: Failures, now: datetime) -> int:
    return max(0, math.ceil(wait_before_trying(failures, now).total_seconds()))


def refuse_if_too_fast(identity: str, address: str, now: datetime, own_phone_key: str = "") -> None:
    """Raise Throttled if this identity has to wait here."""
    failures = _failures(identity, address, now, own_phone_key)
    if is_used_up(failures):
        raise Throttled(int(DAY.total_seconds()), is_used_up=True)
    if wait := _seconds(failures, now):
        raise Throttled(wait)


def one_at_a_time(person_id: int | None) -> None:
    """Let tries of one account be judged one after the other, so that those at once all count."""
    if person_id is not None:
        db.session.execute(select(Person.id).where(Person.id == person_id).with_for_update())


def count_failure(identity: str, address: str, now: datetime, own_phone_key: str = "") -> None:
    """Count a failed try, kept although the answer is an error."""
    db.session.execute(delete(SignInFailure).where(SignInFailure.at < now - KEEP_FAILURES))
    db.session.add(
        SignInFailure(
            identity_hash=fingerprint(identity),
            address=address,
            own_phone_key=own_phone_key,
            at=now,
        )
    )
    # Else the refusal would take the count of this very try back.
    commit_even_if_refused()


def forget_failures(identity: str, address: str, own_phone_key: str = "") -> None:
    """Forget the failures of an identity here, for it has succeeded."""
    here = SignInFailure.address == address
    if own_phone_key:
        here = SignInFailure.own_phone_key == own_phone_key
    hers = SignInFailure.identity_hash == fingerprint(identity)
    # What others tried elsewhere goes on counting.
    db.session.execute(delete(SignInFailure).where(hers, here))


def forget_all_failures(identity: str) -> None:
    """Forget what was tried anywhere, for she has a new secret."""
    hashed = fingerprint(identity)
    db.session.execute(delete(SignInFailure).where(SignInFailure.identity_hash == hashed))


def guessed_at(now: datetime) -> set[str]:
    """The fingerprints of identities at which somebody has been guessing over the last day."""
    query = (
        select(SignInFailure.identity_hash)
        .where(SignInFailure.at > now - DAY)
        .group_by(SignInFailure.identity_hash)
        .having(func.count() >= ALARM_FROM)
    )
    return set(db.session.scalars(query))


def _failures(identity: str, address: str, now: datetime, own_phone_key: str) -> Failures:
    hashed = fingerprint(identity)
    rows = db.session.execute(
        select(
            SignInFailure.identity_hash,
            SignInFailure.address,
            SignInFailure.own_phone_key,
            SignInFailure.at,
        )
        .where(
            (SignInFailure.identity_hash == hashed) & (SignInFailure.at > now - DAY)
            | (SignInFailure.address == address) & (SignInFailure.at > now - WINDOW)
        )
        .order_by(SignInFailure.at)
    ).all()
    is_own = bool(own_phone_key)
    # Failures of her own devices say nothing of the others, nor the other way round.
    hers = [
        (phone if is_own else where, at)
        for who, where, phone, at in rows
        if who == hashed and bool(phone) == is_own
    ]
    lately = [(place, at) for place, at in hers if at > now - WINDOW]
    return Failures(
        here=[at for place, at in lately if place == (own_phone_key or address)],
        identity=[at for _place, at in lately],
        address=[at for _who, where, _phone, at in rows if where == address and at > now - WINDOW],
        today=len(hers),
        is_own=is_own,
    )
