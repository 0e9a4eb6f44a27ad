"""Laying out the days of a workshop: proposed dates, half days, what does not fit."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from lms.language import gettext_noop as _

TIME_ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
EARLIEST = date(2000, 1, 1)
LATEST = date(2100, 12, 31)
NOTICE = timedelta(days=14)
"""People need this long to be invited, so a workshop is proposed no sooner."""
MAX_WEEKS = 12
"""So many weeks are looked at for one without a holiday."""

_SATURDAY = 5


@dataclass(frozen=True)
class DayTimes:
    """When the half days begin and end, on the clocks of the place."""

    morning_starts: time = time(8)
    morning_ends: time = time(11, 45)
    afternoon_starts: time = time(12, 45)
    afternoon_ends: time = time(16)


USUAL_TIMES = DayTimes()


@dataclass(frozen=True)
class WorkshopDetails:
    """What organisers say of a workshop: where, for how many, on which days, by which clocks.

    `other_times` has the days (from 1) that have other hours than `times`; `practice_days`: how
    long people can practise after the last day.
    """

    number: int
    place: str
    capacity: int
    days: tuple[date, ...]
    times: DayTimes = USUAL_TIMES
    time_zone: str = "Asia/Makassar"
    practice_days: int = 30
    other_times: Mapping[int, DayTimes] = field(default_factory=dict)

    def times_on(self, day: int) -> DayTimes:
        """The hours of a day, counted from 1."""
        return self.other_times.get(day, self.times)


def proposed_first_day(
    today: date, taken: Iterable[date] = (), count: int = 1, free: Container[date] = ()
) -> date:
    """The first Monday at least NOTICE away and after every day already `taken`.

    A week is passed over if one of the `count` days from it on would be among those that are `free`
    of work; after MAX_WEEKS of such weeks the first Monday it is.
    """
    earliest = max([today + NOTICE, *(day + timedelta(days=1) for day in taken)])
    # Monday is 0: so many days are missing to the next one, none on a Monday.
    monday = earliest + timedelta(days=-earliest.weekday() % 7)
    weeks = (monday + timedelta(weeks=week) for week in range(MAX_WEEKS))
    whole = (first for first in weeks if not any(day in free for day in laid_out(first, count)))
    return next(whole, monday)


def laid_out(first: date, count: int, free: Container[date] = ()) -> list[date]:
    """`count` days from `first` on, leaving out Saturdays, Sundays and `free` days after it."""
    days = [first]
    while len(days) < count:
        following = days[-1] + timedelta(days=1)
        while following.weekday() >= _SATURDAY or following in free:
            following += timedelta(days=1)
        days.append(following)
    return days


def half_days(
    day: date, times: DayTimes, zone: ZoneInfo
) -> tuple[tuple[datetime, datetime], tuple[datetime, datetime]]:
    """Begin and end of morning and afternoon as aware instants."""

    def instant(at: time) -> datetime:
        return datetime.combine(day, at, zone)

    return (
        (instant(times.morning_starts), instant(times.morning_ends)),
        (instant(times.afternoon_starts), instant(times.afternoon_ends)),
    )


def problems_of_days(days: Sequence[date]) -> dict[int, str]:
    """What is wrong, by the number of the day (from 1): days follow each other."""
    problems = {}
    for number, day in enumerate(days, start=1):
        if not EARLIEST <= day <= LATEST:
            problems[number] = _("Choose a date between 2000 and 2100.")
        elif number > 1 and day == days[number - 2]:
            problems[number] = _("This is the same date as the day before it.")
        elif number > 1 and day < days[number - 2]:
            problems[number] = _("This date is earlier than the day before it.")
    return problems


def problems_of_times(times: DayTimes) -> dict[str, str]:
    """What is wrong, by the name of the time."""
    problems = {}
    if times.morning_ends <= times.morning_starts:
        problems["morning_ends"] = _("The morning ends after it starts.")
    if times.afternoon_starts < times.morning_ends:
        problems["afternoon_starts"] = _("The afternoon starts after the morning has ended.")
    if times.afternoon_ends <= times.afternoon_starts:
        problems["afternoon_ends"] = _("The afternoon ends after it starts.")
    return problems
