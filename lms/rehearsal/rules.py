"""Where the clock of a rehearsal can be moved to."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from lms.errors import Invalid
from lms.language import gettext_noop as _
from lms.workshops.rules import Slot

STEPS = (5, 15, 60)
"""Minutes the clock can be moved on by one tap."""

FURTHEST = timedelta(days=366)
BEFORE_THE_FIRST = timedelta(minutes=20)
DAY_AFTER = timedelta(days=1)


def begins_at(slots: Iterable[Slot], now: datetime) -> datetime:
    """Where the clock stands at first: shortly before the first meeting, or now."""
    starts = [slot.starts_at - BEFORE_THE_FIRST for slot in slots]
    return max(now, min(starts)) if starts else now


def stops(slots: Iterable[Slot], now: datetime) -> list[tuple[datetime, Slot | None]]:
    """The instants to move on to, in order: each meeting, and the day after the last."""
    held = sorted((s for s in slots if not s.cancelled), key=lambda s: s.starts_at)
    found: list[tuple[datetime, Slot | None]] = [(slot.starts_at, slot) for slot in held]
    if held:
        found.append((held[-1].ends_at + DAY_AFTER, None))
    return [(at, slot) for at, slot in found if at > now]


def ahead(so_far: int, now: datetime, to: datetime) -> int:
    """By how many seconds the clock is ahead once it is moved from `now` to `to`.

    Raises Invalid for an earlier instant, and for one further than FURTHEST.
    """
    if to <= now:
        raise Invalid(_("The clock of a rehearsal only goes forward. Start over to go back."))
    if to - now > FURTHEST:
        raise Invalid(_("This is too far. Choose an earlier time."))
    return so_far + int((to - now).total_seconds())
