"""The matrix people x items: what its columns are and what stands in a cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from lms.attendance.rules import Presence
from lms.content.values import Course
from lms.lessons.rules import Item, ItemState, day_items
from lms.results.holders import Seat
from lms.results.periods import Period, WorkPart, period_of
from lms.results.queries_work import Work
from lms.results.rules import NOT_BEGUN, QuizState
from lms.workshops.rules import Schedule, Slot


class CellState(StrEnum):
    """How far a person is with an item."""

    OPEN = "open"
    BEGUN = "begun"
    WAITING = "waiting"
    DONE = "done"
    LATER = "later"  # done after the practice period, so it does not count


@dataclass(frozen=True)
class Cell:
    """What one person has of one item: a state, and a score or number of tries if any.

    `part`: to which figure it belongs, if it is done.
    """

    state: CellState
    score: Fraction | None = None
    tries: int = 0
    part: WorkPart | None = None


@dataclass(frozen=True)
class MatrixRow:
    """One person: presences at the meetings of the day, then a cell for each item."""

    seat: Seat
    presences: tuple[Presence | None, ...]
    cells: tuple[Cell, ...]

    @property
    def done(self) -> int:
        """How many items were done or handed in during the workshop days."""
        return sum(cell.part is WorkPart.DAYS for cell in self.cells)

    @property
    def practised(self) -> int:
        """How many more were done in practice."""
        return sum(cell.part is WorkPart.PRACTICE for cell in self.cells)


@dataclass(frozen=True)
class Matrix:
    """One day of a workshop: `slots` are its meetings that have begun."""

    day: int
    slots: tuple[Slot, ...]
    items: tuple[Item, ...]
    rows: tuple[MatrixRow, ...]

    @property
    def different_cells(self) -> frozenset[Cell]:
        """Its cells, alike ones once: a page draws a thousand cells of some dozen kinds."""
        return frozenset(cell for row in self.rows for cell in row.cells)

    @property
    def different_presences(self) -> frozenset[Presence | None]:
        """Its presences, alike ones once."""
        return frozenset(presence for row in self.rows for presence in row.presences)


def matrix_of(
    course: Course,
    schedule: Schedule,
    day: int,
    seats: Sequence[Seat],
    works: Mapping[int, Work],
    presences: Mapping[tuple[int, int], Presence],
    own_ends: Mapping[int, datetime],
) -> Matrix:
    """The matrix of a day; `presences` by enrolment and meeting. NotFound: no such day.

    `own_ends`: until when somebody was given time to practise, by enrolment.
    """
    items = day_items(course, day)
    slots = tuple(slot for slot in schedule.slots if slot.day == day and not slot.cancelled)
    ids = [seat.enrolment_id for seat in seats]
    periods = {each: period_of(schedule, own_ends.get(each)) for each in ids}
    rows = tuple(
        MatrixRow(
            seat,
            tuple(presences.get((seat.enrolment_id, slot.meeting_id)) for slot in slots),
            _cells(works[seat.enrolment_id], items, periods[seat.enrolment_id]),
        )
        for seat in seats
    )
    return Matrix(day, slots, items, rows)


_QUIZ_STATES = {
    QuizState.OPEN: CellState.OPEN,
    QuizState.BEGUN: CellState.BEGUN,
    QuizState.WAITING: CellState.WAITING,
    QuizState.SCORED: CellState.DONE,
    QuizState.HIDDEN: CellState.DONE,
}


_OPEN_STATES = {ItemState.OPEN: CellState.OPEN, ItemState.BEGUN: CellState.BEGUN}
_NOT_BEGUN = Cell(CellState.OPEN)


def _cells(work: Work, items: Sequence[Item], period: Period) -> tuple[Cell, ...]:
    return tuple(cell_of(work, item, period) for item in items)


def cell_of(work: Work, item: Item, period: Period) -> Cell:
    """Return what a person has of an item."""
    if item.is_quiz:
        result = work.quizzes.get(item.id, NOT_BEGUN)
        part = period.part_of_quiz(result.done_at) if result.is_handed_in else None
        return Cell(_QUIZ_STATES[result.state], result.score, part=part)
    state, tries = work.progress.state(item), work.tries.get(item.id, 0)
    if state is not ItemState.DONE:
        return Cell(_OPEN_STATES[state], tries=tries) if tries else _NOT_BEGUN
    part = period.part_of(work.deeds[item.id])
    return Cell(CellState.LATER if part is WorkPart.LATER else CellState.DONE, None, tries, part)
