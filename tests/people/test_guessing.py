"""What stops guessing, and whom it does not stop."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.database import db
from lms.people import throttling
from lms.people.models import SignInFailure, WebSession
from lms.people.passwords import is_easy_password
from lms.people.rules import (
    ALARM_FROM,
    FREE_TRIES,
    MAX_TRIES_A_DAY,
    OWN_TRIES_A_DAY,
    Failures,
    is_used_up,
)
from lms.people.secrets import fingerprint, hash_secret
from lms.people.service import choose_pin
from tests.constants import NOW
from tests.factories import PASSWORD, PIN, a_colleague, a_person, a_staff_member, an_enrolment

CODE = "K4MP7TXQ"
OTHERS = MAX_TRIES_A_DAY - OWN_TRIES_A_DAY


@pytest.fixture
def wayan(app, at):
    with app.app_context():
        yield a_person("Ni Wayan Contoh", participant_code=CODE)


def sign_in(browser, secret=PIN, address="10.0.0.1"):
    return browser.post(
        "/sign-in",
        data={"identity": CODE, "secret": secret},
        environ_base={"REMOTE_ADDR": address},
    )


def tried(count, address="10.0.0.1", phone="", hours=0):
    db.session.add_all(
        SignInFailure(
            identity_hash=fingerprint(CODE),
            address=address,
            own_phone_key=phone,
            at=NOW - timedelta(hours=hours, seconds=1),
        )
        for _n in range(count)
    )
    db.session.commit()


def test_a_device_she_signed_in_from_is_not_locked_out_by_tries_of_others(app, wayan):
    hers, other = app.test_client(), app.test_client()
    assert sign_in(hers).status_code == 303
    for _n in range(FREE_TRIES + 1):
        sign_in(other, "000001")
    assert sign_in(other).status_code == 429

    assert sign_in(hers).status_code == 303


def test_not_even_when_all_tries_of_the_day_are_used_up(app, wayan):
    hers = app.test_client()
    sign_in(hers)
    for hour in range(1, 21):
        tried(OTHERS // 20 + 1, f"10.1.0.{hour}", hours=hour)

    assert sign_in(app.test_client(), address="10.9.9.9").status_code == 429
    assert sign_in(hers).status_code == 303


def test_over_all_addresses_a_day_has_so_many_tries_and_then_a_card_is_needed(app, wayan):
    for hour in range(1, 21):
        tried(OTHERS // 20, f"10.1.0.{hour}", hours=hour)

    response = sign_in(app.test_client(), address="10.9.9.9")

    assert response.status_code == 429
    assert "kartu baru" in response.text
    choose_pin(wayan, hash_secret(PIN), NOW)
    db.session.commit()
    assert sign_in(app.test_client(), address="10.9.9.9").status_code == 303


def test_of_her_own_devices_a_stolen_one_has_few_tries(app, wayan):
    stolen = app.test_client()
    sign_in(stolen)
    [key] = {each.phone_key for each in wayan_sessions(wayan)}
    tried(OWN_TRIES_A_DAY, phone=key, hours=2)

    assert sign_in(stolen).status_code == 429


def wayan_sessions(person):
    return db.session.scalars(select(WebSession).filter_by(person_id=person.id)).all()


def test_all_devices_together_have_no_more_than_a_hundred_tries_a_day():
    def left(is_own):
        return next(
            n for n in range(1_000) if is_used_up(Failures((), (), (), today=n, is_own=is_own))
        )

    assert left(True) + left(False) == 100


def test_tries_of_one_moment_count_before_a_right_one_opens(app, wayan, monkeypatch):
    """While her PIN is being checked, others use up the tries: it is not let in any more."""

    def slowly(hashed, secret):
        tried(OTHERS, address="10.1.0.1", hours=1)
        return True

    monkeypatch.setattr("lms.people.service.verify_secret", slowly)

    assert sign_in(app.test_client(), address="10.9.9.9").status_code == 429


def test_staff_are_told_whose_pin_is_guessed(app, workshop):
    person = a_person("Ni Wayan Contoh", participant_code=CODE)
    an_enrolment(workshop, person)
    trainer = app.test_client().sign_in(a_staff_member(workshop))
    tried(ALARM_FROM - 1)
    assert "menebak PIN" not in trainer.get("/").text

    tried(1)

    page = trainer.get("/").text
    assert "menebak PIN" in page
    assert "Ni Wayan Contoh" in page
    assert throttling.guessed_at(NOW + timedelta(days=2)) == set()


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "qwertyuiop123456",
        "aaaaaaaaaaaaaaaa",
        "abcabcabcabcabc",
        "Ni Putu Contoh1",
        "putu.contoh2026",
        "koperasi-digital",
        "godigital2026",
    ],
)
def test_easy_passwords_are_refused(password):
    assert is_easy_password(password, ("Ni Putu Contoh", "putu.contoh@example.org"))


@pytest.mark.parametrize("password", [PASSWORD, "sapi kuning naik sepeda", "k7w2-qm9x-4tpz-vh3r"])
def test_words_that_have_nothing_to_do_with_each_other_will_do(password):
    assert not is_easy_password(password, ("Ni Putu Contoh", "putu.contoh@example.org"))


def test_a_new_password_that_is_easy_is_told_at_its_field(browser):
    colleague = a_colleague("Ni Putu Contoh", email="putu@example.org")
    easy = "passwordpassword"

    response = browser.sign_in(colleague).post(
        "/profile/secret", data={"current": PASSWORD, "new": easy, "again": easy}
    )

    assert response.status_code == 422
    assert "mudah ditebak" in response.text


def test_one_button_signs_out_everywhere(app, wayan):
    first, second = app.test_client().sign_in(wayan), app.test_client().sign_in(wayan)

    answer = first.post("/devices", data={"which": "0", "current": PIN})
    assert answer.location == "/sign-in"
    assert answer.headers["Clear-Site-Data"] == '"cache"'

    assert second.get("/profile").status_code == 303
    assert all(each.ended_at for each in wayan_sessions(wayan))
