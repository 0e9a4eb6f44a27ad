"""When a mail that could not be sent is tried again, and what a server's answer means."""

from datetime import datetime, timedelta

WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
)
"""How long to wait after each try that failed; after the last one it is given up."""


def next_try(tries: int, now: datetime) -> datetime | None:
    """When to try again after `tries` (1 or more) that failed; None: give up."""
    return now + WAITS[tries - 1] if tries <= len(WAITS) else None


def is_final(code: int) -> bool:
    """Whether a server that answers with this code will never take the mail."""
    return 500 <= code < 600
