"""How far a plan is, and what of it is late."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from lms.language import gettext_noop as _
from lms.workshops.rules import Schedule

MAX_STEPS = 5
MAX_TEXT_LENGTH = 200
MAX_SHORT_LENGTH = 80
MAX_MISSING_LENGTH = 500
MAX_DONE_LENGTH = MAX_STEPS * (MAX_TEXT_LENGTH + 1)
ASKED_DAYS = (30, 90)
"""So many days after the last meeting everybody is asked how it goes on."""


class PlanUse(StrEnum):
    """Whether somebody uses at work what she has learned."""

    OFTEN = "often"
    SOMETIMES = "sometimes"
    NOT_YET = "not_yet"


USE_WORDS = {
    PlanUse.OFTEN: _("Yes, often"),
    PlanUse.SOMETIMES: _("Sometimes"),
    PlanUse.NOT_YET: _("Not yet"),
}


@dataclass(frozen=True)
class FollowUpAnswers:
    """What she says: whether she uses it, the places of the steps that are done (or her words, if
    her plan has none), what is missing, and the number of her plan as it is now.
    """

    uses_it: PlanUse
    done_places: frozenset[int] = frozenset()
    done_words: str = ""
    missing: str = ""
    indicator_now: str = ""


@dataclass(frozen=True)
class CheckResult:
    """The six questions of a follow-up: how many were asked, answered, and right unaided."""

    asked: int
    answered: int
    unaided: int


@dataclass(frozen=True)
class StepDraft:
    """A step as it is typed: what is done, by whom, until when, and how one sees it.

    Any of the four may be missing; without all of them it is no step.
    """

    what: str = ""
    who: str = ""
    due_on: date | None = None
    how_seen: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.what or self.who or self.due_on or self.how_seen)


@dataclass(frozen=True)
class PlanDraft:
    """A plan as it is typed, also half: the one process to change, its number, the steps.

    `steps` by their place, the first is 1.
    """

    aim: str = ""
    indicator: str = ""
    value_before: str = ""
    steps: tuple[StepDraft, ...] = ()

    @property
    def is_empty(self) -> bool:
        texts = (self.aim, self.indicator, self.value_before)
        return not any(texts) and all(step.is_empty for step in self.steps)


@dataclass(frozen=True)
class StepState:
    """A step that was kept, as lists count it."""

    due_on: date | None
    done_at: datetime | None

    def is_late(self, today: date) -> bool:
        """Whether its day is over and it is not ticked off."""
        return self.done_at is None and self.due_on is not None and self.due_on < today


@dataclass(frozen=True)
class StepTally:
    """How many steps a plan has, how many are done, and how many are late."""

    steps: int
    done: int
    late: int


def tally_steps(steps: Iterable[StepState], today: date) -> StepTally:
    """Count the steps of a plan."""
    listed = list(steps)
    return StepTally(
        len(listed),
        sum(step.done_at is not None for step in listed),
        sum(step.is_late(today) for step in listed),
    )


def closed_up(steps: Sequence[StepDraft]) -> tuple[StepDraft, ...]:
    """The steps without empty ones at the end; those between stay where they were typed."""
    last = max((n for n, step in enumerate(steps, start=1) if not step.is_empty), default=0)
    return tuple(steps[:last])


def asked_day(schedule: Schedule, zone: ZoneInfo, now: datetime) -> int | None:
    """Which follow-up it is time for: the last one whose day has come, None before the first."""
    ends = [slot.ends_at for slot in schedule.slots if not slot.cancelled]
    if not ends:
        return None
    over = (now.astimezone(zone).date() - max(ends).astimezone(zone).date()).days
    return max((day for day in ASKED_DAYS if over >= day), default=None)


def days_asked(last: int | None) -> tuple[int, ...]:
    """The follow-ups whose day has come, if `last` is the last of them."""
    return tuple(day for day in ASKED_DAYS if last is not None and day <= last)


def day_to_answer(day: int | None, answered: Collection[int]) -> int | None:
    """The follow-up that still waits: that of `day`, unless she has answered it."""
    return None if day is None or day in answered else day
