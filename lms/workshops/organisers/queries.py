"""Finding who organises a program, and who is asked to."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from lms.database import db
from lms.errors import NotFound
from lms.language import gettext_noop as _
from lms.people.models import Person
from lms.workshops.models import Program, ProgramOrganiser
from lms.workshops.organisers.models import ProgramInvitation

_GONE = _("This was answered already, or taken back.")


def organisers_of(program: Program) -> Sequence[ProgramOrganiser]:
    """Who organises a program, by name."""
    return db.session.scalars(
        select(ProgramOrganiser)
        .join(ProgramOrganiser.person)
        .options(contains_eager(ProgramOrganiser.person))
        .where(ProgramOrganiser.program_id == program.id)
        .order_by(Person.name, Person.id)
    ).all()


def organiser_in(program: Program, organiser_id: int) -> ProgramOrganiser:
    """The organiser of the program with this id. Raises NotFound."""
    for one in organisers_of(program):
        if one.id == organiser_id:
            return one
    raise NotFound(_("This person is not in the list any more."))


def asked_to_organise(program: Program) -> Sequence[ProgramInvitation]:
    """Who is asked to organise a program, in the order of asking."""
    query = select(ProgramInvitation).where(ProgramInvitation.program_id == program.id)
    return db.session.scalars(query.order_by(ProgramInvitation.id)).all()


def asked_in(program: Program, invitation_id: int) -> ProgramInvitation:
    """Raises NotFound."""
    for one in asked_to_organise(program):
        if one.id == invitation_id:
            return one
    raise NotFound(_GONE)


def programs_that_ask(person: Person) -> Sequence[ProgramInvitation]:
    """What somebody who signs in by email is asked to organise."""
    if person.password_hash is None:
        return ()
    return db.session.scalars(
        select(ProgramInvitation)
        .options(joinedload(ProgramInvitation.program), joinedload(ProgramInvitation.invited_by))
        .where(ProgramInvitation.email == person.email)
        .order_by(ProgramInvitation.id)
    ).all()


def asked_of(person: Person, invitation_id: int) -> ProgramInvitation:
    """What she is asked. Raises NotFound for what somebody else is."""
    for one in programs_that_ask(person):
        if one.id == invitation_id:
            return one
    raise NotFound(_GONE)
