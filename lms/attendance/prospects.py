"""Whether somebody can still attend enough to pass, said early (pure)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from lms.attendance.rules import COUNTS_AS_PRESENT, Outlook, Presence, outlook
from lms.workshops.rules import Schedule

SPARE_WHEN_TIGHT = 1
"""Whoever has missed something and may miss no more than this many more is at risk."""


class Prospect(StrEnum):
    """Whether somebody can still attend enough."""

    REACHED = "reached"
    OPEN = "open"
    TIGHT = "tight"
    LOST = "lost"


@dataclass(frozen=True)
class Chance:
    """What a person still needs, how many meetings she has missed, and what that means.

    Of the undecided meetings so many are over and have no record: `unrecorded`.
    """

    outlook: Outlook
    missed: int
    unrecorded: int = 0

    @property
    def to_come(self) -> int:
        """How many meetings she can still go to."""
        return self.outlook.undecided - self.unrecorded

    @property
    def prospect(self) -> Prospect:
        """How it stands; at risk is who has missed something and can spare next to none."""
        if self.outlook.is_reached:
            return Prospect.REACHED
        if not self.outlook.is_possible:
            return Prospect.LOST
        spare = self.outlook.undecided - self.outlook.needed
        return Prospect.TIGHT if self.missed and spare <= SPARE_WHEN_TIGHT else Prospect.OPEN

    @property
    def is_at_risk(self) -> bool:
        """Whether the trainer should know."""
        return self.prospect in (Prospect.TIGHT, Prospect.LOST)


def chance_in(
    schedule: Schedule, presences: Mapping[int, Presence | None], required: Fraction, now: datetime
) -> Chance:
    """What is still possible for `required` percent at `now`; `presences` by meeting id."""
    counted = [slot for slot in schedule.slots if not slot.cancelled]
    return chance(
        [presences.get(slot.meeting_id) for slot in counted],
        required,
        unrecorded=sum(s.ends_at <= now and presences.get(s.meeting_id) is None for s in counted),
    )


def chance(
    presences: Collection[Presence | None], required: Fraction, unrecorded: int = 0
) -> Chance:
    """What is still possible for `required` percent of all meetings.

    `presences` holds one entry for each meeting that was not cancelled; None is still undecided,
    and `unrecorded` of these are over.
    """
    missed = sum(each is not None and each not in COUNTS_AS_PRESENT for each in presences)
    return Chance(outlook(presences, required), missed, unrecorded)
