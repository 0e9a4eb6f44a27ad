"""When one may ask for more time to practise, and how much is proposed."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from lms.workshops.rules import END_OF_DAY, Schedule

ASK_FROM = timedelta(days=10)
"""So long before her practice period ends a person may ask for more."""

PROPOSED = timedelta(days=14)


def may_ask(schedule: Schedule, now: datetime) -> bool:
    """Whether a person may ask for more time: near the end of her own period, and ever after it.

    Not once the workshop was closed by hand, for then no more time can be given.
    """
    end = schedule.practice_ends_at
    return end is not None and now >= end - ASK_FROM and not schedule.is_closed_by_hand(now)


def proposed_until(end: datetime | None, now: datetime, zone: ZoneInfo) -> datetime:
    """The end of the day two weeks after `end`, or after `now` if that is later."""
    last = max(now, end or now).astimezone(zone).date() + PROPOSED
    return datetime.combine(last, END_OF_DAY, zone)


def days_left(end: datetime, now: datetime, zone: ZoneInfo) -> int:
    """How many calendar days there are until `end`: 0 on its day and after it."""
    return max(0, (end.astimezone(zone).date() - now.astimezone(zone).date()).days)
