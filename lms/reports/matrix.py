"""The matrix people x items: what its columns are and what stands in a cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from lms.attendance.rules import Presence
from lms.lessons.rules import Item
from lms.results.holders import Seat
from lms.results.periods import Period, WorkPart
from lms.results.rules import QuizResult, QuizState
from lms.workshops.rules import Schedule, Slot


class CellState(StrEnum):
    """How far a person is with an item."""

    OPEN = "open"
    BEGUN = "begun"
    WAITING = "waiting"
    DONE = "done"
    LATER = "later"  # done after the practice period, so it does not count


class Cell(NamedTuple):  # which is looked up in a third of the time: a page has thousands
    """What one person has of one item: a state, and a score or number of tries if any.

    `part`: to which figure it belongs, if it is done. `quiz_id`: of a quiz whose answers there are
    to see.
    """

    state: CellState
    score: Fraction | None = None
    tries: int = 0
    part: WorkPart | None = None
    quiz_id: str = ""


NOT_BEGUN = Cell(CellState.OPEN)
Cells = Mapping[tuple[int, str], Cell]
"""By enrolment and item; who has none of an item has not begun it."""


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
    schedule: Schedule,
    day: int,
    items: Sequence[Item],
    seats: Sequence[Seat],
    cells: Cells,
    presences: Mapping[tuple[int, int], Presence],
) -> Matrix:
    """The matrix of a day that has these `items`; `presences` by enrolment and meeting."""
    slots = tuple(slot for slot in schedule.slots if slot.day == day and not slot.cancelled)
    ids = [item.id for item in items]
    rows = tuple(
        MatrixRow(
            seat,
            tuple(presences.get((seat.enrolment_id, slot.meeting_id)) for slot in slots),
            tuple(cells.get((seat.enrolment_id, id_), NOT_BEGUN) for id_ in ids),
        )
        for seat in seats
    )
    return Matrix(day, slots, tuple(items), rows)


@lru_cache(maxsize=1_000)  # thousands of cells are of a dozen kinds
def item_cell(
    tries: int = 0, *, is_done: bool = True, in_days: bool = False, in_practice: bool = False
) -> Cell:
    """The cell of a lesson or exercise that was begun: to the first figure it can it belongs.

    `in_days`, `in_practice`: some time that it was done counts for the five days, for practice.
    """
    if not is_done:
        return Cell(CellState.BEGUN, tries=tries)
    if in_days:
        return Cell(CellState.DONE, None, tries, WorkPart.DAYS)
    if in_practice:
        return Cell(CellState.DONE, None, tries, WorkPart.PRACTICE)
    return Cell(CellState.LATER, None, tries, WorkPart.LATER)


_QUIZ_STATES = {
    QuizState.OPEN: CellState.OPEN,
    QuizState.BEGUN: CellState.BEGUN,
    QuizState.WAITING: CellState.WAITING,
    QuizState.SCORED: CellState.DONE,
    QuizState.HIDDEN: CellState.DONE,
}


def quiz_cell(quiz_id: str, result: QuizResult, period: Period) -> Cell:
    """The cell of a quiz, test or assignment."""
    state = _QUIZ_STATES[result.state]
    if not result.is_handed_in:
        return Cell(state)
    return Cell(state, result.score, 0, period.part_of_quiz(result.done_at), quiz_id)
