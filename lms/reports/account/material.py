"""Aspect 3: what was taught of what was planned, in lesson hours (JP), with reasons.

What was due until now stands apart from the whole plan: a workshop that is yet to come is no
material left out. Nothing recorded is nothing taught.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lms.coverage.rules import Coverage, CoverageState
from lms.reports.account.figures import DELIVERED, DELIVERED_OF_ALL, Figure
from lms.statistics.rates import Rate, total


@dataclass(frozen=True)
class DayMaterial:
    """One day: minutes taught of those due until now, and of all planned."""

    day: int
    due: Rate
    planned: Rate


@dataclass(frozen=True)
class MaterialFigures:
    """Aspect 3; rates are of minutes, `hour` of them are one JP.

    `plan`: minutes taught of all planned, told also before anything is due; `planned` is not.
    """

    hour: int
    plan: Rate
    due: Figure
    planned: Figure
    days: tuple[DayMaterial, ...]
    lessons: Mapping[CoverageState, int]
    unrecorded: int

    @property
    def all(self) -> tuple[Figure, ...]:
        """Every figure, in order."""
        return (self.due, self.planned)


def material_of(coverages: Sequence[Coverage], hour: int) -> MaterialFigures:
    """Aspect 3 of one workshop or of several together."""
    days = _days(coverages)
    due, plan = total(each.due for each in days), total(each.planned for each in days)
    return MaterialFigures(
        hour=hour,
        plan=plan,
        due=Figure(DELIVERED, due),
        planned=Figure(DELIVERED_OF_ALL, plan if due.whole or plan.part else Rate(0, 0)),
        days=days,
        lessons={
            state: sum(coverage.count(state) for coverage in coverages) for state in CoverageState
        },
        unrecorded=sum(len(coverage.unrecorded) for coverage in coverages),
    )


def _days(coverages: Sequence[Coverage]) -> tuple[DayMaterial, ...]:
    found: dict[int, list[int]] = {}
    for coverage in coverages:
        for line in coverage.lines:
            sums = found.setdefault(line.lesson.day, [0, 0, 0, 0])
            sums[2] += line.delivered
            sums[3] += line.planned
            if line.is_due(coverage.now):
                sums[0] += line.delivered
                sums[1] += line.planned
    return tuple(
        DayMaterial(day, Rate(done, due), Rate(taught, planned))
        for day, (done, due, taught, planned) in sorted(found.items())
    )
