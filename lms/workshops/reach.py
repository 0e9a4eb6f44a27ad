"""How far a person reaches: her roles in the workshop or program of an address."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, Select, and_, bindparam, select
from sqlalchemy.orm import contains_eager

from lms.access import Role
from lms.database import db
from lms.people.models import Person, Standing
from lms.people.sessions import PersonFacts
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


NOBODY = Reach(frozenset({Role.ANONYMOUS}))


def anywhere(person: Person | PersonFacts) -> Reach:
    """Return the reach outside any workshop or program."""
    return Reach(_STANDING[person.standing])


def _reaching(*columns: Any) -> Select[*tuple[Any, ...]]:
    """Select what a person is in the workshop of an address; built once, asked in every request."""
    own: BindParameter[int] = bindparam("person_id")
    return (
        select(*columns)
        .select_from(Workshop)
        .join(Workshop.program)
        .outerjoin(
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
        .where(Workshop.slug == bindparam("slug"))
    )


_IN_WORKSHOP = (
    _reaching(Staff.role, ProgramOrganiser.id, Workshop, Enrolment)
    .join(Workshop.revision)
    .options(contains_eager(Workshop.program), contains_eager(Workshop.revision))
)
_FACTS_IN_WORKSHOP = _reaching(
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
)


def in_workshop(slug: str, person: Person | PersonFacts) -> Reach | None:
    """Return the person's reach in the workshop, None if there is none. One statement."""
    row = db.session.execute(_IN_WORKSHOP, {"slug": slug, "person_id": person.id}).first()
    if row is None:
        return None
    staff_role, organises, workshop, enrolment = row
    return _in_workshop(person, staff_role, organises, workshop, enrolment)


def facts_in_workshop(slug: str, person: Person | PersonFacts) -> Reach | None:
    """Return the same with facts instead of rows. One statement."""
    given = {"slug": slug, "person_id": person.id}
    row = db.session.connection().execute(_FACTS_IN_WORKSHOP, given).first()
    if row is None:
        return None
    staff_role, organises, enrolment_id, is_rehearsal, *facts = row
    workshop = WorkshopFacts(ProgramFacts(is_rehearsal), *facts)
    enrolment = EnrolmentFacts(enrolment_id, workshop) if enrolment_id else None
    return _in_workshop(person, staff_role, organises, workshop, enrolment)


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
