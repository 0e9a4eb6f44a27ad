"""Who runs a workshop: adding and removing trainers and assistants."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from lms.audit.actions import AuditAction
from lms.audit.service import note
from lms.database import db
from lms.errors import Conflict, NotFound
from lms.language import gettext_noop as _
from lms.people.models import Person
from lms.workshops.actions import STAFF_ADDED, STAFF_INVITED, STAFF_REMOVED, STAFF_UNINVITED
from lms.workshops.handouts import NewSecret
from lms.workshops.models import Enrolment, Staff, StaffInvitation, StaffRole, Workshop
from lms.workshops.service import InvalidField
from lms.workshops.staff.queries import invitations_to, signs_in_with


def invite(
    workshop: Workshop,
    *,
    name: str,
    secret: NewSecret,
    role: StaffRole,
    now: datetime,
    actor_id: int | None,
) -> StaffInvitation:
    """Ask somebody who does not belong to the program to run a workshop of it.

    She is who signs in with this email; if nobody does, a person is made who may, with the first
    password of `secret`. Whoever asks learns nothing of which it was. Raises InvalidField if
    somebody with this email is asked already.
    """
    asked = [one.email for one in invitations_to(workshop)]
    if secret.identity in asked:
        raise InvalidField("email", _("Somebody with this email is asked already."))
    invitation = StaffInvitation(
        workshop_id=workshop.id,
        person_id=_colleague(name, secret, now).id,
        role=role,
        name=name,
        email=secret.identity,
        invited_by_id=actor_id,
        invited_at=now,
    )
    db.session.add(invitation)
    db.session.flush()
    _note_invitation(STAFF_INVITED, invitation, now, actor_id)
    return invitation


def _colleague(name: str, secret: NewSecret, now: datetime) -> Person:
    """Who signs in with an email; if nobody does, make her."""
    known = signs_in_with(secret.identity)
    if known is not None:
        return known
    person = Person(
        name=name,
        email=secret.identity,
        password_hash=secret.hashed,
        secret_is_given=True,
        created_at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(person)
            db.session.flush()
    except IntegrityError:  # somebody made her at the same moment
        known = signs_in_with(secret.identity)
        if known is None:
            raise
        return known
    return person


def accept(invitation: StaffInvitation, *, now: datetime) -> None:
    """Let who was asked run the workshop, for she says yes. Raises Conflict for a participant."""
    workshop, person, role = invitation.workshop, invitation.person, invitation.role
    try:
        appoint_staff(workshop, person, role, now=now, actor_id=person.id)
    except InvalidField as problem:
        raise Conflict(problem.message, **problem.params) from None
    db.session.delete(invitation)


def take_back(invitation: StaffInvitation, *, now: datetime, actor_id: int) -> None:
    """End an invitation: who was asked says no, or who asked has thought better of it."""
    _note_invitation(STAFF_UNINVITED, invitation, now, actor_id)
    db.session.delete(invitation)


def _note_invitation(
    action: AuditAction, invitation: StaffInvitation, now: datetime, actor_id: int | None
) -> None:
    note(
        action,
        f"workshop:{invitation.workshop_id}",
        now,
        actor_id=actor_id,
        workshop_id=invitation.workshop_id,
        after={
            "name": invitation.name,
            "email": invitation.email,
            "role": invitation.role.value,
        },
    )


def appoint_staff(
    workshop: Workshop,
    person: Person,
    role: StaffRole,
    *,
    now: datetime,
    actor_id: int | None = None,
) -> Staff:
    """Let a person run the workshop, or change her role in it.

    Raises InvalidField for a participant.
    """
    if _is_participant(workshop, person):
        raise InvalidField("email", _("This person takes part in the workshop."))
    staff = db.session.scalar(
        select(Staff).where(Staff.workshop_id == workshop.id, Staff.person_id == person.id)
    )
    before = {"role": staff.role.value} if staff else None
    if staff is None:
        staff = Staff(workshop_id=workshop.id, person_id=person.id, role=role)
        db.session.add(staff)
    elif staff.role is role:
        raise InvalidField("email", _("%(name)s is in the list already."), name=person.name)
    staff.role = role
    db.session.flush()
    _note_staff(STAFF_ADDED, staff, now, actor_id, before, {"role": role.value})
    return staff


def _is_participant(workshop: Workshop, person: Person) -> bool:
    return (
        db.session.scalar(
            select(Enrolment.id).where(
                Enrolment.workshop_id == workshop.id,
                Enrolment.person_id == person.id,
                Enrolment.withdrawn_at.is_(None),
            )
        )
        is not None
    )


def staff_in(workshop: Workshop, staff_id: int) -> Staff:
    """The trainer or assistant with this id within the workshop. Raises NotFound."""
    staff: Staff | None = db.session.scalar(
        select(Staff).where(Staff.id == staff_id, Staff.workshop_id == workshop.id)
    )
    if staff is None:
        raise NotFound(_("This person is not in the list any more."))
    return staff


def is_last_trainer(staff: Staff) -> bool:
    """Whether the workshop has no other trainer."""
    others = select(func.count()).where(
        Staff.workshop_id == staff.workshop_id,
        Staff.role == StaffRole.TRAINER,
        Staff.id != staff.id,
    )
    return staff.role is StaffRole.TRAINER and not db.session.scalar(others)


def dismiss_staff(staff: Staff, *, now: datetime, actor_id: int | None = None) -> None:
    """Take somebody out of the staff; the person and what she did stay."""
    db.session.delete(staff)
    _note_staff(STAFF_REMOVED, staff, now, actor_id, {"role": staff.role.value}, None)


def _note_staff(
    action: AuditAction,
    staff: Staff,
    now: datetime,
    actor_id: int | None,
    before: dict[str, str] | None,
    after: dict[str, str] | None,
) -> None:
    note(
        action,
        f"staff:{staff.workshop_id}:{staff.person_id}",
        now,
        actor_id=actor_id,
        workshop_id=staff.workshop_id,
        before=before,
        after=after,
    )
