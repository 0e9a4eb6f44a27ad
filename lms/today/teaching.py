"""The day of a trainer or assistant."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from lms.attendance.queries import Tally, tallies_of
from lms.coverage.queries import coverages_of
from lms.database import db
from lms.discussion.queries import unanswered_in
from lms.excuses.queries import waiting_in
from lms.extensions.queries import waiting_in as extensions_waiting_in
from lms.practice.overview.queries_silent import reminders_due
from lms.publishing.queries import course_of
from lms.quizzes.attempts.models import Answer, Attempt
from lms.today.places import WorkshopPlace
from lms.today.rules import meeting_to_check_in
from lms.workshops.models import Enrolment, StaffRole, Workshop
from lms.workshops.rules import Phase, Schedule, Slot, meeting_at_hand


@dataclass(frozen=True)
class Teaching:
    """A workshop somebody runs: the meeting to record, what waits for marking, requests that wait
    (to be excused, for more time to practise), the meetings of which it is not recorded yet what
    was covered (the earliest first), and questions unanswered.

    `has_practical_skills`: its course has tasks that are signed off. `to_remind`: who has not
    practised for some days.
    """

    workshop: Workshop
    role: StaffRole
    schedule: Schedule
    phase: Phase
    slot: Slot | None
    tally: Tally | None
    waiting: int
    excuses: int
    extensions: int
    uncovered: tuple[Slot, ...]
    check_in: Slot | None
    unanswered: int
    has_practical_skills: bool
    to_remind: int


def teaching(
    places: Sequence[WorkshopPlace], schedules: Mapping[int, Schedule], now: datetime
) -> tuple[Teaching, ...]:
    """The workshops somebody runs, in the order given."""
    if not places:
        return ()
    ids = [place.workshop.id for place in places]
    slots = {
        p.workshop.id: meeting_at_hand(schedules[p.workshop.id], now, p.workshop.zone)
        for p in places
    }
    tallies = tallies_of([slot.meeting_id for slot in slots.values() if slot is not None])
    waiting = _waiting_in(ids)
    excuses = waiting_in(place.workshop for place in places)
    extensions = extensions_waiting_in(place.workshop for place in places)
    unanswered = unanswered_in(place.workshop for place in places)
    coverages = coverages_of([place.workshop for place in places], schedules, now)
    to_remind = reminders_due((place.workshop for place in places), schedules, now)
    found = []
    for place in places:
        if place.role is None:
            continue
        key = place.workshop.id
        slot = slots[key]
        found.append(
            Teaching(
                workshop=place.workshop,
                role=place.role,
                schedule=schedules[key],
                phase=schedules[key].phase(now),
                slot=slot,
                tally=None if slot is None else tallies[slot.meeting_id],
                waiting=waiting.get(key, 0),
                excuses=excuses.get(key, 0),
                extensions=extensions.get(key, 0),
                unanswered=unanswered.get(key, 0),
                uncovered=coverages[key].open_slots,
                check_in=meeting_to_check_in(schedules[key], (), now),
                has_practical_skills=bool(course_of(place.workshop.revision).practical_skills),
                to_remind=to_remind.get(key, 0),
            )
        )
    return tuple(found)


def _waiting_in(workshop_ids: Iterable[int]) -> dict[int, int]:
    """How many answers wait for a trainer, by workshop id."""
    rows = db.session.execute(
        select(Enrolment.workshop_id, func.count())
        .join(Attempt, Attempt.enrolment_id == Enrolment.id)
        .join(Answer, Answer.attempt_id == Attempt.id)
        .where(
            Enrolment.workshop_id.in_(workshop_ids),
            Enrolment.withdrawn_at.is_(None),
            Attempt.handed_in_at.is_not(None),
            Answer.credit.is_(None),
        )
        .group_by(Enrolment.workshop_id)
    )
    return {row[0]: row[1] for row in rows}
