"""How far a person reaches: her roles in the workshop or program of an address."""

from dataclasses import dataclass

from sqlalchemy import BindParameter, and_, bindparam, select
from sqlalchemy.orm import contains_eager

from lms.access import Permission, Role, allows
from lms.database import db
from lms.people.models import Person, Standing
from lms.workshops.models import Enrolment, Program, ProgramOrganiser, Staff, StaffRole, Workshop

_STANDING = {
    Standing.MEMBER: frozenset({Role.MEMBER}),
    Standing.ORGANISER: frozenset({Role.MEMBER, Role.ORGANISER}),
    Standing.ADMINISTRATOR: frozenset({Role.MEMBER, Role.ADMINISTRATOR}),
}
STAFF_ROLES = {StaffRole.TRAINER: Role.TRAINER, StaffRole.ASSISTANT: Role.ASSISTANT}


@dataclass(frozen=True)
class Reach:
    """Roles, and what of the address they hold in."""

    roles: frozenset[Role]
    workshop: Workshop | None = None
    program: Program | None = None
    enrolment: Enrolment | None = None

    @property
    def is_staff(self) -> bool:
        """Whether the person runs this workshop or program in any way."""
        return bool(self.roles & {Role.ASSISTANT, Role.TRAINER, Role.ORGANISER, Role.ADMINISTRATOR})

    @property
    def in_draft(self) -> bool:
        return self.workshop is not None and self.workshop.is_draft

    def may(self, permission: Permission) -> bool:
        """Whether the person may do this here, and already."""
        return allows(self.roles, permission, in_draft=self.in_draft)


NOBODY = Reach(frozenset({Role.ANONYMOUS}))


def anywhere(person: Person) -> Reach:
    """The reach outside any workshop or program."""
    return Reach(_STANDING[person.standing])


_SLUG: BindParameter[str] = bindparam("slug")
_PERSON: BindParameter[int] = bindparam("person_id")
# Built once, for every page of a workshop asks.
_IN_WORKSHOP = (
    select(Staff.role, ProgramOrganiser.id, Workshop, Enrolment)
    .join_from(Workshop, Workshop.program)
    .join(Workshop.revision)
    .options(contains_eager(Workshop.program), contains_eager(Workshop.revision))
    .outerjoin(
        Enrolment,
        and_(
            Enrolment.workshop_id == Workshop.id,
            Enrolment.person_id == _PERSON,
            Enrolment.withdrawn_at.is_(None),
        ),
    )
    .outerjoin(Staff, and_(Staff.workshop_id == Workshop.id, Staff.person_id == _PERSON))
    .outerjoin(
        ProgramOrganiser,
        and_(
            ProgramOrganiser.program_id == Workshop.program_id,
            ProgramOrganiser.person_id == _PERSON,
        ),
    )
    .where(Workshop.slug == _SLUG)
)


def in_workshop(slug: str, person: Person) -> Reach | None:
    """The person's reach in the workshop, None if there is none."""
    row = db.session.execute(_IN_WORKSHOP, {"slug": slug, "person_id": person.id}).first()
    if row is None:
        return None
    staff_role, organises, workshop, enrolment = row
    roles = {Role.MEMBER}
    # Who organises it plans a draft; to all others it is not there yet.
    own = None if workshop.is_draft else enrolment
    if own is not None:
        roles.add(Role.PARTICIPANT)
    if staff_role is not None and not workshop.is_draft:
        roles.add(STAFF_ROLES[staff_role])
    return _with_program_roles(
        Reach(frozenset(roles), workshop, workshop.program, own),
        person,
        organises is not None,
    )


def in_program(slug: str, person: Person) -> Reach | None:
    """The person's reach in the program, None if there is none."""
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


def _with_program_roles(reach: Reach, person: Person, organises: bool) -> Reach | None:
    roles = set(reach.roles)
    if organises and person.standing is not Standing.MEMBER:  # whose role was taken back, is out
        roles.add(Role.ORGANISER)
    if person.standing is Standing.ADMINISTRATOR:
        roles.add(Role.ADMINISTRATOR)
    if roles == {Role.MEMBER}:
        return None
    return Reach(frozenset(roles), reach.workshop, reach.program, reach.enrolment)
