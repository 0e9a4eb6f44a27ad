"""The only reading of the time; everything else is handed `now`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

_moved_to: ContextVar[datetime | None] = ContextVar("moved_to", default=None)
_ahead: ContextVar[timedelta] = ContextVar("ahead", default=timedelta(0))


def now() -> datetime:
    """The present instant, aware and in UTC, or the instant the clock was moved to."""
    return true_now() + _ahead.get()


def true_now() -> datetime:
    """The present instant even in a rehearsal."""
    return _moved_to.get() or datetime.now(UTC)


def run_ahead(by: timedelta) -> None:
    """Let the clock of this request run ahead of the true one, as in a rehearsal."""
    _ahead.set(by)


@contextmanager
def moved_to(instant: datetime) -> Iterator[None]:
    """Let the clock stand at `instant` (aware) inside the block; for the demo."""
    if instant.tzinfo is None:
        raise ValueError(f"naive datetime: {instant!r}")
    token = _moved_to.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _moved_to.reset(token)
