"""Presence at meetings: its kinds, what they count for, and what is still needed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil

from lms.language import gettext_noop as _


class Presence(StrEnum):
    """How a person took part in a meeting."""

    PRESENT = "present"
    LATE = "late"
    EXCUSED = "excused"
    SICK = "sick"
    ABSENT = "absent"


COUNTS_AS_PRESENT = frozenset({Presence.PRESENT, Presence.LATE})
WORDS: dict[Presence, str] = {
    Presence.PRESENT: _("Present"),
    Presence.LATE: _("Late"),
    Presence.EXCUSED: _("Excused"),
    Presence.SICK: _("Sick"),
    Presence.ABSENT: _("Absent"),
}


def attendance_rate(presences: Collection[Presence | None], held: int) -> Fraction | None:
    """The share (0 to 1) of `held` meetings at which the person was present or late.

    Excused and sick are no presence; a meeting not recorded (None) is none either. None when no
    meeting was held yet. Raises ValueError if there are more presences than meetings held.
    """
    if len(presences) > held:
        raise ValueError(f"{len(presences)} presences at {held} meetings")
    if held == 0:
        return None
    return Fraction(sum(presence in COUNTS_AS_PRESENT for presence in presences), held)


@dataclass(frozen=True)
class Outlook:
    """What a person still needs: `needed` presences out of `undecided` meetings."""

    needed: int
    undecided: int

    @property
    def is_reached(self) -> bool:
        """Whether nothing more is needed, whatever comes."""
        return self.needed == 0

    @property
    def is_possible(self) -> bool:
        """Whether the meetings left are enough."""
        return self.needed <= self.undecided


def outlook(presences: Collection[Presence | None], required: Fraction) -> Outlook:
    """What is still needed to reach `required` percent of all meetings of a workshop.

    `presences` holds one entry a meeting that was not cancelled; None is a meeting to come, or one
    that is not recorded yet.
    """
    attended = sum(presence in COUNTS_AS_PRESENT for presence in presences)
    # Exact fractions, so that 80 % of ten meetings is eight and not a little more.
    needed = ceil(required * len(presences) / 100) - attended
    return Outlook(max(0, needed), sum(presence is None for presence in presences))


@dataclass(frozen=True)
class RegisterChoice:
    """What a register said about one person: what it showed, and what was chosen; None is open.

    `only_if_open`: it is one of "all present", which is for those without a record.
    """

    enrolment_id: int
    shown: Presence | None
    chosen: Presence | None
    only_if_open: bool = False


@dataclass(frozen=True)
class Clash:
    """Two people recorded the same person differently: `stored` stands, `chosen` was not saved."""

    enrolment_id: int
    stored: Presence | None
    chosen: Presence | None


@dataclass(frozen=True)
class RegisterComparison:
    """Which choices of a form to write, and which clash with what somebody else wrote meanwhile."""

    to_write: tuple[RegisterChoice, ...]
    clashes: tuple[Clash, ...]


def compare(
    choices: Iterable[RegisterChoice],
    stored: Mapping[int, Presence | None],
    own: Collection[int] = (),
) -> RegisterComparison:
    """Judge a register against what is stored now: nobody's record is overwritten unseen.

    Only choices that differ from what was shown are changes. A change is written if what was shown
    is what is stored, or if the stored one came from the same phone before (`own` enrolment ids);
    if the stored one already says the same, there is nothing to do.
    """
    to_write, clashes = [], []
    for choice in choices:
        now_stored = stored.get(choice.enrolment_id)
        if choice.chosen in (choice.shown, now_stored):
            continue
        if now_stored == choice.shown or choice.enrolment_id in own:
            to_write.append(choice)
        elif not choice.only_if_open:
            clashes.append(Clash(choice.enrolment_id, now_stored, choice.chosen))
    return RegisterComparison(tuple(to_write), tuple(clashes))
