"""A person's history in a program, and that of her seat."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.attendance.models import Attendance
from lms.attendance.rules import COUNTS_AS_PRESENT, Presence
from lms.database import db
from lms.enrolment.seats.queries import changes_of, places_of
from lms.workshops.models import Enrolment, Meeting, Part, Program, Workshop
from lms.workshops.seating.models import SeatChange
from lms.workshops.seating.rules import seats_by_last


@dataclass(frozen=True)
class AttendedMeeting:
    """One record of attendance, in whatever workshop."""

    starts_at: datetime
    day: int
    part: Part
    presence: Presence
    number: int


@dataclass(frozen=True)
class SeatHolder:
    """Who had a seat from which day to which, and at how many meetings she was there meanwhile."""

    name: str
    from_day: int
    until_day: int | None
    attended: int


@dataclass(frozen=True)
class History:
    """All of it."""

    places: list[Enrolment]
    changes: list[SeatChange]
    attendance: list[AttendedMeeting]
    holders: list[SeatHolder]


def history_of(enrolment: Enrolment, program: Program) -> History:
    """The history of a person in a program, and of the seat she has."""
    places = places_of(enrolment.person, program)
    rows = db.session.execute(
        select(Meeting.starts_at, Meeting.day, Meeting.part, Attendance.presence, Workshop.number)
        .join(Attendance, Attendance.meeting_id == Meeting.id)
        .join(Workshop, Workshop.id == Meeting.workshop_id)
        .where(Attendance.enrolment_id.in_([place.id for place in places]))
        .order_by(Meeting.starts_at)
    )
    return History(
        places=places,
        changes=changes_of(enrolment.person, program),
        attendance=[AttendedMeeting(*row) for row in rows],
        holders=_holders(enrolment),
    )


def _holders(enrolment: Enrolment) -> list[SeatHolder]:
    """Everybody who had this seat, the first one first."""
    sharing = {
        one.id: one
        for one in db.session.scalars(
            select(Enrolment)
            .options(joinedload(Enrolment.person))
            .where(
                Enrolment.workshop_id == enrolment.workshop_id,
                Enrolment.replaces_id.is_not(None) | Enrolment.until_day.is_not(None),
            )
        )
    }
    seats = seats_by_last({one.id: one.replaces_id for one in sharing.values()})
    seat = next((ids for ids in seats.values() if enrolment.id in ids), ())
    days: dict[int, list[int]] = {}
    for enrolment_id, day in db.session.execute(
        select(Attendance.enrolment_id, Meeting.day)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(
            Attendance.enrolment_id.in_(seat),
            Attendance.presence.in_(COUNTS_AS_PRESENT),
            Meeting.workshop_id == enrolment.workshop_id,
        )
    ):
        days.setdefault(enrolment_id, []).append(day)
    return [
        SeatHolder(
            one.person.name,
            one.from_day,
            one.until_day,
            sum(_is_hers(one, day) for day in days.get(one.id, ())),
        )
        for one in (sharing[each] for each in seat if each in sharing)
    ]


def _is_hers(one: Enrolment, day: int) -> bool:
    return one.from_day <= day and (one.until_day is None or day <= one.until_day)
