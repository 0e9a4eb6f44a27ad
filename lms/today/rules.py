"""Which of several workshops matters now."""

from collections.abc import Container, Mapping
from datetime import datetime

from lms.attendance.rules_checkin import Hours, presence_of, standing
from lms.workshops.rules import Phase, Schedule, Slot

_FIRST_COMES = (Phase.RUNNING, Phase.PRACTICE, Phase.OPEN, Phase.PLANNED, Phase.CLOSED)


def in_order(schedules: Mapping[int, Schedule], now: datetime) -> list[int]:
    """Return the ids of workshops, what matters now first.

    Running ones come first, then those in their practice period, to come, without dates, closed.
    Of several alike the one that began last comes first; of those to come the next to begin.
    """

    def rank(workshop_id: int) -> tuple[int, float]:
        schedule = schedules[workshop_id]
        phase = schedule.phase(now)
        begins = schedule.slots[0].starts_at.timestamp() if schedule.slots else 0.0
        return _FIRST_COMES.index(phase), begins if phase is Phase.OPEN else -begins

    return sorted(schedules, key=rank)


def meeting_to_check_in(schedule: Schedule, recorded: Container[int], now: datetime) -> Slot | None:
    """Return the meeting a participant can check in to now; None if she is `recorded` there."""
    for slot in schedule.slots:
        hours = Hours(slot.starts_at, slot.ends_at, slot.cancelled)
        if presence_of(standing(hours, now)) is not None and slot.meeting_id not in recorded:
            return slot
    return None
