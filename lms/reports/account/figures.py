"""What a figure of the account is: so many of so many, whom it is about, and what it means.

What has not begun has no figure: its rate is 0 of 0, which is shown as `-` and never as 0 %. A
workshop that is yet to come therefore lowers nothing.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from lms.language import gettext_noop as _
from lms.statistics.rates import Rate

SMALL_GROUP = 10
"""Of fewer people one alone moves a share by more than ten percentage points."""


class Unit(StrEnum):
    """What is counted."""

    PERSONS = "persons"
    PRESENCES = "presences"
    ITEMS = "items"
    MINUTES = "minutes"
    GOALS = "goals"


@dataclass(frozen=True)
class Definition:
    """What a figure is called and, in one sentence, what it counts of what."""

    key: str
    unit: Unit
    label: str
    sentence: str


@dataclass(frozen=True)
class Figure:
    """`rate` of something; `people` are the ids of the persons in its part, `among` in its whole.

    Figures of minutes or presences name nobody.
    """

    definition: Definition
    rate: Rate
    people: frozenset[int] = frozenset()
    among: frozenset[int] = frozenset()

    @property
    def key(self) -> str:
        """Its name in addresses and files; it never changes."""
        return self.definition.key

    @property
    def share(self) -> Fraction | None:
        """0 to 1, None of nothing."""
        return self.rate.share

    @property
    def is_small(self) -> bool:
        """Whether it is about so few people that chance alone could have made it."""
        return self.definition.unit is Unit.PERSONS and 0 < self.rate.whole < SMALL_GROUP


def of_people(
    definition: Definition,
    people: AbstractSet[int],
    among: AbstractSet[int],
    whole: int | None = None,
) -> Figure:
    """So many persons of those asked, or of a `whole` that was set (a target)."""
    part = frozenset(people)
    return Figure(
        definition, Rate(len(part), len(among) if whole is None else whole), part, frozenset(among)
    )


INVITED = Definition(
    "invited",
    Unit.PERSONS,
    _("Invited"),
    _("Persons who were put on the list of a workshop: enrolled, waiting or withdrawn since."),
)
REGISTERED = Definition(
    "registered",
    Unit.PERSONS,
    _("Registered"),
    _("Persons who hold a seat, or who attended before they withdrew or gave it to a substitute."),
)
CAME = Definition(
    "came",
    Unit.PERSONS,
    _("Came"),
    _("Persons who were present or late at one meeting at least, also if they withdrew later."),
)
FINISHED = Definition(
    "finished",
    Unit.PERSONS,
    _("Finished"),
    _("Persons who meet every pass rule of a workshop whose days are over."),
)
PRACTISES = Definition(
    "practises",
    Unit.PERSONS,
    _("Practises"),
    _("Persons who did an item or answered an exercise after the last day and in practice time."),
)
REACHED = Definition(
    "reached",
    Unit.PERSONS,
    _("Participants reached"),
    _("Different persons present or late at one meeting at least, of the target of the program."),
)
REACHED_OF_REGISTERED = Definition(
    "reached",
    Unit.PERSONS,
    _("Participants reached"),
    _("Different persons present or late at one meeting at least, of the persons registered."),
)
PASSED = Definition(
    "passed",
    Unit.PERSONS,
    _("Passed"),
    _("Persons who meet every pass rule, of those who hold a seat where the days are over."),
)
PRACTISED = Definition(
    "practised",
    Unit.PERSONS,
    _("Practised after the last day"),
    _("Persons who practised after the last day, of those who hold a seat where it is over."),
)
ATTENDANCE = Definition(
    "attendance",
    Unit.PRESENCES,
    _("Attendance"),
    _("Present or late at meetings held, of all seats times the meetings held."),
)
FOLLOWED = Definition(
    "followed",
    Unit.MINUTES,
    _("Lesson hours followed"),
    _("JP planned for the meetings attended, of the JP of all meetings held, over all seats."),
)
ITEMS = Definition(
    "items",
    Unit.ITEMS,
    _("Items done in the workshop days"),
    _("Required items done before the last meeting ended, of those of all seats that have begun."),
)
GOALS = Definition(
    "goals",
    Unit.GOALS,
    _("Goals achieved"),
    _("Goals whose share of participants reached the target set, of the goals measured so far."),
)
PAIRED = Definition(
    "paired",
    Unit.PERSONS,
    _("Both tests"),
    _("Persons with a pre-test and then a post-test in the workshop days, of those with a seat."),
)
ANSWERED = Definition(
    "answered",
    Unit.PERSONS,
    _("Questionnaire answered"),
    _("Persons who answered the questionnaire, of those who hold a seat or answered before."),
)
DELIVERED = Definition(
    "delivered",
    Unit.MINUTES,
    _("Material delivered"),
    _("JP taught of what was due until now, of the JP due until now."),
)
DELIVERED_OF_ALL = Definition(
    "delivered_of_all",
    Unit.MINUTES,
    _("Material delivered of the whole plan"),
    _("JP of the plan that were taught, of all JP planned, also those yet to come."),
)
