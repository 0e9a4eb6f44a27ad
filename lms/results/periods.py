"""What of a person's work counts, and for which figure: the one place that says so.

*The five days*: what was done before the last meeting ended. These figures stay as they are from
then on, whatever is practised later: they tell what the five days did.
*Practice*: what was done after that and before her own practice period ended (extended for all or
for her, cut short where the workshop was closed by hand). It has a column of its own and takes
nothing away from the figures of the five days.
*Later*: it stays hers and stands on her pages, and counts nowhere.

`lms.results.counting` says the same to the database; a test holds them together.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lms.workshops.rules import Schedule


class WorkPart(StrEnum):
    """To which figure something done belongs."""

    DAYS = "days"
    PRACTICE = "practice"
    LATER = "later"


@dataclass(frozen=True)
class Deed:
    """When something was done, and when the server first knew of it.

    A phone without a connection tells later. What it tells after the last meeting moves no figure
    of the five days any more; it is practice, if it was done in time for that. What it tells after
    the workshop was closed moves no figure at all.
    """

    at: datetime
    known_at: datetime


@dataclass(frozen=True)
class Period:
    """When somebody's work counts: until `days_end` for the five days, until `ends_at` at all.

    None: no end is known, so everything counts. `days_end` is never later than `ends_at`, nor is
    `ends_at` later than `closed_at`, when the workshop was closed by hand.
    """

    days_end: datetime | None
    ends_at: datetime | None
    closed_at: datetime | None = None

    def part(self, deed: Deed) -> WorkPart:
        """To which figure a lesson, an exercise or a try belongs."""
        if self.days_end is None or deed.known_at < self.days_end:
            return WorkPart.DAYS
        if self.closed_at is not None and deed.known_at >= self.closed_at:
            return WorkPart.LATER
        if self.ends_at is None or deed.at < self.ends_at:
            return WorkPart.PRACTICE
        return WorkPart.LATER

    def part_of(self, deeds: Iterable[Deed]) -> WorkPart:
        """To which figure something belongs that was done several times: the first it can."""
        return min(map(self.part, deeds), key=list(WorkPart).index)

    def part_of_quiz(self, done_at: datetime | None) -> WorkPart:
        """To which figure a quiz belongs that was handed in then (None: at an unknown time).

        It always counts: it could only be sat while it was open, and after the practice period a
        trainer has opened it on purpose.
        """
        in_days = self.is_in_days(done_at)
        return WorkPart.DAYS if in_days else WorkPart.PRACTICE

    def is_in_days(self, at: datetime | None) -> bool:
        """Whether that was before the end of the five days; an unknown time was."""
        return at is None or self.days_end is None or at < self.days_end


ALWAYS = Period(None, None)


def period_of(schedule: Schedule, own_end: datetime | None = None) -> Period:
    """When work counts by a schedule, for everybody or for who was given time until `own_end`."""
    end = schedule.practice_ends_at
    if end is not None and own_end is not None:
        end = max(end, own_end)
    ends_at = _earliest(end, schedule.closed_at)
    return Period(_earliest(schedule.days_end_at, ends_at), ends_at, schedule.closed_at)


def _earliest(*instants: datetime | None) -> datetime | None:
    return min((each for each in instants if each is not None), default=None)


@dataclass(frozen=True)
class Practice:
    """What somebody did after the five days: items done beyond them, and answers to exercises."""

    items: int = 0
    tries: int = 0


NO_PRACTICE = Practice()
