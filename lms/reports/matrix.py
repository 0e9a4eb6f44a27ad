"""The matrix people x items: what its columns are and what stands in a cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from lms.attendance.rules import Presence
from lms.content.values import Course
from lms.lessons.rules import Item, day_items
from lms.results.holders import Seat
from lms.results.queries import Work
from lms.results.rules import NOT_BEGUN, QuizState
from lms.workshops.rules import Schedule, Slot


class CellState(StrEnum):
    """How far a person is with an item."""

    OPEN = "open"
    BEGUN = "begun"
    WAITING = "waiting"
    DONE = "done"


@dataclass(frozen=True)
class Cell:
    """What one person has of one item: a state, and a score or number of tries if any."""

    state: CellState
    score: Fraction | None = None
    tries: int = 0


@dataclass(frozen=True)
class MatrixRow:
    """One person: presences at the meetings of the day, then a cell for each item."""

    seat: Seat
    presences: tuple[Presence | None, ...]
    cells: tuple[Cell, ...]

    @property
    def done(self) -> int:
        """How many items are done or handed in."""
        return sum(cell.state in (CellState.DONE, CellState.WAITING) for cell in self.cells)


@dataclass(frozen=True)
class Matrix:
    """One day of a workshop: `slots` are its meetings that have begun."""

    day: int
    slots: tuple[Slot, ...]
    items: tuple[Item, ...]
    rows: tuple[MatrixRow, ...]


def matrix_of(
    course: Course,
    schedule: Schedule,
    day: int,
    seats: Sequence[Seat],
    works: Mapping[int, Work],
    presences: Mapping[tuple[int, int], Presence],
) -> Matrix:
    """The matrix of a day; `presences` by enrolment and meeting. NotFound: no such day."""
    items = day_items(course, day)
    slots = tuple(slot for slot in schedule.slots if slot.day == day and not slot.cancelled)
    rows = tuple(
        MatrixRow(
            seat,
            tuple(presences.get((seat.enrolment_id, slot.meeting_id)) for slot in slots),
            tuple(cell_of(works[seat.enrolment_id], item) for item in items),
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


def cell_of(work: Work, item: Item) -> Cell:
    """Return what a person has of an item."""
    if item.is_quiz:
        result = work.quizzes.get(item.id, NOT_BEGUN)
        return Cell(_QUIZ_STATES[result.state], result.score)
    state = CellState(work.progress.state(item).value)
    return Cell(state, tries=work.tries.get(item.id, 0))
