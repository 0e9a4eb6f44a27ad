"""My devices, changing PIN and password, choosing a language."""

import pytest
from sqlalchemy import select

from lms.audit.models import AuditEntry
from lms.database import db
from lms.people.models import WebSession
from tests.constants import NOW
from tests.factories import PASSWORD, PIN, a_colleague, a_person, sign_in_token

NEW_PIN = "846207"


def change(browser, current=PIN, new=NEW_PIN, again=None):
    data = {"current": current, "new": new, "again": new if again is None else again}
    return browser.post("/profile/secret", data=data)


def end(browser, which, current=PIN):
    return browser.post("/devices", data={"which": which, "current": current})


def sessions_of(person):
    rows = db.session.scalars(select(WebSession).filter_by(person_id=person.id))
    return [row for row in rows if row.ended_at is None]


def test_a_phone_left_signed_in_is_no_place_to_guess_the_pin(browser):
    browser.sign_in(a_person())

    tries = [change(browser, current=f"{guess:06}").status_code for guess in range(5)]
    assert tries == [422] * 5

    even_the_right_one = change(browser)
    assert even_the_right_one.status_code == 429
    assert even_the_right_one.headers["Retry-After"] == "30"
    assert "Tunggu 1 menit" in even_the_right_one.text
    browser.post("/sign-out")


def test_an_empty_present_pin_is_no_guess(browser):
    browser.sign_in(a_person())
    for _try in range(6):
        change(browser, current="")

    assert change(browser).status_code == 303


def test_my_devices_shows_where_i_am_signed_in(browser):
    person = a_person()
    sign_in_token(person)
    browser.sign_in(person)

    page = browser.get("/devices").text

    assert page.count("Chrome, Android") == 2
    assert "Perangkat ini" in page


def test_one_device_is_signed_out_from_another(app, browser):
    person = a_person()
    lost_phone = app.test_client().sign_in(person)
    lost = sessions_of(person)[0]
    browser.sign_in(person)

    assert end(browser, lost.id, "000001").status_code == 422
    assert lost_phone.get("/devices").status_code == 200
    assert end(browser, lost.id).status_code == 303

    assert lost_phone.get("/devices").status_code == 303
    assert browser.get("/devices").status_code == 200


def test_somebody_elses_device_is_not_found(browser):
    other = a_person()
    sign_in_token(other)
    browser.sign_in(a_person())

    assert end(browser, sessions_of(other)[0].id).status_code == 422
    assert sessions_of(other)


def test_a_phone_left_signed_in_signs_out_no_other_by_guessing(browser):
    person = a_person()
    sign_in_token(person)
    browser.sign_in(person)

    tries = [end(browser, 0, f"{guess:06}").status_code for guess in range(6)]

    assert tries == [422] * 5 + [429]
    assert len(sessions_of(person)) == 2


def test_a_new_pin_signs_out_every_other_device(app, browser):
    person = a_person()
    other = app.test_client().sign_in(person)
    browser.sign_in(person)

    assert change(browser).status_code == 303

    assert other.get("/devices").status_code == 303
    assert browser.get("/devices").status_code == 200


def test_a_new_pin_replaces_the_old_one_and_leaves_a_line_in_the_trail(browser):
    person = a_person(participant_code="K4MP7TXQ")
    browser.sign_in(person)

    change(browser)

    browser.post("/sign-out")
    by = lambda pin: browser.post("/sign-in", data={"identity": "K4MP7TXQ", "secret": pin})  # noqa: E731
    assert by(PIN).status_code == 422
    assert by(NEW_PIN).status_code == 303
    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.actor_id, entry.at) == ("secret.change", person.id, NOW)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"current": "111222"}, "bukan PIN atau kata sandi Anda sekarang"),
        ({"new": "12345"}, "PIN terdiri atas enam angka"),
        ({"new": "123456"}, "terlalu mudah ditebak"),
        ({"new": "777777"}, "terlalu mudah ditebak"),
        ({"new": "121212"}, "terlalu mudah ditebak"),
        ({"again": "846208"}, "tidak sama"),
        ({"new": "٣٤٥٦٧٨"}, "PIN terdiri atas enam angka"),
    ],
)
def test_a_pin_that_will_not_do_is_told_at_its_field(browser, values, told):
    browser.sign_in(a_person())

    response = change(browser, **values)

    assert response.status_code == 422
    assert told in response.text


LONG = "Kuda-hujan 9 " + "ñ🙂%" * 17


@pytest.mark.parametrize("password", ["kopi tujuh merak senja", "Aa1!%ü🙂-k7wz", LONG])
def test_a_participant_may_take_a_password_of_any_signs_instead(browser, password):
    browser.sign_in(a_person(participant_code="K4MP7TXQ"))

    assert change(browser, new=password).status_code == 303

    browser.post("/sign-out")
    by = lambda secret: browser.post("/sign-in", data={"identity": "K4MP7TXQ", "secret": secret})  # noqa: E731
    assert by(password[:-1]).status_code == 422
    assert by(password).status_code == 303


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ("kopi-merak", "enam angka atau paling sedikit 12 karakter"),
        ("password1234", "mudah ditebak"),
        ("123456789012", "mudah ditebak"),
        ("081234567890", "mudah ditebak"),
    ],
)
def test_a_participants_password_is_judged_like_any_other(browser, new, told):
    browser.sign_in(a_person(phone="081234567890"))

    response = change(browser, new=new)

    assert response.status_code == 422
    assert told in response.text


def test_a_short_password_is_refused(browser):
    browser.sign_in(a_colleague())

    response = change(browser, current=PASSWORD, new="pendek")

    assert response.status_code == 422
    assert "12 karakter" in response.text


def test_english_is_chosen_once_and_remembered_with_the_person(app, browser):
    person = a_person()
    browser.sign_in(person)

    browser.post("/language", data={"language": "en", "next": "/devices"})

    assert "My devices" in browser.get("/devices").text
    assert "My devices" in app.test_client().sign_in(person).get("/devices").text


def test_a_visitor_chooses_a_language_for_this_browser(browser):
    browser.post("/language", data={"language": "en", "next": "/sign-in"})

    assert "Participant code or email" in browser.get("/sign-in").text


def test_an_unknown_language_changes_nothing(browser):
    browser.post("/language", data={"language": "xx"})

    assert "Kode peserta atau email" in browser.get("/sign-in").text
