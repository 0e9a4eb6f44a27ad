"""The matrix people x items: what its columns are and what stands in a cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from lms.attendance.rules import Presence
from lms.content.values import Course
from lms.lessons.rules import Item, day_items
from lms.results.holders import Seat
from lms.results.periods import Period, WorkPart, period_of
from lms.results.queries import Work
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


def _cells(work: Work, items: Sequence[Item], period: Period) -> tuple[Cell, ...]:
    return tuple(cell_of(work, item, period) for item in items)


def cell_of(work: Work, item: Item, period: Period) -> Cell:
    """Return what a person has of an item."""
    if item.is_quiz:
        result = work.quizzes.get(item.id, NOT_BEGUN)
        part = period.part_of_quiz(result.done_at) if result.is_handed_in else None
        return Cell(_QUIZ_STATES[result.state], result.score, part=part)
    state = CellState(work.progress.state(item).value)
    part = period.part(work.deeds[item.id]) if state is CellState.DONE else None
    if part is WorkPart.LATER:
        state = CellState.LATER
    return Cell(state, tries=work.tries.get(item.id, 0), part=part)
