"""Addresses and forms as nobody types them: an answer, never a failure."""

import pytest

from lms.web.addresses import made_public
from tests.factories import a_workshop, an_administrator, an_enrolment

FAR = 10**24


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/w/denpasar-1/attendance/{far}", 404),
        ("/w/denpasar-1/people/{far}", 404),
        ("/w/denpasar-1/grading/{far}", 404),
        ("/people/{far}", 404),
        ("/people/?page={far}", 200),
        ("/people/?q=%00", 400),
        ("/programs/%00", 400),
        ("/w/%00/course", 400),
        ("/sign-in?next=%00", 400),
    ],
)
def test_numbers_beyond_every_id_and_unstorable_characters_are_answered(browser, path, status):
    a_workshop(slug="denpasar-1")
    browser.sign_in(an_administrator())

    assert browser.get(path.format(far=FAR)).status_code == status


def test_a_field_with_an_unstorable_character_is_refused(browser):
    response = browser.post("/sign-in", data={"identity": "a@example.org\0", "secret": "x"})

    assert response.status_code == 422


def test_an_essay_with_an_unstorable_character_is_told_what_is_wrong(browser, workshop):
    enrolment = an_enrolment(workshop)
    browser.sign_in(enrolment.person)
    where = f"/w/{workshop.slug}/exercises/h2-t1"

    page = browser.post(where, data={"answer": "Rencana kami\0 dimulai."})

    assert page.status_code == 422
    assert "tanda yang tidak terlihat" in page.text
    assert "Mungkin halaman sudah lama terbuka" not in page.text


@pytest.mark.parametrize(
    ("settings", "asked_at", "told"),
    [
        ({}, "https://lms.example.org", "https://lms.example.org/hadir"),
        ({}, "http://127.0.0.1:8000", "http://127.0.0.1:8000/hadir"),
        ({"LAN": True}, "http://127.0.0.1:8000", "http://192.0.2.7:8000/hadir"),
        ({"LAN": True}, "http://localhost", "http://192.0.2.7/hadir"),
        ({"LAN": True}, "http://192.0.2.8:8000", "http://192.0.2.8:8000/hadir"),
        (
            {"LAN": True, "PUBLIC_ADDRESS": "https://lms.example.org/"},
            "http://127.0.0.1:8000",
            "https://lms.example.org/hadir",
        ),
    ],
)
def test_what_phones_scan_leads_to_the_laptop_in_the_hall_not_to_themselves(
    app, monkeypatch, settings, asked_at, told
):
    monkeypatch.setattr("lms.web.addresses.own_address", lambda: "192.0.2.7")
    for name, value in settings.items():
        monkeypatch.setitem(app.config, name, value)

    with app.test_request_context(base_url=asked_at):
        assert made_public("/hadir") == told
