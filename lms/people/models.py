"""People, cooperatives, activation cards, consents, web sessions."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.database import Model


class Standing(StrEnum):
    """What a person may do outside any program or workshop."""

    MEMBER = "member"
    ORGANISER = "organiser"
    ADMINISTRATOR = "administrator"


class Cooperative(Model):
    """A cooperative; `key` is its name in a form that the ways of writing it share."""

    name: Mapped[str] = mapped_column(String(160))
    key: Mapped[str] = mapped_column(String(160), unique=True)
    subdistrict: Mapped[str] = mapped_column(String(80), default="")
    district: Mapped[str] = mapped_column(String(80), default="")


class Person(Model):
    """Anybody who signs in, by participant code and PIN or by email and password.

    An email is one to write to; only with a password it is one to sign in with, and then nobody
    else signs in with it. `card_news_at`: since then there may be something to tell her of cards.
    Those invented for a rehearsal have its clock: `clock_ahead` seconds ahead of the true one.
    """

    __table_args__ = (
        Index(
            "uq_person_email_to_sign_in",
            "email",
            unique=True,
            sqlite_where=text("password_hash IS NOT NULL"),
            postgresql_where=text("password_hash IS NOT NULL"),
        ),
    )

    name: Mapped[str] = mapped_column(String(120))
    participant_code: Mapped[str | None] = mapped_column(String(16), unique=True)
    pin_hash: Mapped[str | None] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(254), index=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str] = mapped_column(String(20), default="")
    position: Mapped[str] = mapped_column(String(80), default="")
    note: Mapped[str] = mapped_column(String(120), default="")  # as a second phone number
    cooperative_id: Mapped[int | None] = mapped_column(ForeignKey("cooperative.id"), index=True)
    standing: Mapped[Standing] = mapped_column(default=Standing.MEMBER)
    language: Mapped[str] = mapped_column(String(5), default="id")
    may_be_written_to: Mapped[bool] = mapped_column(default=False)  # by WhatsApp and email
    created_at: Mapped[datetime]
    tour_settled_at: Mapped[datetime | None]  # since then the tour is not offered
    card_news_at: Mapped[datetime | None]
    clock_ahead: Mapped[int | None]
    disabled_at: Mapped[datetime | None]  # since then she cannot sign in
    secret_is_given: Mapped[bool] = mapped_column(default=False)  # by somebody else; to be changed
    second_factor_at: Mapped[datetime | None]  # since then a code of an app is asked for
    second_factor_due_at: Mapped[datetime | None]  # from then on she must have one

    cooperative: Mapped[Cooperative | None] = relationship()


class ActivationCard(Model):
    """A card with which a person chooses her PIN, once; only a keyed hash of its secret is kept.

    It is good until `expires_at`, unless it was used, or another one took its place (revoked).
    Where it took the place of a PIN she had (`replaced_pin`), she is told in any web session but
    the one it began (`used_session_id`), until she has said that she knows (`told_at`).
    """

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    secret_hash: Mapped[str] = mapped_column(String(64))
    issued_at: Mapped[datetime]
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    replaced_pin: Mapped[bool] = mapped_column(default=False)
    used_session_id: Mapped[int | None]
    told_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    issued_by: Mapped[Person | None] = relationship(foreign_keys=issued_by_id)


class Consent(Model):
    """A person's yes to how her data is used: which version of the text, in which language."""

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    version: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(5))
    given_at: Mapped[datetime]


class WebSession(Model):
    """One sign-in on one device; only a hash of its token is kept.

    `phone_key` is the same for all who signed in with one browser.
    """

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    device: Mapped[str] = mapped_column(String(120))
    address: Mapped[str] = mapped_column(String(45))
    phone_key: Mapped[str] = mapped_column(String(64), default="", index=True)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()


class SignInFailure(Model):
    """A failed try; counted to slow down guessing, deleted after a day.

    `own_phone_key` is set where she has signed in from the device before (as in WebSession).
    """

    __table_args__ = (Index(None, "address", "at"), Index(None, "identity_hash", "at"))

    identity_hash: Mapped[str] = mapped_column(String(64))
    address: Mapped[str] = mapped_column(String(45))
    own_phone_key: Mapped[str] = mapped_column(String(64), default="")
    at: Mapped[datetime] = mapped_column(index=True)
