"""Reading who sits, who waits and what happened."""

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import joinedload

from lms.database import db
from lms.errors import NotFound
from lms.language import gettext_noop as _
from lms.people.models import Person
from lms.workshops.models import Enrolment, Meeting, Part, Workshop
from lms.workshops.seating.models import SeatChange, Waiting
from lms.workshops.seating.rules import Seating

NEWEST = 100


def seats_taken(workshop: Workshop) -> int:
    """How many people are enrolled and have not withdrawn."""
    return (
        db.session.scalar(
            select(func.count()).where(
                Enrolment.workshop_id == workshop.id, Enrolment.withdrawn_at.is_(None)
            )
        )
        or 0
    )


def seating_of(workshop: Workshop) -> Seating:
    seated = db.session.scalars(
        select(Enrolment.person_id).where(
            Enrolment.workshop_id == workshop.id, Enrolment.withdrawn_at.is_(None)
        )
    )
    waiting = db.session.scalars(
        select(Waiting.person_id)
        .where(Waiting.workshop_id == workshop.id)
        .order_by(Waiting.place, Waiting.id)
    )
    return Seating(workshop.capacity, frozenset(seated), tuple(waiting))


def waiting_list(workshop: Workshop) -> list[Waiting]:
    """Who waits, the first in front, with person and cooperative."""
    return list(
        db.session.scalars(
            select(Waiting)
            .options(joinedload(Waiting.person).joinedload(Person.cooperative))
            .where(Waiting.workshop_id == workshop.id)
            .order_by(Waiting.place, Waiting.id)
        )
    )


def waiting_in(workshop: Workshop, waiting_id: int) -> Waiting:
    """One who waits, within the workshop. Raises NotFound."""
    found: Waiting | None = db.session.scalar(
        select(Waiting)
        .options(joinedload(Waiting.person))
        .where(Waiting.id == waiting_id, Waiting.workshop_id == workshop.id)
    )
    if found is None:
        raise NotFound(_("This person is not on the waiting list any more."))
    return found


def changes_in(workshop: Workshop) -> list[SeatChange]:
    """What happened to the seats of a workshop, the newest first."""
    query = (
        select(SeatChange)
        .options(
            joinedload(SeatChange.person),
            joinedload(SeatChange.other_person),
            joinedload(SeatChange.other_workshop),
            joinedload(SeatChange.actor),
        )
        .where(SeatChange.workshop_id == workshop.id)
        .order_by(SeatChange.at.desc(), SeatChange.id.desc())
        .limit(NEWEST)
    )
    return list(db.session.scalars(query))


def has_joined(meeting: Meeting | type[Meeting]) -> ColumnElement[bool]:
    """The condition that an enrolment begins with this meeting or an earlier one."""
    begins_then = ~Enrolment.from_afternoon
    if isinstance(meeting, Meeting):
        whole = true() if meeting.part is Part.AFTERNOON else begins_then
    else:
        whole = or_(begins_then, meeting.part == Part.AFTERNOON)
    return or_(Enrolment.from_day < meeting.day, and_(Enrolment.from_day == meeting.day, whole))


def expected_at(meeting: Meeting | type[Meeting]) -> ColumnElement[bool]:
    """The condition that an enrolment is to be recorded at a meeting of her workshop.

    Who took over a seat from a day on is expected from that day; who gave it up, before; who walked
    in, from the half day at which she came.
    """
    return and_(
        Enrolment.workshop_id == meeting.workshop_id,
        has_joined(meeting),
        Enrolment.withdrawn_at.is_(None) | (Enrolment.until_day >= meeting.day),
    )
