"""Aspect 1: how many were reached, as a funnel of persons, and how often they were there.

Persons and seats are never mixed: the funnel, who passed and who practised count different persons;
attendance and lesson hours count seats times meetings, and say so.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lms.attendance.rules import COUNTS_AS_PRESENT, Presence
from lms.reports.account import figures
from lms.reports.account.figures import Figure, of_people
from lms.reports.rules import WorkshopReport
from lms.results.periods import NO_PRACTICE
from lms.statistics.rates import Rate, total


@dataclass(frozen=True)
class MeetingCount:
    """What was recorded of the seats at a meeting that was held; `minutes` of JP were planned.

    Presences add up to `seats`; None is a seat of which nothing was recorded.
    """

    meeting_id: int
    seats: int
    presences: Mapping[Presence | None, int]
    minutes: int

    @property
    def attended(self) -> int:
        """How many were present or late."""
        return sum(self.presences.get(each, 0) for each in COUNTS_AS_PRESENT)


@dataclass(frozen=True)
class WorkshopPeople:
    """All that aspect 1 follows from in one workshop; `waiting` are persons on its list."""

    report: WorkshopReport
    waiting: frozenset[int]
    meetings: tuple[MeetingCount, ...]

    @property
    def has_begun(self) -> bool:
        """Whether a meeting was held."""
        return self.report.meetings_held > 0

    @property
    def is_over(self) -> bool:
        """Whether the workshop days are over."""
        return self.report.last_day is not None

    @property
    def holders(self) -> frozenset[int]:
        """Who has a seat."""
        return frozenset(each.person_id for each in self.report.participants if not each.withdrawn)

    @property
    def came(self) -> frozenset[int]:
        """Who was there once at least."""
        return frozenset(each.person_id for each in self.report.participants if each.attended)

    @property
    def invited(self) -> frozenset[int]:
        """Who was ever put on the list."""
        return frozenset(each.person_id for each in self.report.participants) | self.waiting

    @property
    def passed(self) -> frozenset[int]:
        """Who meets every pass rule; nobody before the days are over."""
        lines = self.report.lines if self.is_over else ()
        return frozenset(line.seat.person_id for line in lines if line.outcome.passed)

    @property
    def practised(self) -> frozenset[int]:
        """Who practised after the days; nobody before they are over."""
        lines = self.report.lines if self.is_over else ()
        return frozenset(
            line.seat.person_id for line in lines if line.outcome.practice != NO_PRACTICE
        )


@dataclass(frozen=True)
class FunnelStep:
    """A step of the funnel: who took it; None where nobody could yet."""

    figure: Figure
    is_open: bool

    @property
    def count(self) -> int | None:
        """How many persons took it."""
        return self.figure.rate.part if self.is_open else None


@dataclass(frozen=True)
class Reached:
    """Aspect 1. `target` is that of a program, None for a workshop.

    `presences` are of all seats at all meetings held, None where nothing was recorded.
    """

    target: int | None
    funnel: tuple[FunnelStep, ...]
    reached: Figure
    passed: Figure
    practised: Figure
    attendance: Figure
    followed: Figure
    items: Figure
    presences: Mapping[Presence | None, int]
    seats: int
    holders: frozenset[int]

    @property
    def registered(self) -> Figure:
        """The step of the funnel after which everything is reckoned."""
        return self.funnel[1].figure

    @property
    def all(self) -> tuple[Figure, ...]:
        """Every figure, in the order in which they are shown."""
        steps = tuple(step.figure for step in self.funnel)
        own = (self.reached, self.passed, self.practised)
        return (*own, self.attendance, self.followed, self.items, *steps)


def reached_by(workshops: Sequence[WorkshopPeople], target: int | None = None) -> Reached:
    """Aspect 1 of one workshop, or with its `target` of a program."""
    begun = [each for each in workshops if each.has_begun]
    over = [each for each in workshops if each.is_over]
    came = _together(each.came for each in begun)
    holders = _together(each.holders for each in workshops)
    registered = holders | came
    in_begun = _together(each.holders | each.came for each in begun)
    passed, practised = (
        _together(each.passed for each in over),
        _together(each.practised for each in over),
    )
    finished_among = _together(each.holders for each in over)
    reached = (
        of_people(figures.REACHED_OF_REGISTERED, came, in_begun)
        if target is None
        else of_people(figures.REACHED, came, in_begun, target if begun else 0)
    )
    meetings = [meeting for each in workshops for meeting in each.meetings]
    return Reached(
        target=target,
        funnel=(
            _step(figures.INVITED, _together(each.invited for each in workshops), True),
            _step(figures.REGISTERED, registered, True),
            _step(figures.CAME, came, bool(begun)),
            _step(figures.FINISHED, passed, bool(over)),
            _step(figures.PRACTISES, practised, bool(over)),
        ),
        reached=reached,
        passed=of_people(figures.PASSED, passed, finished_among),
        practised=of_people(figures.PRACTISED, practised, finished_among),
        attendance=Figure(figures.ATTENDANCE, total(each.report.attendance for each in workshops)),
        followed=Figure(figures.FOLLOWED, _followed(meetings)),
        items=Figure(figures.ITEMS, total(each.report.items for each in begun)),
        presences=_presences(meetings),
        seats=sum(each.report.enrolled for each in workshops),
        holders=holders,
    )


def _step(definition: figures.Definition, people: frozenset[int], is_open: bool) -> FunnelStep:
    return FunnelStep(of_people(definition, people, people), is_open)


def _together(sets: Iterable[frozenset[int]]) -> frozenset[int]:
    return frozenset().union(*sets)


def _followed(meetings: Iterable[MeetingCount]) -> Rate:
    return total(Rate(each.attended * each.minutes, each.seats * each.minutes) for each in meetings)


def _presences(meetings: Iterable[MeetingCount]) -> Mapping[Presence | None, int]:
    found: Counter[Presence | None] = Counter()
    for each in meetings:
        found.update(each.presences)
    return found
