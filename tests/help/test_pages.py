"""The tours, where they are offered, and how they are put off."""

import re
from datetime import timedelta

import pytest

from lms.database import db
from lms.help.manuals import MANUALS
from lms.help.rules import Guide
from lms.people.models import Person
from tests.constants import NOW
from tests.factories import (
    a_person,
    a_program,
    a_staff_member,
    a_workshop,
    an_administrator,
    an_enrolment,
    an_organiser,
)

OFFER = "Lihat cara pakainya"


@pytest.fixture(autouse=True)
def in_the_app(app, at):
    with app.app_context():
        yield


def participant() -> Person:
    return an_enrolment(a_workshop()).person


def first_tour(page: str) -> str | None:
    found = re.search(r'href="/help/(\w+)/1"', page)
    return found and found[1]


@pytest.mark.parametrize(
    ("somebody", "guide"),
    [
        (participant, "participant"),
        (lambda: a_staff_member(a_workshop()), "trainer"),
        (lambda: an_organiser(a_program()), "organiser"),
        (an_administrator, "organiser"),
        (a_person, "participant"),
    ],
)
def test_the_first_time_everybody_is_offered_the_tour_for_what_she_is(browser, somebody, guide):
    browser.sign_in(somebody())

    assert first_tour(browser.get("/").text) == guide
    assert first_tour(browser.get("/help").text) == guide


def test_a_participant_is_shown_her_own_guide_alone(browser):
    page = browser.sign_in(participant()).get("/help").text

    assert "/help/participant/1" in page
    assert "/help/trainer" not in page
    assert "/help/organiser" not in page


def test_a_trainer_prints_the_guide_of_participants_and_is_led_through_her_own(browser):
    page = browser.sign_in(a_staff_member(a_workshop())).get("/help").text

    assert set(re.findall(r"/help/(\w+)/1", page)) == {"trainer"}
    assert "/help/participant/id.pdf" in page


def test_not_now_is_remembered_with_the_person(browser):
    person = participant()

    answer = browser.sign_in(person).post("/help/settled")

    assert answer.status_code == 303
    assert answer.location == "/"
    assert OFFER not in browser.get("/").text


def test_saying_so_twice_keeps_the_first_time(browser, at):
    person = participant()
    browser.sign_in(person).post("/help/settled")
    at(NOW + timedelta(minutes=1))
    browser.post("/help/settled")

    db.session.expire_all()
    assert person.tour_settled_at == NOW


def test_one_persons_not_now_is_nobody_elses(browser):
    neighbour = participant()
    browser.sign_in(participant()).post("/help/settled")

    assert OFFER in browser.sign_in(neighbour).get("/").text


def test_an_empty_home_leads_to_help_also_later(browser):
    person = a_person(tour_settled_at=NOW)

    assert OFFER in browser.sign_in(person).get("/").text


def test_help_is_in_the_menu_of_every_page(browser):
    page = browser.sign_in(a_person(tour_settled_at=NOW)).get("/profile").text

    assert 'href="/help"' in page


@pytest.mark.parametrize("guide", Guide)
def test_a_tour_leads_through_all_its_steps_and_ends_at_home(browser, guide):
    browser.sign_in(participant())
    address, titles = f"/help/{guide}/1", []
    while address:
        page = browser.get(address).text
        titles.append(re.search(r"<h1>(.+?)</h1>", page)[1])
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = following and following[1]

    assert len(set(titles)) == len(MANUALS[guide].steps)
    assert 'action="/help/settled"' in page


@pytest.mark.parametrize(
    "address",
    ["/help/participant/0", "/help/participant/7", "/help/nobody/1", "/help/trainer/de.pdf"],
)
def test_what_is_not_there_is_not_found(browser, address):
    assert browser.sign_in(a_person()).get(address).status_code == 404


def test_help_takes_one_statement_more_than_a_plain_page(browser, statements):
    browser.sign_in(participant())
    with statements() as plain:
        browser.get("/profile")
    with statements() as helped:
        browser.get("/help")

    assert len(helped) == len(plain) + 1
