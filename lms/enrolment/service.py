"""What can be done with the participants of a workshop."""

from datetime import datetime

from sqlalchemy import select

from lms.audit.service import note
from lms.database import db
from lms.enrolment.actions import ENROLLED_AGAIN, ENROLMENT_WITHDRAWN, PERSON_CHANGED
from lms.errors import Conflict, Refused
from lms.language import gettext_noop as _
from lms.people.contacts import cooperative_key
from lms.people.cooperatives import NamedCooperative, cooperatives_by_key
from lms.people.models import Person
from lms.workshops.belonging import (
    belongs_to,
    looks_after_herself,
    not_theirs,
    note_in_her_programs,
    of_several_programs,
)
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.seating.models import SeatEvent
from lms.workshops.seating.queries import seating_of
from lms.workshops.seating.service import (
    fill_free_seats,
    lock_seats,
    record_seat_event,
    revoke_cards_of_who_left,
    stop_waiting,
    wait_in_front,
)
from lms.workshops.service import InvalidField


def withdraw_enrolment(
    enrolment: Enrolment, *, reason: str, now: datetime, actor_id: int | None = None
) -> None:
    """Take a person out of her workshop; what she did is kept. Raises Conflict if she is out.

    Her seat goes to who waits first, as long as meetings are to come.
    """
    workshop = enrolment.workshop
    lock_seats([workshop])
    db.session.refresh(enrolment, with_for_update={"of": Enrolment})
    if enrolment.withdrawn_at is not None:
        raise Conflict(_("This participant has withdrawn already."))
    enrolment.withdrawn_at, enrolment.withdrawal_reason = now, reason
    note(
        ENROLMENT_WITHDRAWN,
        f"enrolment:{enrolment.id}",
        now,
        actor_id=actor_id,
        workshop_id=enrolment.workshop_id,
        reason=reason,
    )
    record_seat_event(
        workshop, enrolment.person_id, SeatEvent.WITHDRAWN, now, actor_id, reason=reason
    )
    # After `withdrawn_at` is set: it asks where she still takes part.
    revoke_cards_of_who_left(enrolment.person_id, now)
    fill_free_seats(workshop, now=now, actor_id=actor_id)


def reinstate(
    workshop: Workshop, enrolment: Enrolment, *, now: datetime, actor_id: int | None = None
) -> bool:
    """Take a person back who had withdrawn, and return whether she has a seat.

    If all are taken she waits in front of the list. Raises Conflict if she is in or waits already,
    gave her seat to a substitute, or is in another workshop of the program.
    """
    lock_seats([workshop])
    db.session.refresh(enrolment)
    if enrolment.withdrawn_at is None:
        raise Conflict(_("This participant is enrolled already."))
    if enrolment.until_day is not None:
        raise Conflict(_("A substitute has this seat. Withdraw the substitute instead."))
    elsewhere = (
        select(Workshop.number)
        .join(Enrolment, Enrolment.workshop_id == Workshop.id)
        .where(
            Enrolment.person_id == enrolment.person_id,
            Enrolment.withdrawn_at.is_(None),
            Workshop.program_id == workshop.program_id,
        )
    )
    if (number := db.session.scalar(elsewhere)) is not None:
        raise Conflict(_("This participant is in workshop %(number)s now."), number=number)
    seating = seating_of(workshop)
    if enrolment.person_id in seating.waiting:
        raise Conflict(_("This participant is on the waiting list already."))
    if not seating.free:
        wait_in_front(workshop, enrolment.person_id, now=now, actor_id=actor_id)
        return False
    stop_waiting(workshop, [enrolment.person_id])
    reason = enrolment.withdrawal_reason
    enrolment.withdrawn_at, enrolment.withdrawal_reason = None, ""
    note(
        ENROLLED_AGAIN,
        f"enrolment:{enrolment.id}",
        now,
        actor_id=actor_id,
        workshop_id=workshop.id,
        before={"withdrawal_reason": reason},
    )
    record_seat_event(workshop, enrolment.person_id, SeatEvent.CAME_BACK, now, actor_id)
    return True


def change_person(
    enrolment: Enrolment,
    *,
    name: str,
    position: str,
    phone: str,
    email: str,
    cooperative: str,
    now: datetime,
    actor: Person | None = None,
) -> None:
    """Correct what is kept about a participant; `phone` and `email` are normalised already.

    Raises Refused for somebody who keeps her own data or belongs to another program too,
    InvalidField if somebody else of this program has this email.
    """
    person, program_id = enrolment.person, enrolment.workshop.program_id
    if why := not_theirs(person, program_id, actor):
        raise Refused(why)
    key = cooperative_key(cooperative)
    if email and email != person.email and _is_taken(email, program_id):
        raise InvalidField("email", _("Somebody else has this email."))
    before = _data_of(person)
    person.name, person.position, person.phone = name, position, phone
    person.email = email or None
    person.cooperative = (
        cooperatives_by_key({key: NamedCooperative(cooperative)})[key] if key else None
    )
    db.session.flush()
    after = _data_of(person)
    if before != after:
        note(
            PERSON_CHANGED,
            f"person:{person.id}",
            now,
            actor_id=actor.id if actor else None,
            workshop_id=enrolment.workshop_id,
            before=before,
            after=after,
        )


def change_own_data(person: Person, *, name: str, phone: str, email: str, now: datetime) -> None:
    """Let somebody who keeps her own data correct it; `phone` and `email` are normalised already.

    Raises Refused where the office of her workshop does that. An email she signs in with stays.
    """
    if not keeps_her_own_data(person):
        raise Refused(_("The office of your workshop keeps your data. Tell the organiser."))
    before = _data_of(person)
    person.name, person.phone = name, phone
    if person.password_hash is None:
        person.email = email or None
    after = _data_of(person)
    if before != after:
        note_in_her_programs(
            PERSON_CHANGED, person.id, now, actor_id=person.id, before=before, after=after
        )


def keeps_her_own_data(person: Person) -> bool:
    """Whether only the person herself changes her data."""
    return looks_after_herself(person) or bool(of_several_programs([person.id]))


def _is_taken(email: str, program_id: int) -> bool:
    """Whether somebody who belongs to the program has this email; others are not asked."""
    found = select(Person.id).where(Person.email == email, belongs_to(program_id))
    return db.session.scalar(found.limit(1)) is not None


def _data_of(person: Person) -> dict[str, str]:
    return {
        "name": person.name,
        "position": person.position,
        "phone": person.phone,
        "email": person.email or "",
        "cooperative": person.cooperative.name if person.cooperative else "",
    }
