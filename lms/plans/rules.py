"""How far a plan is, and what of it is late."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lms.workshops.rules import Schedule

MAX_STEPS = 5
MAX_TEXT_LENGTH = 200
MAX_SHORT_LENGTH = 80


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


def has_last_day_begun(schedule: Schedule, now: datetime) -> bool:
    """Whether it is the last day of the workshop or later: plans are made from then on."""
    last = max((slot.day for slot in schedule.slots), default=0)
    return last > 0 and schedule.last_day_begun(now) >= last
