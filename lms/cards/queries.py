"""Finding cards, and who may have one."""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import contains_eager

from lms.cards.rules import CardFitness, fitness, usable_from
from lms.database import db
from lms.people.cards import CardState, card_states
from lms.people.first_secrets import card_secret, kept_form
from lms.people.models import ActivationCard, Person, Standing, WebSession
from lms.workshops.belonging import of_several_programs
from lms.workshops.models import Enrolment, Handout, Staff, Workshop
from lms.workshops.queries import enrolments_in


@dataclass(frozen=True)
class CardHolder:
    """A participant of a workshop who may have a card."""

    enrolment: Enrolment
    state: CardState


@dataclass(frozen=True)
class PrintedCard:
    """A card as it is handed out; `secret` is known only while its handout is shown.

    `waits_until`: before it the card cannot be used.
    """

    enrolment: Enrolment
    code: str
    secret: str
    expires_at: datetime
    waits_until: datetime | None = None

    @property
    def person(self) -> Person:
        return self.enrolment.person


@dataclass(frozen=True)
class CardLookup:
    """The card somebody holds in her hand; `card` None if there is no such card."""

    fitness: CardFitness
    card: ActivationCard | None = None


def holders_in(workshop: Workshop, now: datetime) -> list[CardHolder]:
    """Who takes part and may have a card, by name.

    Who runs anything signs in by email or keeps her PIN: a card would open her other workshops.
    """
    enrolments = [e for e in enrolments_in(workshop) if signs_in_by_code(e.person)]
    running = who_runs_a_workshop([e.person_id for e in enrolments])
    states = card_states([e.person for e in enrolments], now)
    return [CardHolder(e, states[e.person_id]) for e in enrolments if e.person_id not in running]


def signs_in_by_code(person: Person) -> bool:
    """Whether a person signs in by code and PIN, and runs nothing by her standing."""
    return (
        person.participant_code is not None
        and person.password_hash is None
        and person.standing is Standing.MEMBER
    )


def who_runs_a_workshop(person_ids: list[int]) -> set[int]:
    """Which of these people are trainer or assistant anywhere."""
    return set(db.session.scalars(select(Staff.person_id).where(Staff.person_id.in_(person_ids))))


def staff_signed_in_with(phone_key: str, but_id: int) -> int | None:
    """Who of those who run something signed in last with a browser, leaving out `but_id`."""
    runs = or_(
        Person.password_hash.is_not(None),
        Person.standing != Standing.MEMBER,
        exists().where(Staff.person_id == Person.id),
    )
    found: int | None = db.session.scalar(
        select(Person.id)
        .join(WebSession, WebSession.person_id == Person.id)
        .where(WebSession.phone_key == phone_key, Person.id != but_id, runs)
        .order_by(WebSession.id.desc())
        .limit(1)
    )
    return found


def state_of(person: Person, now: datetime) -> CardState:
    return card_states([person], now)[person.id]


def cards_under(handout: Handout, now: datetime) -> list[PrintedCard]:
    """The cards made under a handout that can still be used, by name."""
    people = select(Enrolment.person_id).where(Enrolment.workshop_id == handout.workshop_id)
    good = {
        card.person_id: card
        for card in db.session.scalars(
            select(ActivationCard)
            .where(
                ActivationCard.person_id.in_(handout.person_ids),
                ActivationCard.person_id.in_(people),
                ActivationCard.used_at.is_(None),
                ActivationCard.revoked_at.is_(None),
                ActivationCard.expires_at > now,
            )
            .order_by(ActivationCard.id)
        )
    }
    enrolments = db.session.scalars(
        select(Enrolment)
        .join(Enrolment.person)
        .options(contains_eager(Enrolment.person).joinedload(Person.cooperative))
        .where(Enrolment.workshop_id == handout.workshop_id, Enrolment.person_id.in_(good))
        .order_by(Person.name, Enrolment.id)
    )
    since = usable_since(list(good.values()))
    cards = [
        _printed(enrolment, good[enrolment.person_id], handout, since) for enrolment in enrolments
    ]
    return [card for card in cards if card is not None]


def usable_since(cards: Sequence[ActivationCard]) -> dict[int, datetime]:
    """From when on each of these cards can be used, by its id."""
    several = of_several_programs({card.person_id for card in cards})
    administrators = set(
        db.session.scalars(
            select(Person.id).where(
                Person.id.in_({card.issued_by_id for card in cards}),
                Person.standing == Standing.ADMINISTRATOR,
            )
        )
    )
    return {
        card.id: usable_from(
            card.issued_at,
            of_several=card.person_id in several,
            by_administrator=card.issued_by_id is None or card.issued_by_id in administrators,
        )
        for card in cards
    }


def _printed(
    enrolment: Enrolment, card: ActivationCard, handout: Handout, since: Mapping[int, datetime]
) -> PrintedCard | None:
    """The card as printed, None if it was not made under this handout."""
    code = enrolment.person.participant_code or ""
    secret = card_secret(handout.token, code)
    if not hmac.compare_digest(kept_form(code, secret), card.secret_hash):
        return None
    waits = since[card.id] > card.issued_at
    waits_until = since[card.id] if waits else None
    return PrintedCard(enrolment, code, secret, card.expires_at, waits_until)


def card_of(code: str, secret: str, now: datetime) -> CardLookup:
    """The card with this participant code and secret, as it is now."""
    cards = db.session.scalars(
        select(ActivationCard)
        .join(ActivationCard.person)
        .where(Person.participant_code == code)
        .order_by(ActivationCard.id.desc())
    ).all()
    # Every card of hers, not only the newest: who types an old one is told what became of it.
    kept = kept_form(code, secret)
    matching = [card for card in cards if hmac.compare_digest(card.secret_hash, kept)]
    return judged(matching[0], now) if matching else CardLookup(CardFitness.UNKNOWN)


def judged(card: ActivationCard, now: datetime) -> CardLookup:
    """A card with what it is good for now."""
    enrolled = select(Enrolment.id).where(
        Enrolment.person_id == card.person_id, Enrolment.withdrawn_at.is_(None)
    )
    is_participant = (
        signs_in_by_code(card.person)
        and db.session.scalar(enrolled.limit(1)) is not None
        and not who_runs_a_workshop([card.person_id])
    )
    return CardLookup(
        fitness(
            usable_from=usable_since([card])[card.id],
            expires_at=card.expires_at,
            used_at=card.used_at,
            revoked_at=card.revoked_at,
            is_participant=is_participant,
            now=now,
        ),
        card,
    )
