"""Who was at which meeting: people by meetings held, with the lesson hours each followed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lms.attendance.rules import COUNTS_AS_PRESENT, Presence
from lms.coverage.rules import Coverage
from lms.results.holders import Seat
from lms.statistics.rates import Rate, total
from lms.workshops.rules import Slot


@dataclass(frozen=True)
class GridMeeting:
    """A meeting that was held; `minutes` of JP were planned for it."""

    slot: Slot
    minutes: int


@dataclass(frozen=True)
class GridRow:
    """One person: her own presences, None where nothing is recorded of her."""

    seat: Seat
    presences: tuple[Presence | None, ...]
    attended: Rate
    followed: Rate


@dataclass(frozen=True)
class AttendanceGrid:
    """The grid; `hour` minutes are one JP."""

    meetings: tuple[GridMeeting, ...]
    rows: tuple[GridRow, ...]
    hour: int


def grid_of(
    slots: Sequence[Slot],
    coverage: Coverage,
    seats: Sequence[Seat],
    presences: Mapping[tuple[int, int], Presence],
) -> AttendanceGrid:
    """The grid of these seats; `slots` are the meetings held, `presences` by seat and meeting."""
    meetings = tuple(
        GridMeeting(slot, sum(line.planned for line in coverage.planned_at(slot.meeting_id)))
        for slot in slots
    )
    rows = tuple(_row(seat, meetings, presences) for seat in seats)
    return AttendanceGrid(meetings, rows, coverage.hour)


def _row(
    seat: Seat,
    meetings: Sequence[GridMeeting],
    presences: Mapping[tuple[int, int], Presence],
) -> GridRow:
    own = tuple(presences.get((seat.enrolment_id, each.slot.meeting_id)) for each in meetings)
    # Meetings before she walked in are not charged to her; what she made up for counts.
    there = [
        (each.minutes, presence in COUNTS_AS_PRESENT)
        for each, presence in zip(meetings, own, strict=True)
        if seat.has(each.slot.day, each.slot.part) or presence is not None
    ]
    return GridRow(
        seat,
        own,
        Rate(sum(present for _minutes, present in there), len(there)),
        total(Rate(minutes * present, minutes) for minutes, present in there),
    )
