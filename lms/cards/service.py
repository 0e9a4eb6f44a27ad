"""Issuing cards, and using one to choose a PIN."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import select

from lms.audit.service import note
from lms.cards.consent import VERSION
from lms.cards.queries import judged, signs_in_by_code, who_runs_a_workshop
from lms.cards.rules import WORDS, CardFitness
from lms.database import db
from lms.errors import Conflict, Refused
from lms.language import mark as _
from lms.people.cards import revoke_cards
from lms.people.first_secrets import card_secret, kept_form
from lms.people.models import ActivationCard, Consent, Person
from lms.people.service import choose_pin
from lms.workshops.models import Enrolment


def check_may_have_card(enrolment: Enrolment) -> None:
    """Raise Conflict for somebody who has withdrawn, Refused for somebody who runs something."""
    if enrolment.withdrawn_at is not None:
        raise Conflict(_("This participant has withdrawn already."))
    person = enrolment.person
    if not signs_in_by_code(person) or who_runs_a_workshop([person.id]):
        raise Refused(_("This person runs a workshop herself. Ask the administrator for help."))


def issue(
    enrolments: Sequence[Enrolment], token: str, *, now: datetime, actor_id: int | None
) -> list[ActivationCard]:
    """Make a card for each of these people; any earlier card of theirs is worth nothing now.

    The secrets follow from `token` and the code and are not kept. Four statements and one a card.
    """
    people = [enrolment.person_id for enrolment in enrolments]
    # One at a time issues a card for a person, so that only one card of hers is ever good.
    db.session.execute(
        select(Person.id).where(Person.id.in_(people)).order_by(Person.id).with_for_update()
    ).all()
    revoke_cards(people, now)
    days = int(current_app.config["CARD_DAYS"])
    cards = []
    for enrolment in enrolments:
        code = enrolment.person.participant_code or ""
        card = ActivationCard(
            person_id=enrolment.person_id,
            secret_hash=kept_form(code, card_secret(token, code)),
            issued_at=now,
            issued_by_id=actor_id,
            expires_at=now + timedelta(days=days),
        )
        cards.append(card)
        note(
            "card.issue",
            f"person:{enrolment.person_id}",
            now,
            actor_id=actor_id,
            workshop_id=enrolment.workshop_id,
        )
    db.session.add_all(cards)
    db.session.flush()
    return cards


def activate(card: ActivationCard, pin_hash: str, *, language: str, now: datetime) -> Person:
    """Use a card: keep PIN and consent, and end every earlier sign-in of the person.

    Raises Conflict, in words that say what to do, if the card is not good any more.
    """
    db.session.refresh(card, with_for_update=True)
    found = judged(card, now)
    if found.fitness is not CardFitness.GOOD:
        raise Conflict(WORDS[found.fitness])
    person = db.session.get_one(Person, card.person_id)
    card.used_at, person.language = now, language
    choose_pin(person, pin_hash, now)
    db.session.add(Consent(person_id=person.id, version=VERSION, language=language, given_at=now))
    note(
        "card.activate",
        f"person:{person.id}",
        now,
        actor_id=person.id,
        after={"consent": VERSION},
    )
    return person
