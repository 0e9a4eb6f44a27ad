"""First PINs and passwords, shown for a short time to the one who gave them out.

A secret follows from the random token of its handout and the server's own key, so it is kept
nowhere, a repeated submit gives the same one, and the page that shows it can be loaded again.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from lms.database import db
from lms.errors import NotFound
from lms.language import mark as _
from lms.people.first_secrets import first_password, first_pin
from lms.people.models import Person
from lms.people.secrets import draw_participant_code, hash_secret
from lms.workshops.models import Handout, Workshop

SHOWN_FOR = timedelta(minutes=30)
AT_ONCE = 4


@dataclass(frozen=True)
class NewSecret:
    """What a new person signs in with: her code (or email) and the hash of her secret."""

    identity: str
    hashed: str


@dataclass(frozen=True)
class Told:
    """One line of a handout."""

    person: Person
    identity: str
    secret: str


def new_pins(token: str, codes: Sequence[str]) -> list[NewSecret]:
    """Return the hashed first PINs for `codes`. Slow (25 ms each): call it before any writing."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        hashes = [
            pool.submit(copy_context().run, hash_secret, first_pin(token, code)) for code in codes
        ]
        return [NewSecret(code, done.result()) for code, done in zip(codes, hashes, strict=True)]


def unused_codes(count: int) -> list[str]:
    """Return participant codes nobody has. One statement, two if one was taken."""
    codes: set[str] = set()
    while len(codes) < count:
        drawn = {draw_participant_code() for _one in range(count - len(codes))}
        taken = select(Person.participant_code).where(Person.participant_code.in_(drawn))
        codes |= drawn - set(db.session.scalars(taken))
    return list(codes)


def begin_handout(workshop: Workshop, token: str, now: datetime, actor_id: int) -> Handout | None:
    """Begin to give out secrets under `token`; None if that has been done: a repeated submit.

    Call it before anything is written, then fill `person_ids`. Older handouts are forgotten.
    """
    db.session.execute(delete(Handout).where(Handout.made_at < now - SHOWN_FOR))
    handout = Handout(
        token=token, workshop_id=workshop.id, made_by_id=actor_id, made_at=now, person_ids=[]
    )
    try:
        with db.session.begin_nested():
            db.session.add(handout)
            db.session.flush()
    except IntegrityError:
        return None
    return handout


def handout_of(workshop: Workshop, token: str, actor_id: int, now: datetime) -> Handout | None:
    """Return a handout that is still shown to the one who made it."""
    handout: Handout | None = db.session.scalar(
        select(Handout).where(
            Handout.token == token,
            Handout.workshop_id == workshop.id,
            Handout.made_by_id == actor_id,
            Handout.made_at >= now - SHOWN_FOR,
        )
    )
    return handout


def handout_in(workshop: Workshop, token: str, actor_id: int, now: datetime) -> Handout:
    """Return the handout, as `handout_of`. Raises NotFound when it is no longer shown."""
    handout = handout_of(workshop, token, actor_id, now)
    if handout is None:
        raise NotFound(_("These PINs are no longer shown. Give a new PIN to whom needs one."))
    return handout


def lines_of(handout: Handout) -> list[Told]:
    """Return the people of a handout with code and PIN, or email and password, by name."""
    people = db.session.scalars(
        select(Person).where(Person.id.in_(handout.person_ids)).order_by(Person.name, Person.id)
    )
    return [_told(handout.token, person) for person in people]


def _told(token: str, person: Person) -> Told:
    if person.password_hash is not None:
        email = person.email or ""
        return Told(person, email, first_password(token, email))
    code = person.participant_code or ""
    return Told(person, code, first_pin(token, code))


def forget(handout: Handout) -> None:
    """Stop showing these secrets; the people keep them."""
    db.session.delete(handout)
