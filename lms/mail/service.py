"""Writing mail into the outbox, and taking it out: one sender a mail, however many run."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from lms.database import db
from lms.mail.models import OutgoingMail
from lms.mail.rules import next_try
from lms.people.models import Person
from lms.workshops.models import Workshop

CLAIMED_FOR = timedelta(minutes=10)
"""Whoever has not told by then how sending went has died; somebody else takes the mail."""
NEWEST = 100


def is_configured() -> bool:
    """Whether there is a server to send through; without one nothing promises mail."""
    return bool(current_app.config["SMTP_HOST"])


def write(
    person: Person, workshop: Workshop | None, subject: str, body: str, stop_url: str, now: datetime
) -> OutgoingMail | None:
    """Put a mail into the outbox, None for somebody without an address or who wants none."""
    if not person.email or not person.may_be_written_to:
        return None
    mail = OutgoingMail(
        person=person,
        workshop_id=None if workshop is None else workshop.id,
        address=person.email,
        subject=" ".join(subject.split())[:200],
        body=body,
        stop_url=stop_url,
        written_at=now,
        next_try_at=now,
    )
    db.session.add(mail)
    return mail


@dataclass(frozen=True)
class Letter:
    """A mail to be handed over; `wanted`: the person did not change her mind meanwhile."""

    mail_id: int
    person_id: int
    address: str
    subject: str
    body: str
    stop_url: str
    written_at: datetime
    wanted: bool


def claim(now: datetime) -> Letter | None:
    """Take the next mail that is due and nobody else is at; commit before sending it."""
    mail = db.session.scalars(
        select(OutgoingMail)
        .options(joinedload(OutgoingMail.person))
        .where(
            OutgoingMail.sent_at.is_(None),
            OutgoingMail.given_up_at.is_(None),
            OutgoingMail.next_try_at <= now,
            or_(OutgoingMail.claimed_until.is_(None), OutgoingMail.claimed_until <= now),
        )
        .order_by(OutgoingMail.id)
        .limit(1)
        # A second sender takes the next mail instead of waiting for this one.
        .with_for_update(of=OutgoingMail, skip_locked=True)
    ).first()
    if mail is None:
        return None
    mail.claimed_until = now + CLAIMED_FOR
    # Counted before it is sent: a sender that dies has tried.
    mail.tries += 1
    return Letter(
        mail.id,
        mail.person_id,
        mail.address,
        mail.subject,
        mail.body,
        mail.stop_url,
        mail.written_at,
        mail.person.may_be_written_to,
    )


def note_sent(mail_id: int, now: datetime) -> None:
    """Note that the server has taken the mail."""
    mail = db.session.get_one(OutgoingMail, mail_id)
    mail.sent_at, mail.claimed_until, mail.problem = now, None, ""


def note_problem(mail_id: int, problem: str, now: datetime, *, final: bool) -> None:
    """Note why it was not sent; it is tried again later, or given up if that is no use."""
    mail = db.session.get_one(OutgoingMail, mail_id)
    again = None if final else next_try(mail.tries, now)
    mail.problem, mail.claimed_until = problem[:300], None
    if again is None:
        mail.given_up_at = now
    else:
        mail.next_try_at = again


def mails_in(workshop: Workshop) -> list[OutgoingMail]:
    """The newest mails of a workshop, the newest first."""
    return list(
        db.session.scalars(
            select(OutgoingMail)
            .options(joinedload(OutgoingMail.person))
            .where(OutgoingMail.workshop_id == workshop.id)
            .order_by(OutgoingMail.written_at.desc(), OutgoingMail.id.desc())
            .limit(NEWEST)
        )
    )
