"""The page of seats: who waits, and what an organiser does about it."""

import pytest

from lms.database import db
from lms.enrolment.importing import service as importing_service
from lms.enrolment.importing.reading import ParticipantRow
from lms.workshops.seating.queries import waiting_list
from tests.constants import NOW
from tests.factories import a_staff_member, a_workshop, an_enrolment, an_organiser

SEATS = "/w/angkatan/seats"


@pytest.fixture
def workshop(app, at):
    with app.app_context():
        workshop = a_workshop(capacity=1, slug="angkatan")
        an_enrolment(workshop)
        rows = [ParticipantRow(name) for name in ("Ni Luh Satu", "I Made Dua", "I Ketut Tiga")]
        importing_service.enrol_rows(workshop, rows, now=NOW)
        db.session.commit()
        yield workshop


@pytest.fixture
def organiser(browser, workshop):
    return browser.sign_in(an_organiser(workshop.program))


def names(workshop):
    return [one.person.name for one in waiting_list(workshop)]


def change(browser, workshop, name, **fields):
    one = next(one for one in waiting_list(workshop) if one.person.name == name)
    return browser.post(f"{SEATS}/waiting/{one.id}", data={"reason": "Dari jauh", **fields})


def test_the_list_is_shown_in_its_order(organiser, workshop):
    page = organiser.get(SEATS).text

    assert page.index("Ni Luh Satu") < page.index("I Made Dua") < page.index("I Ketut Tiga")


def test_staff_see_the_list_but_change_nothing(browser, workshop):
    browser.sign_in(a_staff_member(workshop))

    assert "Ni Luh Satu" in browser.get(SEATS).text
    assert change(browser, workshop, "Ni Luh Satu", do="seat").status_code == 403


def test_somebody_is_moved_to_the_front_with_a_reason(organiser, workshop):
    assert change(organiser, workshop, "I Ketut Tiga", do="move", place="1").status_code == 303

    assert names(workshop) == ["I Ketut Tiga", "Ni Luh Satu", "I Made Dua"]
    assert "Dari jauh" in organiser.get(SEATS).text


def test_no_seat_is_given_that_there_is_not(organiser, workshop):
    response = change(organiser, workshop, "I Made Dua", do="seat")

    assert response.status_code == 422
    assert "Tambah kapasitas" in response.text


def test_a_free_seat_is_given_out_of_turn(organiser, workshop):
    workshop.capacity = 2
    change(organiser, workshop, "I Made Dua", do="seat")

    assert names(workshop) == ["Ni Luh Satu", "I Ketut Tiga"]


def test_somebody_is_taken_off_the_list(organiser, workshop):
    change(organiser, workshop, "I Made Dua", do="remove")

    assert names(workshop) == ["Ni Luh Satu", "I Ketut Tiga"]


@pytest.mark.parametrize(
    "fields",
    [{}, {"do": "move"}, {"do": "move", "place": "0"}, {"do": "remove", "reason": ""}],
)
def test_what_is_incomplete_is_told_and_nothing_changes(organiser, workshop, fields):
    assert change(organiser, workshop, "I Made Dua", **fields).status_code == 422
    assert len(names(workshop)) == 3


def test_a_longer_list_costs_no_more(organiser, workshop, statements):
    def cost():
        with statements() as seen:
            assert organiser.get(SEATS).status_code == 200
        return len(seen)

    cost()
    few = cost()
    rows = [ParticipantRow(f"Orang {n}") for n in range(9)]
    importing_service.enrol_rows(workshop, rows, now=NOW)
    db.session.commit()

    assert cost() == few
