"""Reading check-ins: what is open, who is on the list, what is known of one person or of all."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Select, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from lms.attendance.checkin.rules import OPENS_BEFORE, CheckInTrace
from lms.attendance.models import Attendance, CheckIn, Means
from lms.attendance.rules import COUNTS_AS_PRESENT, Presence
from lms.database import db
from lms.people.models import Cooperative, Person, Standing
from lms.workshops.models import Enrolment, Meeting, ProgramOrganiser, Staff, Workshop


def meetings_open_at(at: datetime) -> list[Meeting]:
    """The meetings, of whatever workshop, to which people could check in."""
    return list(
        db.session.scalars(
            select(Meeting)
            .where(
                Meeting.starts_at <= at + OPENS_BEFORE,
                Meeting.ends_at > at,
                Meeting.cancelled_at.is_(None),
            )
            .order_by(Meeting.starts_at, Meeting.id)
        )
    )


def clock_ahead_at(meeting_id: int) -> int:
    """By how many seconds the clock of a meeting is ahead: of a rehearsal's.

    Who scans its code has not signed in yet, and comes by the true clock.
    """
    query = select(Workshop.clock_ahead).join(Meeting, Meeting.workshop_id == Workshop.id)
    return db.session.scalar(query.where(Meeting.id == meeting_id)) or 0


def enrolments_of(person: Person) -> list[int]:
    """The ids of all places a person has or had."""
    return list(
        db.session.scalars(
            select(Enrolment.id).filter_by(person_id=person.id).order_by(Enrolment.id.desc())
        )
    )


def workshops_of(person: Person) -> set[int]:
    """The ids of the workshops a person has a place in."""
    return set(
        db.session.scalars(
            select(Enrolment.workshop_id).where(
                Enrolment.person_id == person.id, Enrolment.withdrawn_at.is_(None)
            )
        )
    )


def is_staff_at(meeting: Meeting, person: Person) -> bool:
    """Whether a person runs the meeting and takes no part in it."""
    if person.standing is Standing.ADMINISTRATOR:
        return True
    query = (
        select(Workshop.id)
        .outerjoin(Staff, and_(Staff.workshop_id == Workshop.id, Staff.person_id == person.id))
        .outerjoin(
            ProgramOrganiser,
            and_(
                ProgramOrganiser.program_id == Workshop.program_id,
                ProgramOrganiser.person_id == person.id,
            ),
        )
        .where(
            Workshop.id == meeting.workshop_id,
            or_(Staff.id.is_not(None), ProgramOrganiser.id.is_not(None)),
        )
    )
    return db.session.scalar(query) is not None


@dataclass(frozen=True)
class OwnPresence:
    """What is known of one person at one meeting; `shown_at` None: she did not check in.

    `is_guest`: she has a place in another workshop of the program.
    """

    meeting: Meeting
    workshop: Workshop
    enrolled: bool
    withdrawn: bool
    presence: Presence | None
    means: Means | None
    recorded_at: datetime | None
    recorded_by: str | None
    shown_at: datetime | None
    meant: Presence | None
    is_guest: bool

    @property
    def is_settled(self) -> bool:
        """Whether checking in would add nothing: she has done so, or is recorded as there."""
        return self.shown_at is not None or self.presence in COUNTS_AS_PRESENT

    @property
    def is_known(self) -> bool:
        """Whether there is anything to tell her."""
        return self.presence is not None or self.shown_at is not None


def own_at(meeting_id: int, person: Person) -> OwnPresence | None:
    """What is known of a person at a meeting; None if there is no such."""
    recorder, guest = aliased(Person), aliased(Enrolment)
    hers = select(guest.id).where(guest.person_id == person.id)
    other = aliased(Workshop)
    is_guest = exists().where(
        guest.person_id == person.id,
        guest.withdrawn_at.is_(None),
        guest.workshop_id == other.id,
        other.program_id == Workshop.program_id,
        other.id != Workshop.id,
    )
    row = db.session.execute(
        select(
            Meeting,
            Workshop,
            Enrolment,
            Attendance,
            recorder.name,
            CheckIn,
            is_guest.correlate(Workshop),
        )
        .join(Workshop, Workshop.id == Meeting.workshop_id)
        .options(joinedload(Workshop.program))
        .outerjoin(
            Enrolment,
            and_(Enrolment.workshop_id == Workshop.id, Enrolment.person_id == person.id),
        )
        .outerjoin(
            Attendance,
            and_(Attendance.meeting_id == Meeting.id, Attendance.enrolment_id.in_(hers)),
        )
        .outerjoin(recorder, recorder.id == Attendance.recorded_by_id)
        .outerjoin(CheckIn, and_(CheckIn.meeting_id == Meeting.id, CheckIn.person_id == person.id))
        .where(Meeting.id == meeting_id)
    ).first()
    if row is None:
        return None
    meeting, workshop, enrolment, attendance, recorded_by, check_in, guests = row
    return OwnPresence(
        meeting,
        workshop,
        enrolment is not None and enrolment.withdrawn_at is None,
        enrolment is not None and enrolment.withdrawn_at is not None,
        attendance.presence if attendance else None,
        attendance.means if attendance else None,
        attendance.recorded_at if attendance else None,
        recorded_by,
        check_in.shown_at if check_in else None,
        check_in.presence if check_in else None,
        bool(guests),
    )


@dataclass(frozen=True)
class HomeEnrolment:
    """A guest's place in another workshop of the program, and whether she is recorded here."""

    enrolment_id: int
    number: int
    is_recorded: bool


