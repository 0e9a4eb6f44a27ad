"""The timetable of a day by the clock of one workshop: pure rules."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from lms.content.values import Module, TimetableEntry
from lms.language import gettext_noop as _
from lms.workshops.rules import Slot

NOON_BREAK = _("Lunch, rest and prayers")


@dataclass(frozen=True)
class TimedEntry:
    """Something that is done from one instant to another; no `entry`: the break at noon.

    `is_late`: its meeting is over before it ends.
    """

    begins: datetime
    ends: datetime
    entry: TimetableEntry | None = None
    is_late: bool = False


def timed_day(module: Module, slots: Iterable[Slot]) -> tuple[TimedEntry, ...]:
    """What the course plans for a day, from when the workshop's meetings of that day begin.

    Empty without a plan, or where the workshop has no meeting on that day.
    """
    found: list[TimedEntry] = []
    planned = {"morning": module.morning, "afternoon": module.afternoon}
    for slot in slots:
        entries = tuple(_timed(planned[slot.part], slot)) if slot.day == module.day else ()
        if found and entries and found[-1].ends < entries[0].begins:
            found.append(TimedEntry(found[-1].ends, entries[0].begins))
        found += entries
    return tuple(found)


def _timed(entries: Iterable[TimetableEntry], slot: Slot) -> Iterator[TimedEntry]:
    begins = slot.starts_at
    for entry in entries:
        ends = begins + timedelta(minutes=entry.minutes)
        yield TimedEntry(begins, ends, entry, is_late=ends > slot.ends_at)
        begins = ends
