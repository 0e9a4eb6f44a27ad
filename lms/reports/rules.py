"""The completion report as one value: every page, file and command shows these figures.

Rates keep their numerator and denominator; scores are exact and out of 100. A workshop report
counts seats. A program report counts persons where it says so: somebody with two seats is one.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cached_property
from zoneinfo import ZoneInfo

from lms.content.values import Passing, Quiz
from lms.coverage.rules import Coverage
from lms.results.holders import FormerHolder, Seat
from lms.results.outcomes import SeatOutcome
from lms.results.periods import NO_PRACTICE, Practice
from lms.results.rules import NOT_BEGUN, QuizResult, mean
from lms.statistics.gain import MeanGain, Pair, class_gain, mean_gain
from lms.statistics.rates import Rate, total


@dataclass(frozen=True)
class ReportLine:
    """One seat and what the person who has it reached.

    `before` are those who had it earlier, `in_seat` the meetings attended by whoever had it then
    (None: it never changed hands).
    """

    seat: Seat
    outcome: SeatOutcome
    before: tuple[FormerHolder, ...] = ()
    in_seat: Rate | None = None

    @property
    def seat_attendance(self) -> Rate:
        """Attendance counted for the seat; that of the person is `outcome.attendance`."""
        return self.outcome.attendance if self.in_seat is None else self.in_seat

    def result(self, quiz_id: str) -> QuizResult:
        return self.outcome.quizzes.get(quiz_id, NOT_BEGUN)


@dataclass(frozen=True)
class Average:
    """A mean score and of how many it is."""

    value: Fraction | None
    of: int


@dataclass(frozen=True)
class Growth:
    """Before and after of those who have both tests, and the gain after Hake."""

    pairs: tuple[Pair, ...]

    @property
    def before(self) -> Fraction | None:
        """Mean of the first pre-tests."""
        return mean(Fraction(pre) for pre, _post in self.pairs)

    @property
    def after(self) -> Fraction | None:
        """Mean of the first post-tests."""
        return mean(Fraction(post) for _pre, post in self.pairs)

    @property
    def class_gain(self) -> Fraction | None:
        """The gain of the mean scores."""
        return class_gain(self.pairs)

    @property
    def mean_gain(self) -> MeanGain:
        """The mean of the individual gains: another number."""
        return mean_gain(self.pairs)


@dataclass(frozen=True)
class WorkshopReport:
    """Who has reached what in one workshop. Counts seats; withdrawn ones are only counted.

    `formers` gave their seat to a substitute; `attended_before` are those of them who were there.
    `last_day` is the number of the last workshop day once it is over: from then on the figures of
    the five days stay as they are, and practice is counted beside them.
    """

    program_title: str
    slug: str
    number: int
    place: str
    zone: ZoneInfo
    starts_at: datetime | None
    ends_at: datetime | None
    generated_at: datetime
    passing: Passing
    quizzes: tuple[Quiz, ...]
    meetings_held: int
    meetings: int
    withdrawn: int
    lines: tuple[ReportLine, ...]
    coverage: Coverage
    capacity: int = 0
    closed_at: datetime | None = None
    formers: tuple[FormerHolder, ...] = ()
    attended_before: frozenset[int] = frozenset()
    last_day: int | None = None

    @cached_property
    def persons(self) -> int:
        """How many distinct persons have a seat, or had one and attended."""
        return len({line.seat.person_id for line in self.lines} | self.attended_before)

    @property
    def is_final(self) -> bool:
        """Whether the workshop was closed by hand."""
        return self.closed_at is not None and self.closed_at <= self.generated_at

    @cached_property
    def material(self) -> Rate:
        """Minutes of the plan that were taught, of all planned: aspect 3."""
        return Rate(self.coverage.delivered, self.coverage.planned)

    @cached_property
    def enrolled(self) -> int:
        """How many seats are taken."""
        return len(self.lines)

    @cached_property
    def reached(self) -> Rate:
        """Seats in which somebody attended at least one meeting, of all."""
        return Rate(sum(line.seat_attendance.part > 0 for line in self.lines), self.enrolled)

    @cached_property
    def attendance(self) -> Rate:
        """Presences of all seats times the meetings held."""
        return total(line.seat_attendance for line in self.lines)

    @cached_property
    def items(self) -> Rate:
        """Required items done in the five days of all seats times the required items."""
        return total(line.outcome.items for line in self.lines)

    @cached_property
    def items_with_practice(self) -> Rate:
        """The same with what was done in practice after the five days."""
        return total(line.outcome.items_with_practice for line in self.lines)

    @cached_property
    def practice(self) -> Practice:
        """What all did together in practice after the five days."""
        return total_practice(line.outcome.practice for line in self.lines)

    @cached_property
    def practised(self) -> Rate:
        """Seats whose holder practised after the five days, of all."""
        did = sum(line.outcome.practice != NO_PRACTICE for line in self.lines)
        return Rate(did, self.enrolled)

    @cached_property
    def late_posttests(self) -> int:
        """Seats with both tests whose post-test came after the five days, so without a gain."""
        return sum(line.outcome.late_posttest for line in self.lines)

    @cached_property
    def passed(self) -> Rate:
        """Seats that meet every pass rule, of all."""
        return Rate(sum(line.outcome.passed for line in self.lines), self.enrolled)

    @cached_property
    def growth(self) -> Growth:
        pairs = (line.outcome.pair for line in self.lines)
        return Growth(tuple(pair for pair in pairs if pair is not None))

    @cached_property
    def averages(self) -> tuple[Average, ...]:
        """The mean score of each quiz, in the order of `quizzes`."""
        return tuple(self._average(quiz) for quiz in self.quizzes)

    def _average(self, quiz: Quiz) -> Average:
        scores = [line.result(quiz.id).score for line in self.lines]
        known = [score for score in scores if score is not None]
        return Average(mean(known), len(known))


@dataclass(frozen=True)
class ProgramReport:
    """A program over its workshops. Totals count distinct persons, `seats` counts seats."""

    slug: str
    title: str
    partners: str
    target: int
    generated_at: datetime
    workshops: tuple[WorkshopReport, ...]

    @cached_property
    def seats(self) -> int:
        """How many seats are taken in all workshops together."""
        return sum(report.enrolled for report in self.workshops)

    @cached_property
    def persons(self) -> int:
        """How many distinct persons have a seat, or had one and attended."""
        return len(self._outcomes.keys() | self._attended_before)

    @cached_property
    def holders(self) -> int:
        """How many distinct persons have a seat."""
        return len(self._outcomes)

    @cached_property
    def reached(self) -> Rate:
        """Persons who attended at least one meeting, of the target."""
        there = {
            person_id
            for person_id, outcomes in self._outcomes.items()
            if any(outcome.attendance.part for outcome in outcomes)
        }
        return Rate(len(there | self._attended_before), self.target)

    @cached_property
    def passed(self) -> Rate:
        """Persons who meet every pass rule in one of their workshops, of all with a seat."""
        return Rate(self._persons_with(lambda outcome: outcome.passed), self.holders)

    @cached_property
    def attendance(self) -> Rate:
        """Presences of all seats times the meetings held."""
        return total(report.attendance for report in self.workshops)

    @cached_property
    def material(self) -> Rate:
        """Minutes of the plan that were taught, of all planned in all workshops."""
        return total(report.material for report in self.workshops)

    @cached_property
    def practised(self) -> Rate:
        """Persons who practised after the last day of a workshop, of all with a seat."""
        return Rate(
            self._persons_with(lambda outcome: outcome.practice != NO_PRACTICE), self.holders
        )

    @cached_property
    def practice(self) -> Practice:
        """What all did together in practice after the five days."""
        return total_practice(report.practice for report in self.workshops)

    @cached_property
    def last_day(self) -> int | None:
        """The number of the last day, of the workshops that are over; None while none is."""
        return max((each.last_day for each in self.workshops if each.last_day), default=None)

    @cached_property
    def growth(self) -> Growth:
        """Before and after, of each person the first workshop with both tests."""
        firsts = (
            next((each.pair for each in outcomes if each.pair is not None), None)
            for outcomes in self._outcomes.values()
        )
        return Growth(tuple(pair for pair in firsts if pair is not None))

    @cached_property
    def _outcomes(self) -> dict[int, list[SeatOutcome]]:
        return by_person(line for report in self.workshops for line in report.lines)

    @cached_property
    def _attended_before(self) -> frozenset[int]:
        return frozenset().union(*(report.attended_before for report in self.workshops))

    def _persons_with(self, holds: Callable[[SeatOutcome], bool]) -> int:
        return sum(any(map(holds, outcomes)) for outcomes in self._outcomes.values())


def total_practice(practices: Iterable[Practice]) -> Practice:
    """What several people did in practice."""
    listed = list(practices)
    return Practice(sum(each.items for each in listed), sum(each.tries for each in listed))


def by_person(lines: Iterable[ReportLine]) -> dict[int, list[SeatOutcome]]:
    """The outcomes of each distinct person, in the order of the lines."""
    found: dict[int, list[SeatOutcome]] = {}
    for line in lines:
        found.setdefault(line.seat.person_id, []).append(line.outcome)
    return found
