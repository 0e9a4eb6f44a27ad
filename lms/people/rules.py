"""How fast somebody may try to sign in.

Two counts over the failures of the last WINDOW. By identity: after FREE_TRIES failures each further
one doubles the wait. By address: after ADDRESS_FREE failures, identities that have failed from
there wait too; somebody who has not failed yet is let in, so that a hall of people behind one
router is never locked out by a neighbour.

A device she has signed in from before is judged by its own failures alone, so that nobody elsewhere
locks her out of it. Over a day an account has MAX_TRIES_A_DAY: of a million PINs no more are tried.
Some of them are kept for her own devices; when the others are used up, a new card is needed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=15)
FREE_TRIES = 5
ADDRESS_FREE = 60
IDENTITY_ELSEWHERE = 25
MAX_TRIES_A_DAY = 100
OWN_TRIES_A_DAY = 20
"""So many of them are for devices she has signed in from before."""
ALARM_FROM = 40
"""From so many failures a day on staff are told that somebody guesses."""
DAY = timedelta(days=1)
FIRST_WAIT = timedelta(seconds=30)


@dataclass(frozen=True)
class Failures:
    """Instants of failures in the last WINDOW, oldest first."""

    here: Sequence[datetime]  # of this identity from this address
    identity: Sequence[datetime]  # of this identity from any address
    address: Sequence[datetime]  # of any identity from this address
    today: int = 0  # of this identity in the last DAY, from her own devices or from the others
    is_own: bool = False  # she has signed in from this device before; `here` are its own


def wait_before_trying(failures: Failures, now: datetime) -> timedelta:
    """How long to wait before the next try; zero or less: go ahead."""
    if failures.is_own:
        return _backoff(failures.here, FREE_TRIES, now)
    waits = [
        _backoff(failures.here, FREE_TRIES, now),
        _backoff(failures.identity, IDENTITY_ELSEWHERE, now),
    ]
    if failures.here and len(failures.address) >= ADDRESS_FREE:
        waits.append(failures.here[-1] + FIRST_WAIT - now)
    return max(waits)


def _backoff(failures: Sequence[datetime], free: int, now: datetime) -> timedelta:
    if len(failures) < free:
        return timedelta(0)
    # Capped, so that no number of failures makes a number without end.
    doublings: int = 2 ** min(len(failures) - free, 10)
    return failures[-1] + min(FIRST_WAIT * doublings, WINDOW) - now


def is_used_up(failures: Failures) -> bool:
    """Whether all tries of a day were used up: then waiting a while does not help."""
    left = OWN_TRIES_A_DAY if failures.is_own else MAX_TRIES_A_DAY - OWN_TRIES_A_DAY
    return failures.today >= left
