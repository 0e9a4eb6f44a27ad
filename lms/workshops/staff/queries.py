"""Finding people who run a workshop or are asked to."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from lms.database import db
from lms.errors import NotFound
from lms.language import gettext_noop as _
from lms.people.models import Person
from lms.workshops.belonging import belongs_to
from lms.workshops.models import StaffInvitation, Workshop


def with_email_here(email: str, program_id: int) -> Person | None:
    """Who of those who belong to a program has this email; who signs in with it first."""
    query = select(Person).where(Person.email == email, belongs_to(program_id))
    return db.session.scalars(query.order_by(Person.password_hash.is_(None), Person.id)).first()


def signs_in_with(email: str) -> Person | None:
    """Who signs in with this email, wherever she belongs: show nothing of her."""
    query = select(Person).where(Person.email == email, Person.password_hash.is_not(None))
    return db.session.scalar(query)


def invitations_to(workshop: Workshop) -> Sequence[StaffInvitation]:
    """Who is asked to run a workshop, in the order of asking."""
    query = select(StaffInvitation).where(StaffInvitation.workshop_id == workshop.id)
    return db.session.scalars(query.order_by(StaffInvitation.id)).all()


def invitations_of(person: Person) -> Sequence[StaffInvitation]:
    """What a person is asked to run."""
    return db.session.scalars(
        select(StaffInvitation)
        .join(StaffInvitation.workshop)
        .join(Workshop.program)
        .options(
            contains_eager(StaffInvitation.workshop).contains_eager(Workshop.program),
            joinedload(StaffInvitation.invited_by),
        )
        .where(StaffInvitation.person_id == person.id)
        .order_by(StaffInvitation.id)
    ).all()


def invitation_of(person: Person, invitation_id: int) -> StaffInvitation:
    """What a person is asked. Raises NotFound for what somebody else is."""
    for one in invitations_of(person):
        if one.id == invitation_id:
            return one
    raise NotFound(_("This was answered already, or taken back."))


def invitation_in(workshop: Workshop, invitation_id: int) -> StaffInvitation:
    """An invitation to a workshop. Raises NotFound."""
    for one in invitations_to(workshop):
        if one.id == invitation_id:
            return one
    raise NotFound(_("This was answered already, or taken back."))