@dataclass(frozen=True)
class Arrival:
    """Somebody who checked in to a meeting, and her place in its workshop if she has one."""

    trace: CheckInTrace
    name: str
    cooperative: str | None
    enrolment_id: int | None
    withdrawn: bool
    means: Means
    meant: Presence
    shown_at: datetime
    received_at: datetime
    home: HomeEnrolment | None = None

    @property
    def is_expected(self) -> bool:
        """Whether she is on the list of the meeting."""
        return self.enrolment_id is not None and not self.withdrawn


def _select_arrivals() -> Select[*tuple[Any, ...]]:
    """Select who checked in to a meeting; built once, for every look at a register asks it."""
    meeting_id: BindParameter[int] = bindparam("meeting_id")
    workshop_id: BindParameter[int] = bindparam("workshop_id")
    here, own, other = aliased(Workshop), aliased(Enrolment), aliased(Workshop)
    seats_elsewhere = (
        select(
            own.person_id,
            func.max(own.id).label("enrolment_id"),
            func.max(other.number).label("number"),
        )
        .join(other, other.id == own.workshop_id)
        .join(here, and_(here.program_id == other.program_id, here.id != other.id))
        .where(here.id == workshop_id, own.withdrawn_at.is_(None))
        .group_by(own.person_id)
        .subquery()
    )
    return (
        select(
            CheckIn,
            Person.name,
            Cooperative.name,
            Enrolment.id,
            Enrolment.withdrawn_at,
            seats_elsewhere.c.enrolment_id,
            seats_elsewhere.c.number,
            Attendance.id,
        )
        .join(Person, Person.id == CheckIn.person_id)
        .outerjoin(Cooperative, Cooperative.id == Person.cooperative_id)
        .outerjoin(
            Enrolment,
            and_(Enrolment.workshop_id == workshop_id, Enrolment.person_id == CheckIn.person_id),
        )
        .outerjoin(seats_elsewhere, seats_elsewhere.c.person_id == CheckIn.person_id)
        .outerjoin(
            Attendance,
            and_(
                Attendance.meeting_id == CheckIn.meeting_id,
                Attendance.enrolment_id == seats_elsewhere.c.enrolment_id,
            ),
        )
        .where(CheckIn.meeting_id == meeting_id)
        .order_by(CheckIn.received_at, CheckIn.id)
    )


_ARRIVALS = _select_arrivals()


def arrivals_at(meeting: Meeting) -> list[Arrival]:
    """Who checked in to a meeting, in the order in which they came."""
    given = {"meeting_id": meeting.id, "workshop_id": meeting.workshop_id}
    rows = db.session.execute(_ARRIVALS, given)
    return [
        Arrival(
            CheckInTrace(found.person_id, found.device, found.network, found.passed_on),
            name,
            cooperative,
            enrolment_id,
            withdrawn_at is not None,
            found.means,
            found.presence,
            found.shown_at,
            found.received_at,
            HomeEnrolment(home_id, number, recorded is not None) if home_id else None,
        )
        for found, name, cooperative, enrolment_id, withdrawn_at, home_id, number, recorded in rows
    ]
