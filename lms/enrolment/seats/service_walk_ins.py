"""Somebody at the door whom no list has: taken in at once, matched later."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import select

from lms.attendance.guests import record_present
from lms.audit.service import note
from lms.database import db
from lms.enrolment.actions import WALK_IN_ADDED, WALK_IN_KEPT, WALK_IN_MATCHED
from lms.enrolment.seats.merging import forget_ways_in, move_rows
from lms.enrolment.seats.queries import of_program, seat_in_program
from lms.errors import Conflict
from lms.language import gettext_noop as _
from lms.people.contacts import cooperative_key, recognised
from lms.people.cooperatives import NamedCooperative, cooperatives_by_key
from lms.people.models import Person
from lms.workshops.belonging import belong_elsewhere
from lms.workshops.models import Enrolment, Meeting, Part, Workshop
from lms.workshops.queries import enrolments_in
from lms.workshops.seating.models import SeatEvent
from lms.workshops.seating.queries import waiting_list
from lms.workshops.seating.service import (
    admit,
    fill_free_seats,
    lock_seats,
    record_seat_event,
    stop_waiting,
)


def add_walk_in(
    workshop: Workshop,
    meeting: Meeting,
    *,
    name: str,
    cooperative: str,
    phone: str,
    code: str,
    now: datetime,
    recorder: Person,
) -> Enrolment | None:
    """Take in somebody at the door, present from `meeting` on; None if she has to wait.

    `phone` is normalised, `code` a participant code nobody has. Raises Conflict if she is on the
    list already.
    """
    lock_seats([workshop])
    key = cooperative_key(cooperative)
    listed = [one.person for one in enrolments_in(workshop)]
    listed += [one.person for one in waiting_list(workshop)]
    if any(_is_same(one, name, key) for one in listed):
        raise Conflict(_("%(name)s is on the list already."), name=name)
    person = Person(
        name=name,
        participant_code=code,
        phone=phone,
        cooperative=cooperatives_by_key({key: NamedCooperative(cooperative)})[key] if key else None,
        created_at=now,
    )
    db.session.add(person)
    db.session.flush()
    seated = admit(workshop, [person], now=now, actor_id=recorder.id).seated
    record_seat_event(workshop, person.id, SeatEvent.WALKED_IN, now, recorder.id, day=meeting.day)
    note(
        WALK_IN_ADDED,
        f"person:{person.id}",
        now,
        actor_id=recorder.id,
        workshop_id=workshop.id,
        after={"meeting": meeting.id, "waits": not seated},
    )
    if not seated:
        return None
    enrolment = db.session.scalars(
        select(Enrolment).filter_by(workshop_id=workshop.id, person_id=person.id)
    ).one()
    enrolment.walked_in_at = now
    enrolment.from_day = meeting.day
    enrolment.from_afternoon = meeting.part is Part.AFTERNOON
    record_present(meeting, enrolment, recorder, now)
    return enrolment


def _is_same(person: Person, name: str, cooperative: str) -> bool:
    theirs = person.cooperative.key if person.cooperative else ""
    return recognised(person.name) == recognised(name) and theirs == cooperative


def keep_as_new(enrolment: Enrolment, *, now: datetime, actor_id: int | None) -> None:
    """Say that somebody from the door is nobody known. Raises Conflict if that is settled."""
    _still_open(enrolment)
    enrolment.walked_in_at = None
    record_seat_event(enrolment.workshop, enrolment.person_id, SeatEvent.KEPT_AS_NEW, now, actor_id)
    _note(enrolment, {"kept": True}, now, actor_id)


def match_walk_in(
    enrolment: Enrolment, person: Person, *, now: datetime, actor_id: int | None
) -> Enrolment:
    """Say that somebody from the door is `person`; return the place that stays.

    All that was recorded of her comes to `person`: to her place in the program if she has one (if
    that is in another workshop, what she attended here makes up for the same half days), else she
    gets this seat. Whoever signed in as the one from the door is signed out. Raises Conflict where
    both have records that differ, or the one from the door belongs to another program as well;
    nothing is changed then.
    """
    workshop = enrolment.workshop
    beside = of_program(workshop.program_id)
    # Of the whole program, for her known place may be in any workshop of it.
    lock_seats(list(db.session.scalars(select(Workshop).where(Workshop.id.in_(beside)))))
    _still_open(enrolment)
    if person.id == enrolment.person_id:
        raise Conflict(_("That is the same person."))
    gone, door_id, phone = enrolment.person, enrolment.id, enrolment.person.phone
    gone_id = gone.id
    elsewhere = belong_elsewhere([gone_id, person.id], workshop.program_id)
    if gone_id in elsewhere:
        raise Conflict(_("This person takes part in another program as well. Keep her as new."))
    with db.session.begin_nested():
        kept_id = _one_place(enrolment, person)
        stop_waiting(workshop, [gone_id, person.id])
        forget_ways_in(gone_id)
        move_rows("person", gone_id, person.id)
        if phone and not person.phone and person.id not in elsewhere:
            person.phone = phone
        db.session.flush()
        db.session.expunge(gone)
        db.session.execute(sa.delete(Person).where(Person.id == gone_id))
    db.session.expire_all()
    kept = db.session.get_one(Enrolment, kept_id)
    record_seat_event(workshop, person.id, SeatEvent.MATCHED, now, actor_id)
    note(
        WALK_IN_MATCHED,
        f"person:{person.id}",
        now,
        actor_id=actor_id,
        workshop_id=workshop.id,
        before={"person": gone_id, "enrolment": door_id},
        after={"person": person.id, "enrolment": kept_id},
    )
    db.session.flush()
    fill_free_seats(workshop, now=now, actor_id=actor_id)
    return kept


def _one_place(door: Enrolment, person: Person) -> int:
    """Make one place of that from the door and that of the known person, and return its id."""
    workshop_id, begins = door.workshop_id, (door.from_day, door.from_afternoon)
    place = seat_in_program(person.id, door.workshop.program_id) or db.session.scalar(
        select(Enrolment).filter_by(workshop_id=workshop_id, person_id=person.id)
    )
    if place is None:
        door.person_id, door.walked_in_at = person.id, None
        db.session.flush()
        return door.id
    if place.until_day is not None:
        raise Conflict(_("A substitute has this person's seat."))
    if place.withdrawn_at is not None:
        place.withdrawn_at, place.withdrawal_reason = None, ""
        begins = min(begins, (place.from_day, place.from_afternoon))
        place.from_day, place.from_afternoon = begins
    place_id, door_id = place.id, door.id
    db.session.expunge(door)
    move_rows("enrolment", door_id, place_id)
    db.session.execute(sa.delete(Enrolment).where(Enrolment.id == door_id))
    return place_id


def _still_open(enrolment: Enrolment) -> None:
    db.session.refresh(enrolment)
    if enrolment.walked_in_at is None:
        raise Conflict(_("This was settled already."))


def _note(
    enrolment: Enrolment, after: dict[str, bool], now: datetime, actor_id: int | None
) -> None:
    note(
        WALK_IN_KEPT,
        f"person:{enrolment.person_id}",
        now,
        actor_id=actor_id,
        workshop_id=enrolment.workshop_id,
        after=after,
    )
