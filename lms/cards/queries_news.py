"""What is to be told of cards: to the person they open, and to her other programs."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.cards.queries import usable_since
from lms.cards.rules import WAIT
from lms.database import db
from lms.errors import NotFound
from lms.language import gettext_noop as _
from lms.people.models import ActivationCard, Person
from lms.workshops.models import Enrolment, Workshop

MAX_NEWS = 10


@dataclass(frozen=True)
class News:
    """A card somebody made, or one with which a PIN was replaced."""

    card: ActivationCard
    usable_from: datetime

    @property
    def waits(self) -> bool:
        """Whether it cannot be used at once."""
        return self.usable_from > self.card.issued_at


def news_for(person: Person, web_session_id: int | None, now: datetime) -> list[News]:
    """What a person is to be told of her cards in a web session, the newest first.

    Of a card used in this very session she need not be told.
    """
    if person.card_news_at is None:
        return []
    used = and_(
        ActivationCard.used_at.is_not(None),
        ActivationCard.replaced_pin,
        ActivationCard.told_at.is_(None),
    )
    if web_session_id is not None:
        used = and_(used, ActivationCard.used_session_id.is_distinct_from(web_session_id))
    cards = db.session.scalars(
        select(ActivationCard)
        .options(joinedload(ActivationCard.issued_by))
        .where(ActivationCard.person_id == person.id, or_(_is_open(now), used))
        .order_by(ActivationCard.id.desc())
        .limit(MAX_NEWS)
    ).all()
    since = usable_since(cards) if cards else {}
    return [News(card, since[card.id]) for card in cards]


@dataclass(frozen=True)
class WaitingCard:
    """A card that waits, seen from another program of its person."""

    news: News
    enrolment: Enrolment


def waiting_in(program_ids: Collection[int], but_by: int, now: datetime) -> list[WaitingCard]:
    """Cards that wait of people in these programs, made by others."""
    given = {"program_ids": program_ids, "but_by": but_by, "now": now, "since": now - WAIT}
    rows = db.session.execute(_WAITING, given).all()
    since = usable_since([card for card, _enrolment in rows]) if rows else {}
    found = {
        card.id: WaitingCard(News(card, since[card.id]), enrolment)
        for card, enrolment in rows
        if since[card.id] > now
    }
    return list(found.values())[:MAX_NEWS]


def card_in(person_id: int, card_id: int) -> ActivationCard:
    """A card of a person. Raises NotFound."""
    card: ActivationCard | None = db.session.scalar(
        select(ActivationCard).where(
            ActivationCard.id == card_id, ActivationCard.person_id == person_id
        )
    )
    if card is None:
        raise NotFound(_("There is no such card of this person."))
    return card


def _is_open(now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    return and_(
        ActivationCard.used_at.is_(None),
        ActivationCard.revoked_at.is_(None),
        ActivationCard.expires_at > now,
    )


_WAITING = (  # built once, for every home of an organiser asks
    select(ActivationCard, Enrolment)
    .join(Enrolment, Enrolment.person_id == ActivationCard.person_id)
    .join(Enrolment.workshop)
    .join(Enrolment.person)
    .options(
        contains_eager(Enrolment.workshop),
        contains_eager(Enrolment.person),
        joinedload(ActivationCard.issued_by),
    )
    .where(
        Workshop.program_id.in_(bindparam("program_ids", expanding=True)),
        _is_open(bindparam("now")),
        # An older card has waited long enough; how long each waits is asked above.
        ActivationCard.issued_at > bindparam("since"),
        ActivationCard.issued_by_id.is_distinct_from(bindparam("but_by")),
    )
    .order_by(ActivationCard.id, Enrolment.id.desc())
)
