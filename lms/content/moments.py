"""When a quiz opens or closes, said relative to the days of a workshop: `day 3 14:30`.

A moment is a date and time only once a workshop has days: `resolve` gives it in a calendar. The
same words hold for every workshop of the course, and move with its dates.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

LAST = 0
"""The number that stands for the last day of the workshop, whichever that is."""

MAX_DAYS_AWAY = 365
END_OF_DAY = time(23, 59, 59)


class Anchor(StrEnum):
    """What a moment is counted from."""

    CLOCK = "clock"  # a time on a day
    DAY_STARTS = "start of day"  # its first meeting begins
    DAY_ENDS = "end of day"  # 23.59.59 of its date
    PRACTICE_STARTS = "start of practice"  # the last meeting ends
    PRACTICE_ENDS = "end of practice"


@dataclass(frozen=True)
class Moment:
    """An anchor and what is added to it: `days` of the calendar, then `minutes`."""

    anchor: Anchor
    day: int = LAST
    at: time = time()
    days: int = 0
    minutes: int = 0

    def __str__(self) -> str:
        return " ".join(
            [self._base(), *_signed(self.days, "day"), *_signed(self.minutes, "minute")]
        )

    def _base(self) -> str:
        day = "last day" if self.day == LAST else f"day {self.day}"
        if self.anchor is Anchor.CLOCK:
            return f"{day} {self.at:%H:%M}"
        if self.anchor in (Anchor.DAY_STARTS, Anchor.DAY_ENDS):
            return f"{self.anchor.value.removesuffix('day')}{day}"
        return self.anchor.value


def _signed(number: int, unit: str) -> list[str]:
    sign, size = "-" if number < 0 else "+", abs(number)
    return [f"{sign} {size} {unit}{'' if size == 1 else 's'}"] if size else []


@dataclass(frozen=True)
class Calendar:
    """The days of a workshop: when each starts, and the last meeting and the practice period end.

    Instants are aware. Nothing is known of a workshop without days.
    """

    day_starts: Mapping[int, datetime]
    meetings_end: datetime | None
    practice_ends: datetime | None
    zone: ZoneInfo


_DAY = r"(?:day (?P<day>[1-9]\d?)|(?P<last>last day))"
_PATTERNS = (
    (Anchor.DAY_STARTS, re.compile(rf"start of {_DAY}")),
    (Anchor.DAY_ENDS, re.compile(rf"end of {_DAY}")),
    (Anchor.PRACTICE_STARTS, re.compile(r"start of practice")),
    (Anchor.PRACTICE_ENDS, re.compile(r"end of practice")),
    (Anchor.CLOCK, re.compile(rf"{_DAY} (?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)")),
)
_SHIFT = re.compile(r"(?P<sign>[+-]) ?(?P<size>\d{1,5}) (?P<unit>day|hour|minute)s?")
_SPACES = re.compile(r"\s+")
_IN_MINUTES = {"minute": 1, "hour": 60}


class NotAMoment(ValueError):
    """A text that does not say when."""


def parse_moment(text: str) -> Moment:
    """The moment a text names. Raises NotAMoment, which says what may be written."""
    rest = _SPACES.sub(" ", text).strip().casefold()
    for anchor, pattern in _PATTERNS:
        if found := pattern.match(rest):
            parts = found.groupdict()
            days, minutes = _shifts(text, rest[found.end() :].strip())
            return Moment(
                anchor=anchor,
                day=int(parts.get("day") or LAST),
                at=time(int(parts.get("hour") or 0), int(parts.get("minute") or 0)),
                days=days,
                minutes=minutes,
            )
    raise NotAMoment(
        f'"{text[:60]}" does not say when. Write for instance "day 3 14:30", "start of day 5", '
        '"end of day 5 + 7 days", "last day 08:00" or "end of practice"'
    )


def _shifts(text: str, rest: str) -> tuple[int, int]:
    """Days and minutes of `+ 7 days - 30 minutes`."""
    days = minutes = 0
    while rest:
        found = _SHIFT.match(rest)
        if found is None:
            raise NotAMoment(
                f'What follows in "{text[:60]}" is not clear: "{rest[:30]}". '
                'Add time like "+ 7 days", "+ 2 hours" or "- 30 minutes"'
            )
        size = int(found["size"]) * (-1 if found["sign"] == "-" else 1)
        if found["unit"] == "day":
            days += size
        else:
            minutes += size * _IN_MINUTES[found["unit"]]
        rest = rest[found.end() :].strip()
    if abs(days) + abs(minutes) / 1440 > MAX_DAYS_AWAY:
        raise NotAMoment(f'"{text[:60]}" is more than {MAX_DAYS_AWAY} days away')
    return days, minutes


def resolve(moment: Moment, calendar: Calendar) -> datetime | None:
    """The instant in UTC; None while the workshop has no such day.

    Days are added on the calendar of the workshop's zone, so that 14.30 stays 14.30.
    """
    anchor = _anchor(moment, calendar)
    if anchor is None:
        return None
    local = anchor.astimezone(calendar.zone)
    moved = datetime.combine(local.date() + timedelta(days=moment.days), local.time(), local.tzinfo)
    # Days are added on the calendar, minutes in true time.
    return moved.astimezone(UTC) + timedelta(minutes=moment.minutes)


def _anchor(moment: Moment, calendar: Calendar) -> datetime | None:
    if moment.anchor is Anchor.PRACTICE_ENDS:
        return calendar.practice_ends
    if moment.anchor is Anchor.PRACTICE_STARTS:
        return calendar.meetings_end
    day = moment.day or max(calendar.day_starts, default=LAST)
    starts = calendar.day_starts.get(day)
    if starts is None or moment.anchor is Anchor.DAY_STARTS:
        return starts
    on = starts.astimezone(calendar.zone).date()
    at = END_OF_DAY if moment.anchor is Anchor.DAY_ENDS else moment.at
    return datetime.combine(on, at, calendar.zone)


def closes_too_early(opens: Moment, closes: Moment, days: int, practice_days: int) -> bool:
    """Whether a quiz would close before it opens, in a workshop of so many days.

    Workshops have their days in a row or apart: neither must close it too early.
    """
    for calendar in _examples(days, practice_days):
        start, end = resolve(opens, calendar), resolve(closes, calendar)
        if start is not None and end is not None and end <= start:
            return True
    return False


@cache
def _examples(days: int, practice_days: int) -> Iterable[Calendar]:
    """Calendars to try moments on: day after day, and a day a week."""
    zone = ZoneInfo("Asia/Makassar")
    found = []
    for apart in (1, 7):
        dates = [date(2026, 1, 5) + timedelta(days=apart * n) for n in range(days)]
        starts = {n: datetime.combine(on, time(8), zone) for n, on in enumerate(dates, start=1)}
        over = datetime.combine(dates[-1], time(16), zone)
        ends = datetime.combine(dates[-1] + timedelta(days=practice_days), END_OF_DAY, zone)
        found.append(Calendar(starts, over, ends, zone))
    return tuple(found)
