"""Where a person takes part: the workshops she learns in or runs."""

from dataclasses import dataclass, field

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import contains_eager

from lms.attendance.models import Attendance
from lms.attendance.rules import Presence
from lms.database import db
from lms.people.models import Person
from lms.workshops.models import Enrolment, Staff, StaffRole, Workshop


@dataclass(frozen=True)
class Place:
    """What a person is in one workshop: a participant, staff, or both."""

    workshop: Workshop
    enrolment: Enrolment | None
    role: StaffRole | None
    presences: dict[int, Presence] = field(default_factory=dict)


def places_of(person: Person) -> list[Place]:
    """Return where she takes part, with her presences there. One statement."""
    rows = db.session.execute(
        select(Workshop, Enrolment, Staff.role, Attendance.meeting_id, Attendance.presence)
        .join(Workshop.program)
        .join(Workshop.revision)
        .options(contains_eager(Workshop.program), contains_eager(Workshop.revision))
        .outerjoin(
            Enrolment,
            and_(
                Enrolment.workshop_id == Workshop.id,
                Enrolment.person_id == person.id,
                Enrolment.withdrawn_at.is_(None),
            ),
        )
        .outerjoin(Attendance, Attendance.enrolment_id == Enrolment.id)
        .outerjoin(Staff, and_(Staff.workshop_id == Workshop.id, Staff.person_id == person.id))
        .where(or_(Enrolment.id.is_not(None), Staff.id.is_not(None)))
    )
    places: dict[int, Place] = {}
    for workshop, enrolment, role, meeting_id, presence in rows:
        place = places.setdefault(workshop.id, Place(workshop, enrolment, role))
        if meeting_id is not None:
            place.presences[meeting_id] = presence
    return list(places.values())
