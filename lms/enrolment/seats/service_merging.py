"""Two persons who are one human, made one by an administrator: everything both did is kept."""

from datetime import datetime

from sqlalchemy import exists, or_, select

from lms.database import db
from lms.enrolment.actions import PEOPLE_MERGED
from lms.enrolment.seats.service_joining import make_one
from lms.errors import Conflict
from lms.language import gettext_noop as _
from lms.people.models import Person, Standing
from lms.people.secrets import normalised_identity
from lms.workshops.belonging import note_in_her_programs
from lms.workshops.models import Enrolment, Staff

_RANK = {each: place for place, each in enumerate(Standing)}


def known_by(typed: str) -> Person | None:
    """Who signs in with a participant code or an email; None if that is nobody."""
    identity = normalised_identity(typed)
    email = (Person.email == identity) & Person.password_hash.is_not(None)
    return db.session.scalar(select(Person).where(or_(Person.participant_code == identity, email)))


def check_mergeable(kept: Person, gone: Person, actor: Person) -> None:
    """Raise Conflict, in words that say what to do, if `gone` cannot become one with `kept`."""
    if kept.id == gone.id:
        raise Conflict(_("This is the same person. Type the other code or email."))
    if kept.clock_ahead is not None or gone.clock_ahead is not None:
        raise Conflict(_("People of a rehearsal are invented; they cannot be joined."))
    if gone.id == actor.id:
        raise Conflict(_("This would end the account you are signed in with. Begin at the other."))
    if gone.password_hash is not None and kept.password_hash is None:
        raise Conflict(_("Keep the account that signs in by email. Begin at that one."))
    if _RANK[gone.standing] > _RANK[kept.standing]:
        raise Conflict(_("The other account has the higher role. Begin at that one."))
    if _takes_part_where_she_helps(kept, gone) or _takes_part_where_she_helps(gone, kept):
        raise Conflict(
            _(
                "One of them takes part in a workshop that the other one runs. Withdraw the place, "
                "or take the other one out of the staff first."
            )
        )
    if _same_workshop(kept, gone):
        raise Conflict(
            _(
                "Both have a place in the same workshop. Which of them counts must be decided "
                "there: match the one from the door, or ask its organiser to correct the list."
            )
        )


def _takes_part_where_she_helps(one: Person, other: Person) -> bool:
    helped = select(Staff.workshop_id).where(Staff.person_id == other.id)
    place = exists().where(Enrolment.person_id == one.id, Enrolment.workshop_id.in_(helped))
    return bool(db.session.scalar(select(place)))


def _same_workshop(one: Person, other: Person) -> bool:
    hers = select(Enrolment.workshop_id).where(Enrolment.person_id == other.id)
    place = exists().where(Enrolment.person_id == one.id, Enrolment.workshop_id.in_(hers))
    return bool(db.session.scalar(select(place)))


def merge_people(kept: Person, gone: Person, *, now: datetime, actor: Person) -> None:
    """Make one of two; `kept` keeps her name, secrets and role. Raises Conflict, nothing changed.

    The sign-ins and secrets of `gone` end.
    """
    both = sorted([kept.id, gone.id])
    db.session.execute(
        select(Person.id).where(Person.id.in_(both)).order_by(Person.id).with_for_update()
    ).all()
    check_mergeable(kept, gone, actor)
    before = {
        "name": gone.name,
        "participant_code": gone.participant_code,
        "email": gone.email or "",
    }
    make_one(kept, gone, now)
    after = {
        "name": kept.name,
        "participant_code": kept.participant_code,
        "email": kept.email or "",
    }
    note_in_her_programs(PEOPLE_MERGED, kept.id, now, actor_id=actor.id, before=before, after=after)
