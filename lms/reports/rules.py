"""The seats of a workshop as one value: what each reached, and their totals.

Rates keep their numerator and denominator; scores are exact and out of 100. These are seats, line
by line; `lms.reports.account` says what they come to for persons, goals, material and mastery.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cached_property
from zoneinfo import ZoneInfo

from lms.content.values import Passing, Quiz
from lms.coverage.rules import Coverage
from lms.results.holders import FormerHolder, Seat
from lms.results.outcomes import SeatOutcome
from lms.results.periods import Practice
from lms.results.rules import NOT_BEGUN, QuizResult
from lms.statistics.gain import (
    Interval,
    MeanGain,
    Pair,
    class_gain,
    class_gain_interval,
    mean_gain,
    mean_gain_interval,
)
from lms.statistics.means import mean
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
class Participant:
    """Somebody who has or had a place in a workshop; one person may be two of them.

    `attended`: meetings on days that were hers. `withdrawn`: also who gave her seat away.
    """

    enrolment_id: int
    person_id: int
    withdrawn: bool
    attended: int


@dataclass(frozen=True)
class Average:
    """A mean score and of how many it is."""

    value: Fraction | None
    of: int


@dataclass(frozen=True)
class Growth:
    """Before and after of those who have both tests, and the gain after Hake."""

    pairs: tuple[Pair, ...]

    @cached_property
    def before(self) -> Fraction | None:
        """Mean of the first pre-tests."""
        return mean(pre for pre, _post in self.pairs)

    @cached_property
    def after(self) -> Fraction | None:
        """Mean of the first post-tests."""
        return mean(post for _pre, post in self.pairs)

    @cached_property
    def class_gain(self) -> Fraction | None:
        """The gain of the mean scores."""
        return class_gain(self.pairs)

    @cached_property
    def mean_gain(self) -> MeanGain:
        """The mean of the individual gains: another number."""
        return mean_gain(self.pairs)

    @cached_property
    def class_interval(self) -> Interval | None:
        """A 95 % interval of the gain of the class, None of too few people."""
        return class_gain_interval(self.pairs)

    @cached_property
    def mean_interval(self) -> Interval | None:
        """A 95 % interval of the mean of the individual gains, None of too few people."""
        return mean_gain_interval(self.pairs)


@dataclass(frozen=True)
class WorkshopReport:
    """Who has reached what in one workshop. Counts seats; withdrawn ones are only counted.

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
    last_day: int | None = None
    participants: tuple[Participant, ...] = ()

    @property
    def is_final(self) -> bool:
        """Whether the workshop was closed by hand."""
        return self.closed_at is not None and self.closed_at <= self.generated_at

    @cached_property
    def enrolled(self) -> int:
        """How many seats are taken."""
        return len(self.lines)

    @cached_property
    def attendance(self) -> Rate:
        """Presences of all seats times the meetings held."""
        return total(line.seat_attendance for line in self.lines)

    @cached_property
    def items(self) -> Rate:
        """Required items done in the five days of all seats times the required items.

        Of nothing before a meeting was held.
        """
        return total(line.outcome.items for line in self.lines if self.meetings_held)

    @cached_property
    def items_with_practice(self) -> Rate:
        """The same with what was done in practice after the five days."""
        return total(line.outcome.items_with_practice for line in self.lines)

    @cached_property
    def practice(self) -> Practice:
        """What all did together in practice after the five days."""
        return total_practice(line.outcome.practice for line in self.lines)

    @cached_property
    def late_posttests(self) -> int:
        """Seats with both tests whose post-test came after the five days, so without a gain."""
        return sum(line.outcome.late_posttest for line in self.lines)

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
class ReportPage:
    """Some lines of a workshop's report, with the totals over all its seats.

    Named as in `WorkshopReport`.
    """

    program_title: str
    slug: str
    number: int
    zone: ZoneInfo
    generated_at: datetime
    quizzes: tuple[Quiz, ...]
    enrolled: int
    last_day: int | None
    lines: tuple[ReportLine, ...]
    averages: tuple[Average, ...]
    growth: Growth


def total_practice(practices: Iterable[Practice]) -> Practice:
    """What several people did in practice."""
    listed = list(practices)
    return Practice(sum(each.items for each in listed), sum(each.tries for each in listed))
