"""What a form says of the lessons of a meeting, and whether it may be written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lms.coverage.rules import CoverageRecord, Covered, fingerprint

STEP = 5
"""Proposed minutes of half a lesson are multiples of it."""
LEAST = 15
"""The fewest minutes proposed for something that was taught."""


def proposed_minutes(covered: Covered, planned: int, taught_before: int) -> int:
    """The minutes to assume where none are given: what is left of the plan, or half of it.

    Never less than LEAST for something that was taught, unless nothing was planned for it.
    """
    if covered is Covered.NOT:
        return 0
    left = max(planned - taught_before, 0)
    if covered is Covered.PARTLY:
        left = _rounded_up(left / 2)
    return min(max(left, LEAST), planned)


def _rounded_up(minutes: float) -> int:
    # `//` goes down, so the sign is turned twice to go up.
    return -int(-minutes // STEP) * STEP


@dataclass(frozen=True)
class CoverageEntry:
    """What a form says of one lesson: the sign of what it showed, and what was chosen.

    `covered` None takes a record back.
    """

    lesson_id: str
    shown: str
    covered: Covered | None
    minutes: int = 0
    reason: str = ""
    taught_by: str = ""

    @property
    def fingerprint(self) -> str:
        """The sign of what was chosen, "" for no record."""
        if self.covered is None:
            return ""
        return fingerprint(self.covered, self.minutes, self.reason, self.taught_by)


@dataclass(frozen=True)
class CoverageComparison:
    """Which entries of a form to write, and which would overwrite what somebody else wrote."""

    to_write: tuple[CoverageEntry, ...]
    clashes: tuple[CoverageEntry, ...]


def compare(
    entries: Iterable[CoverageEntry], stored: Mapping[str, CoverageRecord]
) -> CoverageComparison:
    """Judge a form against what is stored now: nobody's record is overwritten unseen."""
    to_write: list[CoverageEntry] = []
    clashes: list[CoverageEntry] = []
    for entry in entries:
        record = stored.get(entry.lesson_id)
        sign = "" if record is None else record.fingerprint
        if entry.fingerprint in (entry.shown, sign):
            continue
        (to_write if sign == entry.shown else clashes).append(entry)
    return CoverageComparison(tuple(to_write), tuple(clashes))
