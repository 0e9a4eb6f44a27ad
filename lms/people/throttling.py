"""Slowing down guesses: failures are counted by who tries and from where."""

import math
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from lms.database import commit_even_if_refused, db
from lms.people.models import SignInFailure
from lms.people.rules import WINDOW, Failures, wait_before_trying
from lms.people.secrets import fingerprint

KEEP_FAILURES = timedelta(days=1)


class Throttled(Exception):
    """Too many tries: wait `seconds` and try again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def wait_for(identity: str, address: str, now: datetime) -> int:
    """How many seconds `identity` has to wait before the next try; 0: go ahead."""
    wait = wait_before_trying(_failures(identity, address, now), now)
    return max(0, math.ceil(wait.total_seconds()))


def refuse_if_too_fast(identity: str, address: str, now: datetime) -> None:
    """Raise Throttled if this identity has to wait here."""
    if wait := wait_for(identity, address, now):
        raise Throttled(wait)


def count_failure(identity: str, address: str, now: datetime) -> None:
    """Count a failed try, kept although the answer is an error."""
    db.session.execute(delete(SignInFailure).where(SignInFailure.at < now - KEEP_FAILURES))
    db.session.add(SignInFailure(identity_hash=fingerprint(identity), address=address, at=now))
    # Else the refusal would take the count of this very try back.
    commit_even_if_refused()


def forget_failures(identity: str, address: str) -> None:
    """Forget the failures of an identity here, for it has succeeded."""
    db.session.execute(
        delete(SignInFailure).where(
            SignInFailure.identity_hash == fingerprint(identity), SignInFailure.address == address
        )
    )


def _failures(identity: str, address: str, now: datetime) -> Failures:
    hashed = fingerprint(identity)
    rows = db.session.execute(
        select(SignInFailure.identity_hash, SignInFailure.address, SignInFailure.at)
        .where(
            (SignInFailure.identity_hash == hashed) | (SignInFailure.address == address),
            SignInFailure.at > now - WINDOW,
        )
        .order_by(SignInFailure.at)
    ).all()
    return Failures(
        here=[at for who, where, at in rows if who == hashed and where == address],
        identity=[at for who, _where, at in rows if who == hashed],
        address=[at for _who, where, at in rows if where == address],
    )
