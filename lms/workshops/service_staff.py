"""Who runs a workshop: adding and removing trainers and assistants."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from lms.audit.service import note
from lms.database import db
from lms.errors import NotFound
from lms.language import mark as _
from lms.people.models import Person
from lms.workshops.handouts import NewSecret
from lms.workshops.models import Enrolment, Staff, StaffRole, Workshop
from lms.workshops.service import Unfit


def person_with_email(email: str) -> Person | None:
    """Return who has this email."""
    return db.session.scalar(select(Person).where(Person.email == email))


def new_colleague(*, name: str, secret: NewSecret, now: datetime) -> Person:
    """Make a person who signs in by email and password. Raises Unfit if the email is taken."""
    person = Person(name=name, email=secret.identity, password_hash=secret.hashed, created_at=now)
    try:
        with db.session.begin_nested():
            db.session.add(person)
            db.session.flush()
    except IntegrityError:
        raise Unfit("email", _("Somebody else has this email.")) from None
    return person


def add_staff(
    workshop: Workshop,
    person: Person,
    role: StaffRole,
    *,
    now: datetime,
    actor_id: int | None = None,
) -> Staff:
    """Let a person run the workshop, or change her role in it. Raises Unfit for a participant."""
    if _is_participant(workshop, person):
        raise Unfit("email", _("This person takes part in the workshop."))
    staff = db.session.scalar(
        select(Staff).where(Staff.workshop_id == workshop.id, Staff.person_id == person.id)
    )
    before = {"role": staff.role.value} if staff else None
    if staff is None:
        staff = Staff(workshop_id=workshop.id, person_id=person.id, role=role)
        db.session.add(staff)
    elif staff.role is role:
        raise Unfit("email", _("%(name)s is in the list already."), name=person.name)
    staff.role = role
    db.session.flush()
    _note_staff("staff.add", staff, now, actor_id, before, {"role": role.value})
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
    """Return the trainer or assistant with this id within the workshop. Raises NotFound."""
    staff: Staff | None = db.session.scalar(
        select(Staff).where(Staff.id == staff_id, Staff.workshop_id == workshop.id)
    )
    if staff is None:
        raise NotFound(_("This person is not in the list any more."))
    return staff


def is_last_trainer(staff: Staff) -> bool:
    """Return whether the workshop has no other trainer."""
    others = select(func.count()).where(
        Staff.workshop_id == staff.workshop_id,
        Staff.role == StaffRole.TRAINER,
        Staff.id != staff.id,
    )
    return staff.role is StaffRole.TRAINER and not db.session.scalar(others)


def remove_staff(staff: Staff, *, now: datetime, actor_id: int | None = None) -> None:
    """Take somebody out of the staff; the person and what she did stay."""
    db.session.delete(staff)
    _note_staff("staff.remove", staff, now, actor_id, {"role": staff.role.value}, None)


def _note_staff(
    action: str,
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
