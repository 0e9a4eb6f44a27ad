"""Signing in and out, and what stands in the way."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.config import Defaults
from lms.database import db
from lms.people.models import SignInFailure, WebSession
from lms.people.rules import ADDRESS_FREE, FREE_TRIES
from tests.constants import MINUTE, NOW
from tests.factories import PASSWORD, PIN, a_colleague, a_person


def sign_in(browser, identity, secret, address="10.0.0.1", **more):
    return browser.post(
        "/sign-in",
        data={"identity": identity, "secret": secret, **more},
        environ_base={"REMOTE_ADDR": address},
    )


def test_a_participant_signs_in_with_code_and_pin(browser):
    a_person(participant_code="K4MP7TXQ")

    response = sign_in(browser, " k4mp-7txq ", PIN)

    assert response.status_code == 303
    assert browser.get("/devices").status_code == 200


def test_a_trainer_signs_in_with_email_and_password(browser):
    a_colleague(email="pelatih@example.org")

    assert sign_in(browser, "Pelatih@Example.org", PASSWORD).status_code == 303


@pytest.mark.parametrize("identity", ["K4MP7TXQ", "nobody@example.org"])
def test_a_wrong_secret_and_an_unknown_identity_get_the_same_answer(browser, identity):
    a_person(participant_code="K4MP7TXQ")

    response = sign_in(browser, identity, "000001")

    assert response.status_code == 422
    assert "tidak cocok" in response.text
    assert f'value="{identity}"' in response.text


def test_empty_fields_are_told_at_the_field(browser):
    response = sign_in(browser, "", "")

    assert response.status_code == 422
    assert "Ketik kode peserta atau email Anda." in response.text
    assert "Ketik PIN atau kata sandi Anda." in response.text


def test_a_failure_is_counted_although_the_answer_is_an_error(browser):
    sign_in(browser, "NOBODY99", "000001")

    assert len(db.session.scalars(select(SignInFailure)).all()) == 1


def test_guessing_is_slowed_down_even_with_the_right_pin(browser):
    a_person(participant_code="K4MP7TXQ")
    for _ in range(FREE_TRIES):
        sign_in(browser, "K4MP7TXQ", "000001")

    response = sign_in(browser, "K4MP7TXQ", PIN)

    assert response.status_code == 429
    assert "Tunggu 1 menit" in response.text
    assert int(response.headers["Retry-After"]) <= 30


def test_after_the_wait_the_right_pin_opens(browser, at):
    a_person(participant_code="K4MP7TXQ")
    for _ in range(FREE_TRIES):
        sign_in(browser, "K4MP7TXQ", "000001")

    at(NOW + timedelta(seconds=31))

    assert sign_in(browser, "K4MP7TXQ", PIN).status_code == 303


def test_a_hall_behind_one_router_is_not_locked_out_by_a_neighbour(browser):
    a_person(participant_code="K4MP7TXQ")
    db.session.add_all(
        SignInFailure(identity_hash=f"neighbour {n}", address="10.0.0.1", at=NOW)
        for n in range(ADDRESS_FREE * 5)
    )

    assert sign_in(browser, "K4MP7TXQ", PIN).status_code == 303


def test_somebody_else_guessing_elsewhere_does_not_lock_a_person_out(browser):
    a_person(participant_code="K4MP7TXQ")
    for _ in range(FREE_TRIES + 1):
        sign_in(browser, "K4MP7TXQ", "000001", address="10.9.9.9")

    assert sign_in(browser, "K4MP7TXQ", PIN, address="10.0.0.1").status_code == 303


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/devices", "/devices"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/\t/evil.example", "/"),
    ],
)
def test_signing_in_leads_only_to_pages_of_this_site(browser, wanted, reached):
    a_person(participant_code="K4MP7TXQ")

    assert sign_in(browser, "K4MP7TXQ", PIN, next=wanted).headers["Location"] == reached


def test_a_page_that_needs_a_sign_in_is_reached_after_it(browser):
    response = browser.get("/devices")

    assert response.status_code == 303
    assert response.headers["Location"] == "/sign-in?next=/devices"


def test_only_a_hash_of_the_token_is_kept(browser):
    a_person(participant_code="K4MP7TXQ")
    sign_in(browser, "K4MP7TXQ", PIN)

    with browser.session_transaction() as cookie:
        token = cookie["_user_id"]
    assert token not in {row.token_hash for row in db.session.scalars(select(WebSession))}


def test_every_sign_in_gets_a_new_token(browser):
    person = a_person(participant_code="K4MP7TXQ")
    browser.sign_in(person)
    with browser.session_transaction() as cookie:
        before = cookie["_user_id"]

    sign_in(browser, "K4MP7TXQ", PIN)

    with browser.session_transaction() as cookie:
        assert cookie["_user_id"] != before


@pytest.mark.parametrize("same", [True, False])
def test_whoever_signs_in_over_a_sign_in_takes_its_place(browser, same):
    first, second = a_person(), a_person(participant_code="K4MP7TXQ")
    browser.sign_in(second if same else first)

    sign_in(browser, "K4MP7TXQ", PIN)

    old, new = db.session.scalars(select(WebSession).order_by(WebSession.id))
    assert (old.ended_at, new.ended_at, new.person_id) == (NOW, None, second.id)


def test_a_sign_in_ends_after_its_days(browser, app, at):
    browser.sign_in(a_person())

    at(NOW + timedelta(days=app.config["SESSION_DAYS"], seconds=1))

    assert browser.get("/devices").status_code == 303


@pytest.mark.parametrize(
    ("somebody", "setting", "idle"),
    [
        (a_person, "SESSION_IDLE_DAYS", timedelta(days=30)),
        (a_colleague, "STAFF_IDLE_HOURS", timedelta(hours=12)),
    ],
)
def test_a_sign_in_ends_that_sends_nothing_for_long(
    browser, app, at, monkeypatch, somebody, setting, idle
):
    monkeypatch.setitem(app.config, setting, getattr(Defaults, setting))
    browser.sign_in(somebody())
    for times in (1, 2):
        at(NOW + times * (idle - MINUTE))
        assert browser.get("/devices").status_code == 200
        browser.post("/language", data={"language": "id"})  # something is sent

    at(NOW + 3 * idle)

    assert browser.get("/devices").status_code == 303


def test_signing_out_ends_the_row_not_just_the_cookie(browser):
    browser.sign_in(a_person())

    browser.post("/sign-out")

    assert db.session.scalars(select(WebSession)).one().ended_at == NOW
