"""Signing in, and changing one's secret."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from lms import clock
from lms.audit.service import Noted, note, note_all
from lms.database import db, reading
from lms.errors import Refused
from lms.language import gettext_noop as _
from lms.people import sessions, throttling
from lms.people.actions import MESSAGE_CONSENT_CHANGED, SECRET_CHANGED
from lms.people.models import Person
from lms.people.secrets import draw_participant_code, normalised_identity, verify_secret
from lms.people.signals import secret_changed

CLOSED = _("This account is closed. Ask your organiser or the administrator to open it again.")


def authenticate(
    identity: str, secret: str, address: str, device: str, phone_key: str = ""
) -> Person | None:
    """Sign a person in by code and PIN or email and password, or return None and count a failure.

    Who has a second factor is not signed in yet: it is asked for next.

    `phone_key`: which device it is, for one she has signed in from before is not locked out by
    tries elsewhere. The same answer for an unknown identity and a wrong secret, in the same time.
    Raises Throttled before anything is checked, Refused for an account that was closed. The hash
    is checked outside the write gate.
    """
    now = clock.now()
    identity = normalised_identity(identity)
    with reading():
        person_id, hashed = _credentials(identity) or (None, None)
        phone = throttling.own_phone(person_id, phone_key)
        throttling.refuse_if_too_fast(identity, address, now, phone)
    matches = verify_secret(hashed, secret)
    throttling.one_at_a_time(person_id)
    if not matches:
        throttling.count_failure(identity, address, now, phone)
        return None
    # What was tried at the same moment counts as well: of many tries at once no more are let in.
    throttling.refuse_if_too_fast(identity, address, now, phone)
    throttling.forget_failures(identity, address, phone)
    person = db.session.get_one(Person, person_id)
    if person.disabled_at is not None:
        raise Refused(CLOSED)
    if person.second_factor_at is None:
        sessions.begin(person, device, address, now)
    return person


def _credentials(identity: str) -> tuple[int, str | None] | None:
    if "@" in identity:
        row = db.session.execute(
            select(Person.id, Person.password_hash).where(
                Person.email == identity, Person.password_hash.is_not(None)
            )
        ).first()
    else:
        row = db.session.execute(
            select(Person.id, Person.pin_hash).where(Person.participant_code == identity)
        ).first()
    return (row[0], row[1]) if row else None


def has_secret(person: Person, secret: str) -> bool:
    """Whether `secret` is the person's PIN or password. Slow; call it while `reading`."""
    return verify_secret(person.password_hash or person.pin_hash, secret)


def agree_to_messages(person: Person, yes: bool, now: datetime, actor_id: int | None) -> None:
    """Note whether somebody may be written to by WhatsApp and email."""
    if person.may_be_written_to != yes:
        person.may_be_written_to = yes
        note(
            MESSAGE_CONSENT_CHANGED,
            f"person:{person.id}",
            now,
            actor_id=actor_id,
            after={"may_be_written_to": yes},
        )


def all_agree_to_messages(person_ids: Sequence[int], now: datetime, actor_id: int | None) -> None:
    """Note of many, who were never asked before, that they may be written to."""
    db.session.execute(
        update(Person).where(Person.id.in_(person_ids)).values(may_be_written_to=True),
        # Else each person this session knows is looked at, in each turn of an import.
        execution_options={"synchronize_session": False},
    )
    note_all(
        MESSAGE_CONSENT_CHANGED,
        [Noted(f"person:{each}", None, {"may_be_written_to": True}) for each in person_ids],
        now,
        actor_id=actor_id,
    )


def replace_secret(person: Person, hashed: str, now: datetime, keep_session: int | None) -> None:
    """Replace the secret a person signs in with; every other device is signed out."""
    if person.password_hash is not None:
        person.password_hash = hashed
    else:
        person.pin_hash = hashed
    person.secret_is_given = False
    sessions.end_all(person.id, now, keep=keep_session)
    secret_changed.send(person)
    note(SECRET_CHANGED, f"person:{person.id}", now, actor_id=person.id)


def choose_pin(person: Person, hashed: str, now: datetime) -> None:
    """Give a person the PIN she chose; she is signed out everywhere."""
    person.pin_hash = hashed
    sessions.end_all(person.id, now)
    secret_changed.send(person)
    throttling.forget_all_failures(person.participant_code or "")


def unused_codes(count: int) -> list[str]:
    """Participant codes nobody has."""
    codes: set[str] = set()
    while len(codes) < count:
        drawn = {draw_participant_code() for _one in range(count - len(codes))}
        taken = select(Person.participant_code).where(Person.participant_code.in_(drawn))
        codes |= drawn - set(db.session.scalars(taken))
    return list(codes)
