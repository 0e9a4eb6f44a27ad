"""Whoever is to run a workshop of a program she does not belong to, is asked first."""

import pytest
from sqlalchemy import select

from lms.database import db
from lms.workshops.models import Staff, StaffInvitation
from tests.factories import a_colleague, a_person, a_staff_member, a_workshop, an_administrator
from tests.takeover.conftest import TOKEN


def ask(office, email="pelatih@example.org", token=TOKEN):
    data = {"token": token, "email": email, "name": "Bu Pelatih", "role": "trainer"}
    return office.post("/w/theirs/staff", data=data)


@pytest.fixture
def trainer():
    return a_colleague("Kadek", email="pelatih@example.org")


@pytest.fixture
def invitation(organiser, trainer):
    ask(organiser)
    return db.session.scalars(select(StaffInvitation)).one()


def staff():
    db.session.expire_all()
    return db.session.scalars(select(Staff.person_id)).all()


def test_before_she_says_yes_she_is_not_in(app, theirs, trainer, invitation):
    browser = app.test_client().sign_in(trainer)

    assert "Program B" in browser.get("/").text
    assert browser.get("/w/theirs/").status_code == 404


def test_with_her_yes_she_runs_it(app, organiser, theirs, trainer, invitation):
    browser = app.test_client().sign_in(trainer)

    browser.post(f"/invitations/{invitation.id}", data={"answer": "yes"})

    assert staff() == [trainer.id]
    assert browser.get("/w/theirs/").status_code == 200
    assert "Kadek" in organiser.get("/w/theirs/staff").text


def test_with_her_no_nothing_comes_of_it(app, trainer, invitation):
    browser = app.test_client().sign_in(trainer)
    address = f"/invitations/{invitation.id}"

    browser.post(address, data={"answer": "no"})

    assert staff() == []
    assert browser.post(address, data={"answer": "yes"}).status_code == 404


def test_nobody_else_answers(app, invitation):
    other = app.test_client().sign_in(a_person())

    answer = other.post(f"/invitations/{invitation.id}", data={"answer": "yes"})

    assert answer.status_code == 404


def test_who_asked_may_take_it_back(organiser, invitation):
    organiser.post(f"/w/theirs/staff/invitations/{invitation.id}/remove")

    assert db.session.scalars(select(StaffInvitation)).all() == []


def test_nobody_is_asked_twice(organiser, invitation):
    assert ask(organiser, token="u" * 43).status_code == 422


def test_the_first_password_is_of_no_use_for_somebody_elses_account(app, organiser, trainer):
    page = organiser.get(ask(organiser).location).text
    password = page.split("<code>")[2].split("</code>")[0]

    answer = app.test_client().post(
        "/sign-in", data={"identity": trainer.email, "secret": password}
    )

    assert answer.status_code == 422


def test_a_trainer_of_the_program_is_added_at_once(organiser, theirs, trainer):
    a_staff_member(a_workshop(program=theirs.program), person=trainer)

    ask(organiser)

    assert staff() == [trainer.id, trainer.id]


def test_an_administrator_adds_whom_she_knows(app, theirs, trainer):
    ask(app.test_client().sign_in(an_administrator()))

    assert staff() == [trainer.id]
