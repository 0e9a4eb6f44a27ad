"""A code of an app beside the password."""

import re
from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select

from lms.database import db
from lms.people.administration.service import set_standing
from lms.people.models import Standing
from lms.people.second_factor.models import SecondFactor
from lms.people.second_factor.rules import STEP, step_of
from tests.constants import NOW
from tests.factories import PASSWORD, a_colleague, an_administrator

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
STEP_NOW = int(NOW.timestamp()) // STEP


def shown(secret, at=NOW):
    return pyotp.TOTP(secret).at(int(at.timestamp()))


def sign_in(app, email="putu@example.org"):
    browser = app.test_client()
    return browser, browser.post("/sign-in", data={"identity": email, "secret": PASSWORD})


def set_up(browser, code, current=PASSWORD):
    return browser.post("/profile/second-factor", data={"code_of_app": code, "current": current})


def hidden(page, name):
    return re.search(rf'name="{name}"[^>]*value="([^"]*)"', page.text)[1]


@pytest.fixture
def putu(app, at):
    with app.app_context():
        yield a_colleague("Ni Putu Contoh", email="putu@example.org")


@pytest.fixture
def codes(app, putu):
    """Her recovery codes: she has set it up."""
    browser = app.test_client().sign_in(putu)
    browser.post("/profile/second-factor/begin")
    page = browser.get("/profile/second-factor").text
    secret = db.session.scalars(select(SecondFactor)).one().secret
    assert secret in page
    assert set_up(browser, "000000").status_code == 422
    assert set_up(browser, shown(secret), "the wrong password").status_code == 422
    return re.findall(r"<code>(.*?)</code>", set_up(browser, shown(secret)).text)


def secret_of(putu):
    return db.session.scalars(select(SecondFactor).filter_by(person_id=putu.id)).one().secret


def test_a_code_is_good_around_its_time_and_once():
    assert step_of(SECRET, shown(SECRET), NOW, 0) == STEP_NOW
    assert step_of(SECRET, shown(SECRET), NOW + timedelta(seconds=STEP), 0) == STEP_NOW
    assert step_of(SECRET, shown(SECRET), NOW + timedelta(seconds=3 * STEP), 0) is None
    assert step_of(SECRET, shown(SECRET), NOW, STEP_NOW) is None
    assert step_of(SECRET, "000000", NOW, 0) is None
    assert step_of(SECRET, "", NOW, 0) is None


def test_the_password_alone_opens_nothing(app, putu, codes, at):
    later = NOW + timedelta(minutes=5)
    at(later)
    browser, asked = sign_in(app)
    assert asked.status_code == 200
    assert browser.get("/devices").status_code == 303

    ticket = hidden(asked, "ticket")
    wrong = browser.post("/sign-in/code", data={"code_of_app": "000000", "ticket": ticket})
    assert wrong.status_code == 422
    right = {"code_of_app": shown(secret_of(putu), later), "ticket": ticket}
    assert browser.post("/sign-in/code", data=right).status_code == 303
    assert browser.get("/devices").status_code == 200

    other, asked = sign_in(app)
    again = {**right, "ticket": hidden(asked, "ticket")}
    assert other.post("/sign-in/code", data=again).status_code == 422  # seen over a shoulder


def test_a_recovery_code_opens_once(app, putu, codes):
    assert len(codes) == 8
    for expected in (303, 422):
        browser, asked = sign_in(app)
        sent = {"code_of_app": codes[0].upper(), "ticket": hidden(asked, "ticket")}
        assert browser.post("/sign-in/code", data=sent).status_code == expected


def test_a_recovery_code_cannot_be_found_from_its_hash(app, putu, codes):
    letters = {len(code.replace("-", "")) for code in codes}

    assert letters == {24}  # of 31 signs: 118 bits, so that one round of hashing is enough


def test_other_devices_are_signed_out_when_it_begins_and_all_when_it_ends(app, putu):
    other, browser = app.test_client().sign_in(putu), app.test_client().sign_in(putu)
    browser.post("/profile/second-factor/begin")
    assert set_up(browser, shown(secret_of(putu))).status_code == 200
    assert other.get("/devices").status_code == 303
    assert browser.get("/devices").status_code == 200

    admin = app.test_client().sign_in(an_administrator())
    admin.post(f"/people/{putu.id}/second-factor/end")

    assert browser.get("/devices").status_code == 303


def test_a_phone_left_signed_in_is_no_place_to_guess_the_password(app, putu):
    browser = app.test_client().sign_in(putu)
    browser.post("/profile/second-factor/begin")

    tries = [set_up(browser, "000000", f"guess {n}").status_code for n in range(6)]

    assert tries == [422] * 5 + [429]


def test_guessing_codes_is_slowed_down(app, putu, codes):
    browser, asked = sign_in(app)
    sent = {"code_of_app": "000000", "ticket": hidden(asked, "ticket")}

    answers = [browser.post("/sign-in/code", data=sent).status_code for _n in range(6)]

    assert answers == [422] * 5 + [429]


def test_a_forged_ticket_opens_nothing(app, putu, codes):
    sent = {"code_of_app": shown(secret_of(putu)), "ticket": "WzEsIjEiXQ.forged.ticket"}

    assert app.test_client().post("/sign-in/code", data=sent).location == "/sign-in"


def test_an_administrator_needs_it_after_a_week(app, putu, at):
    set_standing(putu, Standing.ADMINISTRATOR, NOW, an_administrator().id)
    db.session.commit()
    browser = app.test_client().sign_in(putu)
    assert browser.get("/people/").status_code == 200

    at(NOW + timedelta(days=7))

    assert browser.get("/people/").location == "/profile/second-factor"
    assert browser.get("/profile/second-factor").status_code == 200
    assert browser.post("/sign-out").status_code == 303


def test_who_was_an_administrator_before_has_a_week_from_her_next_sign_in(app, putu, at):
    putu.standing = Standing.ADMINISTRATOR
    db.session.commit()

    browser, _answer = sign_in(app)
    assert browser.get("/people/").status_code == 200

    at(NOW + timedelta(days=7))
    assert browser.get("/people/").location == "/profile/second-factor"


def test_an_administrator_or_a_command_ends_it(app, putu, codes):
    admin = app.test_client().sign_in(an_administrator())
    assert admin.post(f"/people/{putu.id}/second-factor/end").status_code == 303
    _browser, signed_in = sign_in(app)
    assert signed_in.status_code == 303

    run = app.test_cli_runner().invoke
    assert run(args=["person", "end-second-factor", "putu@example.org"]).exit_code == 0
    assert run(args=["person", "end-second-factor", "nobody@example.org"]).exit_code == 1
