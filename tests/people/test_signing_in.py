"""Signing in and out, and what stands in the way."""

from tests.factories import PASSWORD, PIN, a_colleague, a_person


def sign_in(browser, identity, secret, **more):
    return browser.post("/sign-in", data={"identity": identity, "secret": secret, **more})


def test_a_participant_signs_in_with_code_and_pin(browser):
    a_person(participant_code="K4MP7TXQ")

    response = sign_in(browser, " k4mp-7txq ", PIN)

    assert response.status_code == 303
    assert browser.get("/devices").status_code == 200


def test_a_trainer_signs_in_with_email_and_password(browser):
    a_colleague(email="pelatih@example.org")

    assert sign_in(browser, "Pelatih@Example.org", PASSWORD).status_code == 303
