"""A card for somebody of two programs waits, is told and can be refused; every card is told."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.audit.models import AuditEntry
from lms.cards.queries import cards_under
from lms.cards.rules import WAIT, usable_from
from lms.database import db
from lms.people.models import ActivationCard
from lms.people.secrets import hash_secret
from lms.workshops.handouts import handout_in
from lms.workshops.models import Enrolment, Handout, StaffRole
from tests.factories import (
    NOW,
    PIN,
    a_person,
    a_staff_member,
    an_administrator,
    an_enrolment,
    an_organiser,
)
from tests.takeover.conftest import TOKEN, kept_of

NEW_PIN = "846207"


def told(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


def card_made(desk, enrolment):
    """Make a card by the page, and return its code and one-time code as they are shown."""
    made = desk.post(
        f"/w/{enrolment.workshop.slug}/people/{enrolment.id}/card", data={"token": TOKEN}
    )
    assert made.status_code == 303
    handout = db.session.scalars(select(Handout).order_by(Handout.id.desc())).first()
    [card] = cards_under(
        handout_in(enrolment.workshop, handout.token, handout.made_by_id, NOW), NOW
    )
    return {"code": card.code, "secret": card.secret}


def use(phone, codes):
    typed = phone.post("/kartu", data=codes)
    if typed.status_code != 303 or not typed.location.endswith("/pin"):
        return typed
    return phone.post("/kartu/pin", data={"pin": NEW_PIN, "again": NEW_PIN, "agree": "y"})


def sign_in(app, person, pin):
    phone = app.test_client()
    answer = phone.post("/sign-in", data={"identity": person.participant_code, "secret": pin})
    assert answer.status_code == 303
    return phone


def trail(action):
    return db.session.scalars(select(AuditEntry).filter_by(action=action)).all()


@pytest.fixture
def forgetful(theirs):
    """Somebody of program B alone, who has a PIN."""
    return an_enrolment(theirs, a_person("Ketut"))


def test_a_card_can_be_used_at_once_but_for_people_of_several_programs():
    assert usable_from(NOW, of_several=False, by_administrator=False) == NOW
    assert usable_from(NOW, of_several=True, by_administrator=True) == NOW
    assert usable_from(NOW, of_several=True, by_administrator=False) == NOW + WAIT


def test_a_card_for_somebody_of_two_programs_does_not_open_her_account(app, assistant, made, both):
    before = kept_of(made)

    refused = use(app.test_client(), card_made(assistant, both))

    assert refused.status_code == 422
    assert "belum dapat dipakai" in told(refused)
    assert kept_of(made) == before


def test_it_can_be_used_when_nobody_has_refused_it(app, assistant, made, both, at):
    codes = card_made(assistant, both)
    at(NOW + WAIT)

    assert use(app.test_client(), codes).location == "/"
    assert kept_of(made)["pin_hash"] != hash_secret(PIN)
    sign_in(app, made, NEW_PIN)


def test_it_leaves_the_cards_she_has_alone(app, assistant, made, both, at):
    made.pin_hash = None
    db.session.commit()
    first = card_made(assistant, both)
    at(NOW + WAIT)
    again = assistant.post(f"/w/theirs/people/{both.id}/card", data={"token": "u" * 43})

    assert again.status_code == 303
    assert use(app.test_client(), first).location == "/"


def test_she_is_told_and_refuses_it(app, assistant, made, both, at):
    codes = card_made(assistant, both)
    phone = app.test_client().sign_in(made)

    assert "kartu baru untuk Anda" in told(phone.get("/"))
    [card] = db.session.scalars(select(ActivationCard)).all()
    phone.post(f"/profile/cards/{card.id}/refuse")
    at(NOW + WAIT)

    assert use(app.test_client(), codes).status_code != 200
    assert db.session.get_one(ActivationCard, card.id, populate_existing=True).used_at is None
    assert "kartu baru untuk Anda" not in told(phone.get("/"))
    assert {entry.workshop_id for entry in trail("card.refuse")} == {
        one.workshop_id for one in db.session.scalars(select(Enrolment))
    }


def test_nobody_else_refuses_a_card_as_hers(app, assistant, both):
    card_made(assistant, both)
    [card] = db.session.scalars(select(ActivationCard)).all()

    answer = app.test_client().sign_in(a_person()).post(f"/profile/cards/{card.id}/refuse")

    assert answer.status_code == 404


def test_her_other_program_is_told_and_refuses_it(app, assistant, made, both, hers):
    card_made(assistant, both)
    office = app.test_client().sign_in(an_organiser(hers.program))
    [card] = db.session.scalars(select(ActivationCard)).all()
    own = db.session.scalars(select(Enrolment).filter_by(workshop_id=hers.id)).one()

    page = office.get("/")
    answer = office.post(f"/w/hers/people/{own.id}/card/{card.id}/refuse")

    assert "Program lain membuat kartu untuk Ni Made Sukerti" in told(page)
    assert answer.status_code == 303
    assert "Program lain membuat kartu" not in told(office.get("/"))
    assert db.session.get_one(ActivationCard, card.id, populate_existing=True).revoked_at == NOW


def test_a_card_by_an_administrator_can_be_used_at_once(app, made, both):
    admin = app.test_client().sign_in(an_administrator())

    assert use(app.test_client(), card_made(admin, both)).location == "/"


def test_it_stands_in_the_trail_of_both_programs(assistant, both, hers, theirs):
    card_made(assistant, both)

    assert {entry.workshop_id for entry in trail("card.issue")} == {hers.id, theirs.id}


def test_who_belongs_to_one_program_is_in_at_once_and_told_at_her_next_sign_in(
    app, assistant, forgetful
):
    phone = app.test_client()
    assert use(phone, card_made(assistant, forgetful)).location == "/"

    assert "PIN Anda diganti" not in told(phone.get("/"))
    later = sign_in(app, forgetful.person, NEW_PIN)
    said = told(later.get("/"))
    maker = db.session.scalars(select(ActivationCard)).one().issued_by.name
    assert f"dengan kartu yang dibuat oleh {maker}" in said

    later.post("/profile/cards/known")
    assert "PIN Anda diganti" not in told(later.get("/"))


def test_a_first_card_is_no_news(app, assistant, theirs):
    enrolment = an_enrolment(theirs, a_person("Baru", pin_hash=None))
    use(app.test_client(), card_made(assistant, enrolment))

    assert "PIN Anda diganti" not in told(sign_in(app, enrolment.person, NEW_PIN).get("/"))


def test_whoever_took_her_account_cannot_keep_it_from_her(app, assistant, forgetful):
    use(app.test_client(), card_made(assistant, forgetful))
    intruder = sign_in(app, forgetful.person, NEW_PIN)
    intruder.post("/profile/cards/known")
    answer = assistant.post(f"/w/theirs/people/{forgetful.id}/card", data={"token": "u" * 43})
    handout = db.session.scalars(select(Handout).filter_by(token="u" * 43)).one()
    [card] = cards_under(handout, NOW)
    phone = app.test_client()

    use(phone, {"code": card.code, "secret": card.secret})

    assert answer.status_code == 303
    assert told(phone.get("/")).count("PIN Anda diganti") == 1


def test_an_assistant_who_signs_in_as_a_participant_is_seen_in_the_trail(
    app, organiser, theirs, forgetful
):
    assistant = a_staff_member(theirs, StaffRole.ASSISTANT)
    browser = app.test_client()
    browser.post(
        "/sign-in", data={"identity": assistant.email, "secret": "empat kata yang panjang"}
    )
    codes = card_made(browser, forgetful)
    browser.post("/sign-out")

    use(browser, codes)

    [entry] = trail("card.activate")
    assert entry.workshop_id == theirs.id
    assert entry.after["card_by"] == assistant.id
    assert entry.after["signed_in_there"] == assistant.id
    assert "127.0.0.1" in entry.after["device"]
    page = told(organiser.get("/w/theirs/changes"))
    assert f"Kartu dibuat oleh: {assistant.name}" in page
    assert f"Pernah masuk di sana: {assistant.name}" in page


def test_a_participants_own_phone_is_told_of_as_such(app, assistant, forgetful):
    use(app.test_client(), card_made(assistant, forgetful))

    [entry] = trail("card.activate")
    assert entry.after["signed_in_there"] is None


def test_news_costs_a_participants_home_nothing_when_there_is_none(app, forgetful, statements):
    phone = app.test_client().sign_in(forgetful.person)
    phone.get("/")
    with statements() as seen:
        phone.get("/")

    assert not [one for one in seen if "activation_card" in one]


def test_a_card_out_of_date_is_no_news(app, assistant, made, both, at):
    card_made(assistant, both)
    at(NOW + timedelta(days=31))

    assert "kartu baru" not in told(app.test_client().sign_in(made).get("/"))
