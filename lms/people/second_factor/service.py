"""Setting a second factor up, asking for it, and ending it."""

from datetime import datetime, timedelta

import pyotp
from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy import delete, select

from lms.audit.service import note
from lms.database import db
from lms.people import sessions
from lms.people.actions import SECOND_FACTOR_ENDED, SECOND_FACTOR_SET_UP
from lms.people.models import Person, Standing
from lms.people.second_factor.models import SecondFactor
from lms.people.second_factor.rules import RECOVERY_CODES, step_of
from lms.people.secrets import draw_recovery_code, fingerprint

SECONDS_TO_TYPE = 10 * 60


def factor_of(person_id: int) -> SecondFactor | None:
    """What somebody has set up, or has begun to."""
    query = select(SecondFactor).where(SecondFactor.person_id == person_id)
    found: SecondFactor | None = db.session.scalar(query)
    return found


def due_for(standing: Standing, now: datetime) -> datetime | None:
    """From when on somebody needs a second factor; only administrators do, if anybody."""
    days = int(current_app.config["SECOND_FACTOR_DAYS"])
    return now + timedelta(days=days) if days and standing is Standing.ADMINISTRATOR else None


def begin_grace(person: Person, now: datetime) -> None:
    """Give her time from her sign-in who was an administrator before anybody needed one."""
    if person.second_factor_due_at is None and person.second_factor_at is None:
        person.second_factor_due_at = due_for(person.standing, now)


def begin_set_up(person: Person) -> SecondFactor:
    """Draw a secret for an app; one that was begun before is shown again."""
    found = factor_of(person.id)
    if found is None:
        found = SecondFactor(person_id=person.id, secret=pyotp.random_base32(), recovery=[])
        db.session.add(found)
        db.session.flush()
    return found


def address_for_app(person: Person, factor: SecondFactor) -> str:
    """What the QR code says to the app."""
    app = pyotp.TOTP(factor.secret)
    return app.provisioning_uri(name=person.email or person.name, issuer_name="Go Digital")


def finish_set_up(person: Person, code: str, now: datetime, keep_session: int) -> list[str] | None:
    """Let the second factor count from now on, if the app shows the right code.

    Her other devices are signed out: they came in without it. The recovery codes, to be shown once;
    None if the code is wrong.
    """
    factor = factor_of(person.id)
    step = step_of(factor.secret, code, now, factor.last_step) if factor else None
    if factor is None or step is None:
        return None
    codes = [draw_recovery_code() for _n in range(RECOVERY_CODES)]
    factor.last_step, factor.recovery = step, [fingerprint(each) for each in codes]
    person.second_factor_at = now
    sessions.end_all(person.id, now, keep=keep_session)
    note(SECOND_FACTOR_SET_UP, f"person:{person.id}", now, actor_id=person.id)
    return codes


def is_right(person: Person, typed: str, now: datetime) -> bool:
    """Whether a code of the app or a recovery code is right; either is good once."""
    locked = select(SecondFactor).where(SecondFactor.person_id == person.id).with_for_update()
    factor = db.session.scalar(locked)
    if factor is None:
        return False
    step = step_of(factor.secret, typed, now, factor.last_step)
    if step is not None:
        factor.last_step = step
        return True
    hashed = fingerprint(typed.lower())
    if hashed not in factor.recovery:
        return False
    factor.recovery = [each for each in factor.recovery if each != hashed]
    return True


def end_second_factor(person: Person, now: datetime, actor_id: int | None) -> None:
    """Take it away, for she has lost her phone; she is signed out everywhere, there as well."""
    db.session.execute(delete(SecondFactor).where(SecondFactor.person_id == person.id))
    if person.second_factor_at is not None:
        person.second_factor_at = None
        sessions.end_all(person.id, now)
        note(SECOND_FACTOR_ENDED, f"person:{person.id}", now, actor_id=actor_id)


def ticket_for(person: Person) -> str:
    """The proof that the password was right, for the page that asks for the code."""
    return _signer().dumps([person.id, _seal(person)])


def person_of(ticket: str) -> Person | None:
    """Whose ticket it is; None if it is old, forged, or the password has changed since."""
    try:
        person_id, seal = _signer().loads(ticket, max_age=SECONDS_TO_TYPE)
    except (BadData, ValueError, TypeError):
        return None
    person = db.session.get(Person, person_id)
    return person if person is not None and seal == _seal(person) else None


def _seal(person: Person) -> str:
    return fingerprint(person.password_hash or "")[:16]


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.config["SECRET_KEY"]), salt="second factor")
