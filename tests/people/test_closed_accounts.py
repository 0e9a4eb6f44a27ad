"""Accounts that an administrator closes and opens again."""

import pytest

from lms.database import db
from tests.factories import PIN, a_person, an_administrator, an_enrolment


@pytest.fixture
def admin(browser):
    return browser.sign_in(an_administrator())


@pytest.fixture
def wayan(app, workshop):
    return an_enrolment(workshop, a_person("Ni Wayan Contoh")).person


def sign_in(app, person):
    data = {"identity": person.participant_code, "secret": PIN}
    return app.test_client().post("/sign-in", data=data)


def test_nobody_signs_in_with_a_closed_account(app, admin, wayan):
    phone = app.test_client().sign_in(wayan)
    assert phone.get("/profile").status_code == 200

    assert admin.post(f"/people/{wayan.id}/close").status_code == 303

    assert phone.get("/profile").status_code == 303
    refused = sign_in(app, wayan)
    assert refused.status_code == 403
    assert "Akun ini ditutup" in refused.text
    assert "Akun ini ditutup" in admin.get(f"/people/{wayan.id}").text


def test_who_does_not_know_the_secret_is_told_nothing(app, admin, wayan):
    admin.post(f"/people/{wayan.id}/close")

    data = {"identity": wayan.participant_code, "secret": "000001"}
    response = app.test_client().post("/sign-in", data=data)

    assert response.status_code == 422
    assert "ditutup" not in response.text


def test_an_account_is_opened_again_with_the_same_secret(app, admin, wayan):
    admin.post(f"/people/{wayan.id}/close")
    admin.post(f"/people/{wayan.id}/close", data={"open": "yes"})

    assert sign_in(app, wayan).status_code == 303


def test_nobody_closes_her_own_account(app, browser):
    admin = an_administrator()

    assert browser.sign_in(admin).post(f"/people/{admin.id}/close").status_code == 403
    db.session.refresh(admin)
    assert admin.disabled_at is None
