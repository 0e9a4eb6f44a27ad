"""Issuing cards, and using one to choose a PIN."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import select, update

from lms.audit.service import Noted, note_all
from lms.cards.actions import CARD_ACTIVATED, CARD_ISSUED, CARD_REFUSED
from lms.cards.consent import VERSION
from lms.cards.queries import judged, signs_in_by_code, who_runs_a_workshop
from lms.cards.queries_news import news_for
from lms.cards.rules import WAIT, WORDS, CardFitness
from lms.database import db, insert_many
from lms.errors import Conflict, Refused
from lms.language import gettext_noop as _
from lms.people.cards import revoke_cards
from lms.people.first_secrets import card_secret, kept_form
from lms.people.models import ActivationCard, Consent, Person, Standing
from lms.people.service import choose_pin
from lms.workshops.belonging import (
    note_in_her_programs,
    note_in_their_programs,
    of_several_programs,
)
from lms.workshops.models import Enrolment


def check_may_have_card(enrolment: Enrolment) -> None:
    """Raise Conflict for somebody who has withdrawn, Refused for somebody who runs something."""
    if enrolment.withdrawn_at is not None:
        raise Conflict(_("This participant has withdrawn already."))
    person = enrolment.person
    if person.disabled_at is not None:
        raise Conflict(_("This account is closed. Ask the administrator to open it again."))
    if not signs_in_by_code(person) or who_runs_a_workshop([person.id]):
        raise Refused(_("This person runs a workshop herself. Ask the administrator for help."))


def issue(
    enrolments: Sequence[Enrolment],
    token: str,
    *,
    now: datetime,
    actor_id: int | None,
    made_on: str = "",
) -> None:
    """Make a card for each of these people; any earlier card of theirs is worth nothing now.

    A card that has to wait (`rules.WAIT`) leaves earlier ones alone until it is used. `made_on`
    says on which device, from which address. Who has a PIN is told. The secrets follow from `token`
    and the code and are not kept.
    """
    people = [enrolment.person_id for enrolment in enrolments]
    # One at a time issues a card for a person, so that only one card of hers is ever good.
    db.session.execute(
        select(Person.id).where(Person.id.in_(people)).order_by(Person.id).with_for_update()
    ).all()
    actor = db.session.get(Person, actor_id) if actor_id else None
    waits = set() if _is_trusted(actor) else of_several_programs(people)
    # A card that waits takes nothing away before it is used: it may still be refused.
    revoke_cards([one for one in people if one not in waits], now)
    expires_at = now + timedelta(days=int(current_app.config["CARD_DAYS"]))
    insert_many(
        ActivationCard,
        [
            {
                "person_id": person_id,
                "secret_hash": kept_form(code, card_secret(token, code)),
                "issued_at": now,
                "issued_by_id": actor_id,
                "expires_at": expires_at,
            }
            for person_id, code in _codes_of(enrolments)
        ],
    )
    with_pin = [each.person_id for each in enrolments if each.person.pin_hash is not None]
    if with_pin:
        db.session.execute(update(Person).where(Person.id.in_(with_pin)).values(card_news_at=now))
    _note_issued(enrolments, waits, now, actor_id, {"device": made_on} if made_on else {})


def _codes_of(enrolments: Sequence[Enrolment]) -> list[tuple[int, str]]:
    return [(each.person_id, each.person.participant_code or "") for each in enrolments]


def _note_issued(
    enrolments: Sequence[Enrolment],
    waits: set[int],
    now: datetime,
    actor_id: int | None,
    message: dict[str, str],
) -> None:
    """Leave a line for each card; of one that waits in each program of its person."""
    by_workshop: dict[int, list[Noted]] = {}
    for enrolment in enrolments:
        if enrolment.person_id not in waits:
            line = Noted(f"person:{enrolment.person_id}", None, message or None)
            by_workshop.setdefault(enrolment.workshop_id, []).append(line)
    for workshop_id, lines in by_workshop.items():
        note_all(CARD_ISSUED, lines, now, actor_id=actor_id, workshop_id=workshop_id)
    since = {"usable_from": (now + WAIT).isoformat()}
    note_in_their_programs(CARD_ISSUED, waits, now, actor_id=actor_id, after=message | since)


def would_wait(person: Person, actor: Person) -> bool:
    """Whether a card that `actor` makes for a person has to wait."""
    return not _is_trusted(actor) and bool(of_several_programs([person.id]))


def _is_trusted(actor: Person | None) -> bool:
    return actor is None or actor.standing is Standing.ADMINISTRATOR


@dataclass(frozen=True)
class SignInPlace:
    """Where a card was used: on which device, from which address, by which browser.

    `staff_id`: who of those who run something was signed in with this browser, or had been.
    """

    device: str = ""
    staff_id: int | None = None


def activate_card(
    card: ActivationCard,
    pin_hash: str,
    *,
    language: str,
    now: datetime,
    place: SignInPlace = SignInPlace(),
) -> Person:
    """Use a card: keep PIN and consent, and end every earlier sign-in and card of the person.

    If she had a PIN she is told of it at her next sign-in, and of earlier times once more. Raises
    Conflict, in words that say what to do, if the card is not good any more.
    """
    db.session.refresh(card, with_for_update=True)
    found = judged(card, now)
    if found.fitness is not CardFitness.GOOD:
        raise Conflict(WORDS[found.fitness])
    person = db.session.get_one(Person, card.person_id)
    card.used_at, person.language = now, language
    revoke_cards([person.id], now)
    # Noted before the new PIN takes the place of the old one.
    card.replaced_pin = person.pin_hash is not None
    if card.replaced_pin:
        person.card_news_at = now
        tell_again(person.id)
    choose_pin(person, pin_hash, now)
    db.session.add(Consent(person_id=person.id, version=VERSION, language=language, given_at=now))
    note_in_her_programs(
        CARD_ACTIVATED,
        person.id,
        now,
        actor_id=person.id,
        after={
            "consent": VERSION,
            "card_by": card.issued_by_id,
            "device": place.device,
            "signed_in_there": place.staff_id,
        },
    )
    return person


def tell_again(person_id: int) -> None:
    """Let a person be told once more of every PIN that was replaced: who says "I know" may not be
    she, as long as somebody else has her PIN."""
    db.session.execute(
        update(ActivationCard)
        .where(ActivationCard.person_id == person_id, ActivationCard.replaced_pin)
        .values(told_at=None)
    )


def settle_news(person: Person, web_session_id: int, now: datetime) -> None:
    """Keep that a person knows of the cards told to her in this web session."""
    for news in news_for(person, web_session_id, now):
        if news.card.used_at is not None:
            news.card.told_at = now
    db.session.flush()
    # Of a card that is still open she is told again, until it is used, refused or out of date.
    if not news_for(person, None, now):
        person.card_news_at = None


def refuse_card(card: ActivationCard, *, now: datetime, actor_id: int) -> None:
    """Make an open card worth nothing, for its person or one of her programs did not want it.

    Raises Conflict if it was used or is worth nothing already.
    """
    db.session.refresh(card, with_for_update=True)
    if card.used_at is not None or card.revoked_at is not None:
        raise Conflict(_("This card was used, or is worth nothing already."))
    card.revoked_at = now
    note_in_her_programs(
        CARD_REFUSED,
        card.person_id,
        now,
        actor_id=actor_id,
        after={"card_by": card.issued_by_id},
    )
