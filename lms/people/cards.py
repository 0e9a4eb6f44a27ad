"""How far people are with their activation cards."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select, update

from lms.database import db
from lms.language import gettext_noop as _
from lms.people.models import ActivationCard, Person


class CardState(StrEnum):
    """Where a person stands between being enrolled and signing in by herself."""

    MISSING = "missing"  # no card, or only one that is out of date
    PRINTED = "printed"
    ACTIVE = "active"


CARD_WORDS: dict[CardState, str] = {
    CardState.MISSING: _("Card not printed yet"),
    CardState.PRINTED: _("Card printed"),
    CardState.ACTIVE: _("Active"),
}


def card_states(people: Sequence[Person], now: datetime) -> dict[int, CardState]:
    """The state of each of these people by id."""
    waiting = people_with_card((person.id for person in people), now)
    return {person.id: _state(person, person.id in waiting) for person in people}


def is_active(person: Person) -> bool:
    """Whether a person can sign in by herself."""
    return person.pin_hash is not None or person.password_hash is not None


def _state(person: Person, has_card: bool) -> CardState:
    if is_active(person):
        return CardState.ACTIVE
    return CardState.PRINTED if has_card else CardState.MISSING


def people_with_card(person_ids: Iterable[int], now: datetime) -> set[int]:
    """Which of these people have a card that can still be used."""
    return set(
        db.session.scalars(
            select(ActivationCard.person_id).where(
                ActivationCard.person_id.in_(list(person_ids)),
                ActivationCard.used_at.is_(None),
                ActivationCard.revoked_at.is_(None),
                ActivationCard.expires_at > now,
            )
        )
    )


def revoke_cards(person_ids: Sequence[int], now: datetime) -> None:
    """Make every card of these people that is still open worth nothing."""
    db.session.execute(
        update(ActivationCard)
        .where(
            ActivationCard.person_id.in_(person_ids),
            ActivationCard.used_at.is_(None),
            ActivationCard.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )
