"""What an administrator does with people: add colleagues, change standings, give new passwords."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.exc import IntegrityError

from lms.audit.service import note
from lms.database import db
from lms.errors import Conflict, NotFound, Refused
from lms.language import gettext_noop as _
from lms.people import sessions, throttling
from lms.people.actions import (
    ACCOUNT_CLOSED,
    ACCOUNT_OPENED,
    COLLEAGUE_ADDED,
    PASSWORD_RENEWED,
    ROLE_CHANGED,
)
from lms.people.cards import revoke_cards
from lms.people.models import Person, Standing
from lms.people.second_factor.service import due_for
from lms.people.secrets import verify_secret
from lms.people.signals import secret_changed

_BY_STANDING = case(
    {each: place for place, each in enumerate(reversed(Standing))}, value=Person.standing
)


def count_of(words: str) -> int:
    """How many people there are whose name, code or email has `words` in it."""
    return db.session.scalar(select(func.count()).select_from(_found(words).subquery())) or 0


def find(words: str, *, first: int, most: int) -> Sequence[Person]:
    """Those people, from place `first` (from 0) on, at most so many.

    Administrators stand first, then organisers, then everybody else.
    """
    rows = _found(words).order_by(_BY_STANDING, Person.name, Person.id)
    return db.session.scalars(rows.limit(most).offset(first)).all()


def _found(words: str) -> Select[Person]:
    query = select(Person).where(Person.clock_ahead.is_(None))
    if words:
        fields = (Person.name, Person.email, Person.participant_code)
        query = query.where(or_(*(field.icontains(words, autoescape=True) for field in fields)))
    return query


def add(
    *,
    name: str,
    email: str,
    standing: Standing,
    hashed: str,
    now: datetime,
    actor_id: int | None,
) -> Person:
    """Make a person who signs in by email. Raises Conflict if the email is taken."""
    person = Person(
        name=name,
        email=email,
        standing=standing,
        password_hash=hashed,
        created_at=now,
        secret_is_given=True,
        second_factor_due_at=due_for(standing, now),
    )
    try:
        with db.session.begin_nested():
            db.session.add(person)
            db.session.flush()
    except IntegrityError:
        raise Conflict(_("Somebody else has this email. Choose another one.")) from None
    after = {"standing": standing.value}
    note(COLLEAGUE_ADDED, f"person:{person.id}", now, actor_id=actor_id, after=after)
    return person


def signs_in_with(email: str) -> Person | None:
    """Who signs in with this email."""
    query = select(Person).where(Person.email == email, Person.password_hash.is_not(None))
    return db.session.scalar(query)


def made_with(email: str, password: str) -> Person | None:
    """The person with this email if this is her password. Slow; call it while `reading`."""
    person = signs_in_with(email)
    return person if person and verify_secret(person.password_hash, password) else None


def person_with(person_id: int) -> Person:
    """Raises NotFound."""
    person = db.session.get(Person, person_id)
    if person is None:
        raise NotFound(_("This person is not in the list any more."))
    return person


def set_standing(person: Person, standing: Standing, now: datetime, actor_id: int) -> None:
    """Say what a person may do outside workshops.

    Raises Refused for oneself, Conflict where six digits alone would open more than a workshop.
    """
    if person.id == actor_id:
        raise Refused(_("You cannot change your own role. Ask another administrator."))
    if standing is not Standing.MEMBER and person.password_hash is None:
        raise Conflict(
            _(
                "Organisers and administrators sign in with email and password, and this person has"
                " only a PIN. Make a new password for them, or add them as a colleague."
            )
        )
    before = {"standing": person.standing.value}
    person.standing = standing
    person.second_factor_due_at = due_for(standing, now)
    after = {"standing": standing.value}
    subject = f"person:{person.id}"
    note(ROLE_CHANGED, subject, now, actor_id=actor_id, before=before, after=after)


def close_account(person: Person, now: datetime, actor_id: int | None) -> None:
    """Let somebody sign in no more; all she did stays. Raises Refused for oneself.

    She is signed out everywhere, and her cards are worth nothing.
    """
    if person.id == actor_id:
        raise Refused(_("You cannot close your own account. Ask another administrator."))
    if person.disabled_at is None:
        person.disabled_at = now
        sessions.end_all(person.id, now)
        secret_changed.send(person)
        revoke_cards([person.id], now)
        note(ACCOUNT_CLOSED, f"person:{person.id}", now, actor_id=actor_id)


def open_account(person: Person, now: datetime, actor_id: int | None) -> None:
    """Let her sign in again, with the secret she had."""
    if person.disabled_at is not None:
        person.disabled_at = None
        note(ACCOUNT_OPENED, f"person:{person.id}", now, actor_id=actor_id)


def set_password(person: Person, hashed: str, now: datetime, actor_id: int) -> None:
    """Set a new password for somebody who signs in by email; she is signed out everywhere."""
    if person.email is None:
        raise Conflict(_("This person signs in by code and PIN. A trainer gives a new PIN."))
    try:
        with db.session.begin_nested():
            person.password_hash, person.secret_is_given = hashed, True
            db.session.flush()
    except IntegrityError:  # until now she had it only to be written to
        raise Conflict(_("Somebody else has this email. Choose another one.")) from None
    sessions.end_all(person.id, now)
    secret_changed.send(person)
    throttling.forget_all_failures(person.email)
    note(PASSWORD_RENEWED, f"person:{person.id}", now, actor_id=actor_id)
