"""What counts as presence at which meeting, wherever it was recorded.

The rule: a participant belongs to one workshop at a time, and a half day is a half day. Presence
recorded at a meeting of another workshop (before a transfer, or as a guest making up for a missed
one) counts for the meeting of the same day and half in her own workshop. Nothing is copied or moved
for that; the record stays where she was. Of several records for one half day the best one counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from lms.attendance.models import Attendance
from lms.attendance.rules import COUNTS_AS_PRESENT, Presence
from lms.database import db
from lms.workshops.models import Enrolment, Meeting, Workshop
from lms.workshops.rules import Schedule


@dataclass(frozen=True)
class CountedPresence:
    """A presence that counts; `elsewhere` is the number of the workshop where it was recorded.

    None: in her own workshop. `presence` None: others were recorded, she was not. `is_held`: since
    the meeting in her own workshop began, somebody was recorded there.
    """

    presence: Presence | None
    elsewhere: int | None = None
    is_held: bool = False

    @property
    def _rank(self) -> tuple[bool, bool, bool]:
        return (
            self.presence in COUNTS_AS_PRESENT,
            self.presence is not None,
            self.elsewhere is None,
        )

    def or_better(self, other: "CountedPresence") -> "CountedPresence":
        """Which of two records for one half day counts; of equals the one at home."""
        best = max(self, other, key=lambda record: record._rank)
        return replace(best, is_held=self.is_held or other.is_held)


def is_held(now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """Return the condition that a meeting counts, as `Slot.is_held` says of one that was read.

    Who was excused before it began does not make it one that was recorded.
    """
    over = or_(Meeting.ends_at <= now, and_(Meeting.starts_at <= now, _somebody_is_recorded()))
    return and_(Meeting.cancelled_at.is_(None), over)


@cache  # a report asks for it eight times
def _somebody_is_recorded() -> ColumnElement[bool]:
    record = aliased(Attendance)
    return (
        exists()
        .where(record.meeting_id == Meeting.id, tells_that_it_is_held(record))
        .correlate(Meeting)
    )


def tells_that_it_is_held(record: type[Attendance]) -> ColumnElement[bool]:
    """The condition that a record makes a meeting that has begun count.

    Somebody excused beforehand does not; somebody who came early and checked in does.
    """
    return or_(record.recorded_at >= Meeting.starts_at, record.presence.in_(COUNTS_AS_PRESENT))


@cache  # putting it together takes as long as asking it
def counted() -> Subquery:
    """Records by `enrolment_id` and the `meeting_id` of her own workshop they count for.

    Also `workshop_id` (her own), `presence`, `at_workshop_id` (where it was recorded). There may be
    two for one half day.
    """
    at, own = aliased(Meeting), aliased(Meeting)
    return (
        select(
            Attendance.enrolment_id,
            own.id.label("meeting_id"),
            Enrolment.workshop_id,
            Attendance.presence,
            at.workshop_id.label("at_workshop_id"),
        )
        .join(at, at.id == Attendance.meeting_id)
        .join(Enrolment, Enrolment.id == Attendance.enrolment_id)
        .join(
            own,
            (own.workshop_id == Enrolment.workshop_id)
            & (own.day == at.day)
            & (own.part == at.part),
        )
        # A meeting of hers that is cancelled is left out of the reckoning later, one elsewhere
        # here.
        .where((at.id == own.id) | at.cancelled_at.is_(None))
        .subquery()
    )


def records_of(enrolment: Enrolment) -> dict[int, CountedPresence]:
    """What counts for one person by meeting, of every meeting with a record of anybody.

    Somebody else excused before a meeting is no record of it yet.
    """
    own, row = aliased(Attendance), counted()
    by_anybody = func.max(case((tells_that_it_is_held(Attendance), 1), else_=0))
    here = (
        select(
            Attendance.meeting_id, own.presence, Meeting.workshop_id, by_anybody.label("is_held")
        )
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .outerjoin(own, (own.meeting_id == Meeting.id) & (own.enrolment_id == enrolment.id))
        .where(
            Meeting.workshop_id == enrolment.workshop_id,
            tells_that_it_is_held(Attendance) | own.id.is_not(None),
        )
        .group_by(Attendance.meeting_id, own.presence, Meeting.workshop_id)
    )
    there = select(row.c.meeting_id, row.c.presence, row.c.at_workshop_id, literal(0)).where(
        row.c.enrolment_id == enrolment.id, row.c.at_workshop_id != row.c.workshop_id
    )
    both = union_all(here, there).subquery()
    found: dict[int, CountedPresence] = {}
    for meeting_id, presence, workshop_id, held, number in db.session.execute(
        select(both, Workshop.number).join(Workshop, Workshop.id == both.c.workshop_id)
    ):
        elsewhere = None if workshop_id == enrolment.workshop_id else number
        record = CountedPresence(presence, elsewhere, bool(held))
        found[meeting_id] = found.get(meeting_id, record).or_better(record)
    return found


def counted_slots(
    schedule: Schedule, enrolment: Enrolment, presences: Mapping[int, Presence | None]
) -> Schedule:
    """The meetings that are reckoned with for one person.

    Those before she walked in are not charged to her, unless something is recorded of her there.
    """
    if enrolment.replaces_id is not None:
        return schedule
    own = schedule.since(enrolment.from_day, from_afternoon=enrolment.from_afternoon)
    slots = [
        slot
        for slot in schedule.slots
        if slot in own.slots or presences.get(slot.meeting_id) is not None
    ]
    return replace(schedule, slots=tuple(slots))


def _select_credits() -> Select[int, Presence, int]:
    row = counted()
    return (
        select(row.c.enrolment_id, row.c.presence, Workshop.number)
        .join(Workshop, Workshop.id == row.c.at_workshop_id)
        .where(
            row.c.meeting_id == bindparam("meeting_id"), row.c.at_workshop_id != row.c.workshop_id
        )
    )


_CREDITS = _select_credits()  # built once, for every look at a register asks it


def credits_at(meeting: Meeting) -> dict[int, CountedPresence]:
    """By enrolment what counts for a meeting though recorded elsewhere."""
    found: dict[int, CountedPresence] = {}
    rows = db.session.execute(_CREDITS, {"meeting_id": meeting.id})
    for enrolment_id, presence, number in rows:
        record = CountedPresence(presence, number)
        found[enrolment_id] = found.get(enrolment_id, record).or_better(record)
    return found
