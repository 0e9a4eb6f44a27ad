"""A human with two codes makes one person of them herself; nobody else can."""

import re

import pytest
from sqlalchemy import select

from lms.audit.models import AuditEntry
from lms.cards.service import issue
from lms.database import db
from lms.people.first_secrets import card_secret
from lms.people.models import Person, WebSession
from lms.people.rules import FREE_TRIES
from lms.people.secrets import hash_secret
from lms.workshops.models import Enrolment
from tests.factories import (
    NOW,
    PIN,
    a_colleague,
    a_person,
    a_staff_member,
    a_workshop,
    an_enrolment,
    sign_in_token,
)

OTHER_PIN = "846207"


def told(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


@pytest.fixture
def again(theirs):
    """Ni Made as the office of B has added her: another person, another code."""
    person = a_person("Made S.", pin_hash=hash_secret(OTHER_PIN), phone="+6281000000102")
    an_enrolment(theirs, person)
    return person


@pytest.fixture
def phone(app, made):
    """Her phone, signed in with the code of program A."""
    return app.test_client().sign_in(made)


def prove(phone, person, secret=OTHER_PIN):
    return phone.post("/profile/join", data={"code": person.participant_code, "secret": secret})


def join(phone):
    return phone.post("/profile/join/confirm")


def is_there(person_id):
    db.session.expire_all()
    return db.session.get(Person, person_id) is not None


def test_the_page_names_both_before_anything_is_joined(phone, made, again):
    assert prove(phone, again).location == "/profile/join/confirm"

    said = told(phone.get("/profile/join/confirm"))

    assert "Ni Made Sukerti" in said
    assert "Made S." in said
    assert "Program A" in said
    assert "Program B" in said
    assert is_there(again.id)


def test_all_of_both_is_hers_then(app, phone, made, again, hers, theirs):
    other_id, other_code = again.id, again.participant_code
    elsewhere = app.test_client().sign_in(again)
    prove(phone, again)

    assert join(phone).location == "/"

    assert not is_there(other_id)
    places = db.session.scalars(select(Enrolment.workshop_id).filter_by(person_id=made.id)).all()
    assert set(places) == {hers.id, theirs.id}
    assert db.session.get_one(Person, made.id).phone == "+6281000000101"
    assert phone.get("/profile").status_code == 200
    assert elsewhere.get("/profile").status_code == 303
    gone = app.test_client().post("/sign-in", data={"identity": other_code, "secret": OTHER_PIN})
    kept = {"identity": made.participant_code, "secret": PIN}
    assert gone.status_code == 422
    assert app.test_client().post("/sign-in", data=kept).status_code == 303


def test_it_stands_in_the_trail_of_both_programs(phone, made, again, hers, theirs):
    prove(phone, again)
    join(phone)

    entries = db.session.scalars(select(AuditEntry).filter_by(action="person.join")).all()
    assert {entry.workshop_id for entry in entries} == {hers.id, theirs.id}
    assert {entry.actor_id for entry in entries} == {made.id}


def test_without_the_secret_nothing_is_shown(phone, again):
    answer = prove(phone, again, secret="111222")

    assert answer.status_code == 422
    assert "Made S." not in answer.text
    assert phone.get("/profile/join/confirm").location == "/profile/join"
    assert join(phone).location == "/profile/join"
    assert is_there(again.id)


def test_a_code_nobody_has_is_answered_as_a_wrong_secret(phone, again):
    nobody = phone.post("/profile/join", data={"code": "ZZZZ9999", "secret": "111222"})

    assert told(nobody).replace("ZZZZ9999", "") == told(
        prove(phone, again, secret="111222")
    ).replace(again.participant_code, "")


def test_tries_are_counted_with_those_of_signing_in(app, phone, again):
    for _try in range(FREE_TRIES):
        prove(phone, again, secret="111222")

    signing_in = {"identity": again.participant_code, "secret": OTHER_PIN}
    assert prove(phone, again).status_code == 429
    assert app.test_client().post("/sign-in", data=signing_in).status_code == 429


def secret_of_card(person, token="k" * 43):
    enrolment = db.session.scalars(select(Enrolment).filter_by(person_id=person.id)).one()
    issue([enrolment], token, now=NOW, actor_id=None)
    db.session.commit()
    return card_secret(token, person.participant_code)


def test_the_first_card_proves_as_well(phone, again):
    again.pin_hash = None
    db.session.commit()

    assert prove(phone, again, secret_of_card(again)).location == "/profile/join/confirm"
    assert join(phone).location == "/"


def test_a_card_in_place_of_a_pin_proves_nothing(phone, again):
    assert prove(phone, again, secret_of_card(again)).status_code == 422


def test_a_pin_chosen_meanwhile_ends_the_proof(phone, again):
    prove(phone, again)
    again.pin_hash = hash_secret("905134")
    db.session.commit()

    assert join(phone).location == "/profile/join"
    assert is_there(again.id)


def test_two_places_in_one_program_are_for_its_organiser(phone, hers, again):
    an_enrolment(a_workshop(program=hers.program), again)
    prove(phone, again)

    assert phone.get("/profile/join/confirm").status_code == 422
    assert join(phone).status_code == 409
    assert is_there(again.id)


def test_who_runs_a_workshop_is_not_joined_into_another(phone, again):
    a_staff_member(a_workshop(), person=again)
    prove(phone, again)

    assert join(phone).status_code == 409
    assert is_there(again.id)


def test_a_colleague_takes_her_participants_code_along(app, theirs, again):
    colleague = a_colleague()
    browser = app.test_client().sign_in(colleague)
    prove(browser, again)

    assert join(browser).location == "/"
    assert db.session.scalars(select(Enrolment.person_id)).all() == [colleague.id]


def test_sign_ins_of_the_other_code_do_not_become_hers(phone, made, again):
    sign_in_token(again)
    prove(phone, again)
    join(phone)

    assert len(db.session.scalars(select(WebSession).filter_by(person_id=made.id)).all()) == 1
