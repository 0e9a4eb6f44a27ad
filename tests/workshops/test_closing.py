"""Closing a workshop and opening it again."""

import pytest

from lms.database import db
from lms.workshops.models import Workshop
from tests.factories import a_staff_member, a_workshop, an_enrolment, an_organiser

CLOSE = "/w/angkatan/close"


@pytest.fixture
def workshop(app, at):
    with app.app_context():
        yield a_workshop(slug="angkatan")


def closed_at():
    return db.session.query(Workshop).one().closed_at


def test_in_a_closed_workshop_practice_goes_on_uncounted(app, browser, workshop):
    organiser = browser.sign_in(an_organiser(workshop.program))
    participant = app.test_client().sign_in(an_enrolment(workshop).person)
    exercise = "/w/angkatan/exercises/h1-p1"
    assert "belum selesai" in organiser.get(CLOSE).text

    assert organiser.post(CLOSE, data={"reason": ""}).status_code == 303
    assert participant.post(exercise, data={"answer": "1", "number": 1}).status_code == 303
    assert "hasilnya tidak lagi dihitung" in participant.get(f"{exercise}/1").text
    assert "Ditutup" in organiser.get("/w/angkatan/").text
    assert organiser.post(CLOSE).status_code == 409

    assert organiser.post("/w/angkatan/reopen").status_code == 303
    assert "hasilnya tidak lagi dihitung" not in participant.get(f"{exercise}/1").text
    assert closed_at() is None
    assert organiser.post("/w/angkatan/reopen").status_code == 409


def test_a_trainer_does_not_close(browser, workshop):
    browser.sign_in(a_staff_member(workshop))

    assert browser.post(CLOSE).status_code == 403
    assert closed_at() is None
