"""Deleting a wrong enrolment: somebody put on the list by mistake, of whom there is no work yet."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import select

from lms.attendance.models import Attendance, AttendanceChange
from lms.attendance.rules import Presence
from lms.audit.service import note
from lms.database import db
from lms.enrolment.actions import ENROLMENT_DELETED
from lms.enrolment.seats.merging import columns_for
from lms.errors import Conflict
from lms.language import gettext_noop as _
from lms.people.cards import revoke_cards
from lms.people.models import ActivationCard, Person, Standing
from lms.workshops.models import Enrolment
from lms.workshops.seating.models import SeatChange
from lms.workshops.seating.service import fill_free_seats, lock_seats

HAS_WORK = _(
    "Something is recorded of this participant: presence, answers or a request. Withdraw the "
    "enrolment instead; all of it is kept."
)
IS_SHARED = _("This seat changed hands. Undo the substitution first.")


def why_not_deleted(enrolment: Enrolment) -> str:
    """Why an enrolment cannot be deleted; "" if it can: nothing was done with it but absences."""
    if enrolment.replaces_id is not None or enrolment.until_day is not None:
        return IS_SHARED
    there = [
        sa.exists().where(
            Attendance.enrolment_id == enrolment.id, Attendance.presence != Presence.ABSENT
        ),
        sa.exists().where(
            AttendanceChange.enrolment_id == enrolment.id,
            AttendanceChange.after.is_not(None),
            AttendanceChange.after != Presence.ABSENT,
        ),
    ]
    absences = {Attendance.__tablename__, AttendanceChange.__tablename__}
    there += [
        sa.exists().where(column == enrolment.id)
        for column in columns_for("enrolment")
        if column.table.name not in absences
    ]
    return HAS_WORK if db.session.scalar(select(sa.or_(*there))) else ""


def delete_enrolment(
    enrolment: Enrolment, *, reason: str, now: datetime, actor_id: int | None
) -> None:
    """Delete an enrolment, and the person if nothing else is known of her.

    The trail tells who it was, and an absence recorded of her goes. Her seat is for who waits
    first. Raises Conflict if there is work.
    """
    workshop, person = enrolment.workshop, enrolment.person
    lock_seats([workshop])
    db.session.refresh(enrolment, with_for_update={"of": Enrolment})
    if why := why_not_deleted(enrolment):
        raise Conflict(why)
    note(
        ENROLMENT_DELETED,
        f"enrolment:{enrolment.id}",
        now,
        actor_id=actor_id,
        workshop_id=workshop.id,
        before={"name": person.name, "participant_code": person.participant_code},
        reason=reason,
    )
    for table in (Attendance, AttendanceChange):
        db.session.execute(sa.delete(table).where(table.enrolment_id == enrolment.id))
    db.session.delete(enrolment)
    db.session.flush()
    if _is_nobody_else(person, workshop.id):
        for own in (SeatChange, ActivationCard):
            db.session.execute(sa.delete(own).where(own.person_id == person.id))
        db.session.delete(person)
        db.session.flush()
    else:
        # Once she belongs to one program only, a card of hers need not wait for her other one any
        # more: no card made here must open what is hers elsewhere.
        revoke_cards([person.id], now)
    fill_free_seats(workshop, now=now, actor_id=actor_id)


def _is_nobody_else(person: Person, workshop_id: int) -> bool:
    """Whether a person was made for this enrolment, never signed in, and is nowhere else."""
    if person.pin_hash or person.password_hash or person.standing is not Standing.MEMBER:
        return False
    elsewhere = [
        sa.exists().where(
            column == person.id,
            *(
                [column.table.c.workshop_id != workshop_id]
                if name == "seat_change.person_id"
                else []
            ),
        )
        for column in columns_for("person")
        if (name := f"{column.table.name}.{column.name}") != "activation_card.person_id"
    ]
    return not db.session.scalar(select(sa.or_(*elsewhere)))
