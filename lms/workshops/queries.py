"""Reading workshops: schedules and who is enrolled."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.database import db
from lms.errors import NotFound
from lms.language import mark as _
from lms.people.models import Person
from lms.workshops.models import Enrolment, Extension, Meeting, Workshop
from lms.workshops.rules import Schedule, Slot, practice_end


def schedule_of(workshop: Workshop, enrolment: Enrolment | None = None) -> Schedule:
    """Return the schedule of a workshop, with the practice period of one person. Two statements."""
    return schedules_of([workshop], enrolment)[workshop.id]


def schedules_of(
    workshops: Iterable[Workshop], enrolment: Enrolment | None = None
) -> dict[int, Schedule]:
    """Return the schedules by workshop id. Two statements, whatever the number."""
    found = list(workshops)
    ids = [workshop.id for workshop in found]
    meetings = db.session.scalars(
        select(Meeting).where(Meeting.workshop_id.in_(ids)).order_by(Meeting.starts_at)
    ).all()
    whose = Extension.enrolment_id.is_(None)
    if enrolment is not None:
        whose |= Extension.enrolment_id == enrolment.id
    extensions: dict[int, list[datetime]] = {}
    for workshop_id, until in db.session.execute(
        select(Extension.workshop_id, Extension.until).where(Extension.workshop_id.in_(ids), whose)
    ):
        extensions.setdefault(workshop_id, []).append(until)
    schedules = {}
    for workshop in found:
        slots = tuple(_slot(m) for m in meetings if m.workshop_id == workshop.id)
        end = practice_end(
            slots, workshop.practice_days, extensions.get(workshop.id, ()), workshop.zone
        )
        schedules[workshop.id] = Schedule(slots, end, workshop.closed_at)
    return schedules


def _slot(meeting: Meeting) -> Slot:
    return Slot(
        meeting.id,
        meeting.day,
        meeting.part.value,
        meeting.starts_at,
        meeting.ends_at,
        meeting.cancelled_at is not None,
    )


def enrolments_in(workshop: Workshop, *, with_withdrawn: bool = False) -> list[Enrolment]:
    """Return the enrolments with person and cooperative, by name. One statement."""
    query = (
        select(Enrolment)
        .join(Enrolment.person)
        .options(joinedload(Enrolment.person).joinedload(Person.cooperative))
        .where(Enrolment.workshop_id == workshop.id)
        .order_by(Person.name, Enrolment.id)
    )
    if not with_withdrawn:
        query = query.where(Enrolment.withdrawn_at.is_(None))
    return list(db.session.scalars(query))


def enrolment_in(workshop: Workshop, enrolment_id: int) -> Enrolment:
    """Return the enrolment with this id within the workshop. Raises NotFound."""
    found = db.session.scalar(
        select(Enrolment)
        .options(joinedload(Enrolment.person).joinedload(Person.cooperative))
        .where(Enrolment.id == enrolment_id, Enrolment.workshop_id == workshop.id)
    )
    if found is None:
        raise NotFound(_("There is no such participant in this workshop."))
    return found


def meeting_in(workshop: Workshop, meeting_id: int) -> Meeting:
    """Return the meeting with this id within the workshop. Raises NotFound."""
    found = db.session.scalar(
        select(Meeting).where(Meeting.id == meeting_id, Meeting.workshop_id == workshop.id)
    )
    if found is None:
        raise NotFound(_("There is no such meeting in this workshop."))
    return found
