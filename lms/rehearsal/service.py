"""Beginning a rehearsal, moving its clock, throwing it away."""

import secrets
from datetime import datetime

from flask_babel import gettext
from sqlalchemy import select, update

from lms.audit.service import note
from lms.database import db
from lms.errors import Conflict
from lms.language import gettext_noop as _
from lms.people.models import Person
from lms.people.secrets import draw_participant_code
from lms.rehearsal import rules
from lms.rehearsal.actions import REHEARSAL_BEGUN, REHEARSAL_DISCARDED
from lms.rehearsal.discarding import discard_rows
from lms.rehearsal.models import Rehearsal
from lms.rehearsal.playing import play
from lms.rehearsal.queries import rehearsal_of
from lms.workshops.models import Enrolment, Meeting, Program, Staff, StaffRole, Workshop
from lms.workshops.queries import schedule_of

PEOPLE = 6


def begin_rehearsal(
    workshop: Workshop, token: str, pin_hash: str, now: datetime, actor: Person
) -> Rehearsal:
    """Set a rehearsal of `workshop` up, or return the one there is.

    Same course, days, times and staff; people invented, who sign in by code and one PIN; the clock
    stands shortly before the first meeting. Raises Conflict for the rehearsal of a rehearsal.
    """
    if workshop.program.is_rehearsal:
        raise Conflict(_("This is a rehearsal already."))
    db.session.execute(select(Workshop.id).filter_by(id=workshop.id).with_for_update())
    found = rehearsal_of(workshop)
    if found is not None:
        return found
    schedule = schedule_of(workshop)
    starts_at = rules.begins_at(schedule.slots, now)
    ahead = int((starts_at - now).total_seconds())
    stage = _stage(workshop, now, ahead)
    meetings = db.session.scalars(select(Meeting).filter_by(workshop_id=workshop.id)).all()
    staff = db.session.scalars(select(Staff).filter_by(workshop_id=workshop.id)).all()
    roles = {each.person_id: each.role for each in staff} | {actor.id: StaffRole.TRAINER}
    db.session.add_all(
        [
            *(
                Meeting(
                    workshop_id=stage.id,
                    day=each.day,
                    part=each.part,
                    starts_at=each.starts_at,
                    ends_at=each.ends_at,
                )
                for each in meetings
            ),
            *(Staff(workshop_id=stage.id, person_id=p, role=role) for p, role in roles.items()),
            *(_invented(stage, number, pin_hash, now) for number in range(1, PEOPLE + 1)),
        ]
    )
    rehearsal = Rehearsal(
        workshop=stage,
        of=workshop,
        token=token,
        made_by_id=actor.id,
        made_at=now,
        played_until=starts_at,
    )
    db.session.add(rehearsal)
    subject = f"workshop:{workshop.id}"
    note(REHEARSAL_BEGUN, subject, now, actor_id=actor.id, workshop_id=workshop.id)
    db.session.flush()
    return rehearsal


def _stage(workshop: Workshop, now: datetime, ahead: int) -> Workshop:
    name = f"gladi-{secrets.token_hex(4)}"
    program = Program(
        slug=name,
        title=workshop.program.title,
        target=PEOPLE,
        is_rehearsal=True,
        created_at=now,
    )
    stage = Workshop(
        program=program,
        revision=workshop.revision,
        number=workshop.number,
        slug=name,
        place=workshop.place,
        time_zone=workshop.time_zone,
        capacity=max(workshop.capacity, PEOPLE),
        practice_days=workshop.practice_days,
        created_at=now,
        clock_ahead=ahead,
    )
    db.session.add(stage)
    db.session.flush()
    return stage


def _invented(stage: Workshop, number: int, pin_hash: str, now: datetime) -> Enrolment:
    person = Person(
        name=gettext("Invented person %(number)s", number=number),
        participant_code=draw_participant_code(),
        pin_hash=pin_hash,
        created_at=now,
        clock_ahead=stage.clock_ahead,
    )
    return Enrolment(workshop=stage, person=person, first_form="AB"[number % 2], enrolled_at=now)


def move_clock(
    rehearsal: Rehearsal, to: datetime, now: datetime, actor: Person, *, work: bool
) -> None:
    """Move the clock on to `to`; with `work` the invented people do what they would until then.

    Both instants are on the rehearsal's clock. Raises Invalid for an earlier instant.
    """
    stage = rehearsal.workshop
    stage.clock_ahead = rules.ahead(stage.clock_ahead, now, to)
    people = select(Enrolment.person_id).where(Enrolment.workshop_id == stage.id)
    db.session.execute(
        update(Person)
        .where(Person.id.in_(people), Person.clock_ahead.is_not(None))
        .values(clock_ahead=stage.clock_ahead)
    )
    if work:
        play(stage, rehearsal.played_until, to, actor)
    rehearsal.played_until = to


def discard_rehearsal(rehearsal: Rehearsal, now: datetime, actor: Person) -> None:
    """Throw a rehearsal away with everything that was done in it. Nothing may be read after it."""
    real_id, actor_id = rehearsal.of_id, actor.id
    discard_rows(rehearsal)
    subject = f"workshop:{real_id}"
    note(REHEARSAL_DISCARDED, subject, now, actor_id=actor_id, workshop_id=real_id)
