"""Which of several workshops matters now, and what an organiser has to do next."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from lms.attendance.checkin.rules import Hours, presence_by_timing, standing
from lms.workshops.rules import Phase, Schedule, Slot, Span

_OPEN = (Phase.RUNNING, Phase.PRACTICE, Phase.OPEN, Phase.PLANNED)
_FIRST_COMES = (*_OPEN, Phase.CLOSED, Phase.DRAFT)


def in_order(spans: Mapping[int, Span], now: datetime) -> list[int]:
    """The ids of workshops, what matters now first.

    Running ones come first, then those in their practice period, to come, without dates, closed. Of
    several alike the one that began last comes first; of those to come the next to begin.
    """

    def rank(workshop_id: int) -> tuple[int, float]:
        span = spans[workshop_id]
        phase = span.phase(now)
        begins = span.begins_at.timestamp() if span.begins_at else 0.0
        return _FIRST_COMES.index(phase), begins if phase is Phase.OPEN else -begins

    return sorted(spans, key=rank)


def meeting_to_check_in(schedule: Schedule, recorded: Container[int], now: datetime) -> Slot | None:
    """The meeting a participant can check in to now; None if she is `recorded` there."""
    for slot in schedule.slots:
        hours = Hours(slot.starts_at, slot.ends_at, slot.cancelled)
        if presence_by_timing(standing(hours, now)) is not None and slot.meeting_id not in recorded:
            return slot
    return None


def asks_for_time(schedule: Schedule, now: datetime) -> bool:
    """Whether to ask a participant when she will practise: from the last meeting of the workshop
    on until practice ends.
    """
    held = [slot for slot in schedule.slots if not slot.cancelled]
    going_on = schedule.phase(now) in (Phase.RUNNING, Phase.PRACTICE)
    return going_on and bool(held) and now >= held[-1].starts_at


def is_still_news(said_at: datetime, schedule: Schedule, now: datetime, zone: ZoneInfo) -> bool:
    """Whether an announcement still stands on the home page: until a later day has begun.

    Yesterday's "tomorrow we begin at eight" is wrong as soon as the meeting has begun.
    """
    day = said_at.astimezone(zone).date()
    return not any(
        slot.starts_at <= now and slot.starts_at.astimezone(zone).date() > day
        for slot in schedule.slots
        if not slot.cancelled
    )


SEATS_DECIDE = frozenset({Phase.OPEN, Phase.RUNNING})
"""In these phases it depends on the seats taken what an organiser does next."""


class Task(StrEnum):
    """What an organiser does for a workshop, the most urgent first."""

    NAME_TRAINER = "name_trainer"
    ENROL = "enrol"
    HAND_OUT_CARDS = "hand_out_cards"
    FOLLOW = "follow"
    SET_DATES = "set_dates"
    CLOSE = "close"
    REPORT = "report"


@dataclass(frozen=True)
class Readiness:
    """How far a workshop is prepared: seats taken, trainers, people who cannot sign in yet."""

    phase: Phase
    seats: int
    has_trainer: bool
    without_pin: int
    closed_by_hand: bool = False


def task_for(workshop: Readiness) -> Task | None:
    """What is to be done for a workshop; None if it can be left alone, as a draft can be."""
    if workshop.phase is Phase.DRAFT:
        return None
    if workshop.phase in SEATS_DECIDE and not workshop.has_trainer:
        return Task.NAME_TRAINER
    if workshop.phase in SEATS_DECIDE and not workshop.seats:
        return Task.ENROL
    if workshop.phase is Phase.OPEN:
        return Task.HAND_OUT_CARDS if workshop.without_pin else None
    if workshop.phase is Phase.CLOSED:
        return None if workshop.closed_by_hand else Task.CLOSE
    return {Phase.PLANNED: Task.SET_DATES, Phase.RUNNING: Task.FOLLOW}.get(
        workshop.phase, Task.REPORT
    )


def most_urgent(tasks: Iterable[tuple[int, Task]]) -> tuple[int, Task] | None:
    """The workshop (by id) and the task that come first; of several alike the first."""
    order = list(Task)
    return min(tasks, key=lambda found: order.index(found[1]), default=None)
