"""How far a person reaches: her roles in the workshop or program of an address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, select
from sqlalchemy.orm import contains_eager

from lms.access import Role
from lms.database import db
from lms.people import sessions
from lms.people.models import Person, Standing, WebSession
from lms.people.sessions import PersonFacts, SessionFacts
from lms.workshops.models import Enrolment, Program, ProgramOrganiser, Staff, StaffRole, Workshop

_STANDING = {
    Standing.MEMBER: frozenset({Role.MEMBER}),
    Standing.ORGANISER: frozenset({Role.MEMBER, Role.ORGANISER}),
    Standing.ADMINISTRATOR: frozenset({Role.MEMBER, Role.ADMINISTRATOR}),
}
STAFF_ROLES = {StaffRole.TRAINER: Role.TRAINER, StaffRole.ASSISTANT: Role.ASSISTANT}


@dataclass(frozen=True)
class ProgramFacts:
    """What every page asks of a program."""

    is_rehearsal: bool


@dataclass(frozen=True)
class WorkshopFacts:
    """What the pages of an attempt ask of a workshop, read without the row itself."""

    program: ProgramFacts
    id: int
    slug: str
    time_zone: str
    practice_days: int
    closed_at: datetime | None
    clock_ahead: int

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which every clock time of this workshop is shown."""
        return ZoneInfo(self.time_zone)


@dataclass(frozen=True)
class EnrolmentFacts:
    """A person's place in a workshop, as far as it must be known to find what is hers."""

    id: int
    workshop: WorkshopFacts


@dataclass(frozen=True)
class Reach:
    """Roles, and what of the address they hold in; for some views facts instead of rows."""

    roles: frozenset[Role]
    workshop: Workshop | WorkshopFacts | None = None
    program: Program | ProgramFacts | None = None
    enrolment: Enrolment | EnrolmentFacts | None = None

    @property
    def is_staff(self) -> bool:
        """Whether the person runs this workshop or program in any way."""
        return bool(self.roles & {Role.ASSISTANT, Role.TRAINER, Role.ORGANISER, Role.ADMINISTRATOR})


@dataclass(frozen=True)
class Asked:
    """What one statement says of who asks: her web session, her reach, and what she asks for."""

    web_session: SessionFacts
    reach: Reach | None
    found: Any = None


NOBODY = Reach(frozenset({Role.ANONYMOUS}))


def anywhere(person: Person | PersonFacts) -> Reach:
    """Return the reach outside any workshop or program."""
    return Reach(_STANDING[person.standing])


def _reaching(query: Select[*tuple[Any, ...]], own: ColumnElement[int]) -> Select[*tuple[Any, ...]]:
    """Find in a statement on Workshop what the person `own` is in it."""
    return (
        query.outerjoin(
            Enrolment,
            and_(
                Enrolment.workshop_id == Workshop.id,
                Enrolment.person_id == own,
                Enrolment.withdrawn_at.is_(None),
            ),
        )
        .outerjoin(Staff, and_(Staff.workshop_id == Workshop.id, Staff.person_id == own))
        .outerjoin(
            ProgramOrganiser,
            and_(
                ProgramOrganiser.program_id == Workshop.program_id,
                ProgramOrganiser.person_id == own,
            ),
        )
    )


# Built once, for one of them is asked in every request.
_SLUG: BindParameter[str] = bindparam("workshop_slug")
_IN_WORKSHOP = _reaching(
    select(Staff.role, ProgramOrganiser.id, Workshop, Enrolment)
    .join_from(Workshop, Workshop.program)
    .join(Workshop.revision)
    .options(contains_eager(Workshop.program), contains_eager(Workshop.revision))
    .where(Workshop.slug == _SLUG),
    bindparam("person_id"),
)
SIGNED_IN_AT_WORKSHOP = _reaching(
    select(
        Staff.role,
        ProgramOrganiser.id,
        Enrolment.id,
        Program.is_rehearsal,
        Workshop.id,
        Workshop.slug,
        Workshop.time_zone,
        Workshop.practice_days,
        Workshop.closed_at,
        Workshop.clock_ahead,
        *sessions.FACTS,
    )
    .join_from(WebSession, WebSession.person)
    .outerjoin(Workshop, Workshop.slug == _SLUG)
    .outerjoin(Workshop.program)
    .where(*sessions.HOLDS),
    Person.__table__.c.id,
)
"""Who is signed in by the session `token_hash` at `now`, and what she is in the workshop of the
address.

For views that are asked for all the time, which may have it find more (`asked_in`).
"""
_COLUMNS = len(SIGNED_IN_AT_WORKSHOP.selected_columns)
_PLACE = _COLUMNS - len(sessions.FACTS)


def in_workshop(slug: str, person: Person | PersonFacts) -> Reach | None:
    """Return the person's reach in the workshop, None if there is none. One statement."""
    row = db.session.execute(_IN_WORKSHOP, {"workshop_slug": slug, "person_id": person.id}).first()
    if row is None:
        return None
    staff_role, organises, workshop, enrolment = row
    return _in_workshop(person, staff_role, organises, workshop, enrolment)


def asked_in(row: Sequence[Any]) -> tuple[SessionFacts, Reach | None, Sequence[Any]]:
    """Return what a row of SIGNED_IN_AT_WORKSHOP says, and the columns that were added to it."""
    web_session = sessions.facts_in(row[_PLACE:_COLUMNS])
    staff_role, organises, enrolment_id, is_rehearsal, *facts = row[:_PLACE]
    found = None
    if is_rehearsal is not None:  # else there is no such workshop
        workshop = WorkshopFacts(ProgramFacts(is_rehearsal), *facts)
        enrolment = EnrolmentFacts(enrolment_id, workshop) if enrolment_id else None
        found = _in_workshop(web_session.person, staff_role, organises, workshop, enrolment)
    return web_session, found, row[_COLUMNS:]


def _in_workshop(
    person: Person | PersonFacts,
    staff_role: StaffRole | None,
    organises: int | None,
    workshop: Workshop | WorkshopFacts,
    enrolment: Enrolment | EnrolmentFacts | None,
) -> Reach | None:
    roles = {Role.MEMBER}
    if enrolment is not None:
        roles.add(Role.PARTICIPANT)
    if staff_role is not None:
        roles.add(STAFF_ROLES[staff_role])
    return _with_program_roles(
        Reach(frozenset(roles), workshop, workshop.program, enrolment),
        person,
        organises is not None,
    )


def in_program(slug: str, person: Person | PersonFacts) -> Reach | None:
    """Return the person's reach in the program, None if there is none. One statement."""
    row = db.session.execute(
        select(Program, ProgramOrganiser.id)
        .outerjoin(
            ProgramOrganiser,
            and_(
                ProgramOrganiser.program_id == Program.id,
                ProgramOrganiser.person_id == person.id,
            ),
        )
        .where(Program.slug == slug)
    ).first()
    if row is None:
        return None
    return _with_program_roles(
        Reach(frozenset({Role.MEMBER}), program=row[0]), person, row[1] is not None
    )


def _with_program_roles(
    reach: Reach, person: Person | PersonFacts, organises: bool
) -> Reach | None:
    roles = set(reach.roles)
    if organises and person.standing is not Standing.MEMBER:  # whose role was taken back, is out
        roles.add(Role.ORGANISER)
    if person.standing is Standing.ADMINISTRATOR:
        roles.add(Role.ADMINISTRATOR)
    if roles == {Role.MEMBER}:
        return None
    return Reach(frozenset(roles), reach.workshop, reach.program, reach.enrolment)
