"""Slowing down guesses: failures are counted by who tries and from where."""

import math
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from lms.database import db, keep_even_if_refused
from lms.people.models import SignInFailure
from lms.people.rules import WINDOW, Failures, wait_before_trying
from lms.people.secrets import fingerprint

KEEP_FAILURES = timedelta(days=1)


def wait_for(identity: str, address: str, now: datetime) -> int:
    """Return how many seconds `identity` has to wait before the next try; 0: go ahead."""
    wait = wait_before_trying(_failures(identity, address, now), now)
    return max(0, math.ceil(wait.total_seconds()))


def count_failure(identity: str, address: str, now: datetime) -> None:
    """Count a failed try, even if the request is refused."""
    db.session.execute(delete(SignInFailure).where(SignInFailure.at < now - KEEP_FAILURES))
    db.session.add(SignInFailure(identity_hash=fingerprint(identity), address=address, at=now))
    keep_even_if_refused()


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
