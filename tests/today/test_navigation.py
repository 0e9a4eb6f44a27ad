"""The navigation on pages that belong to no workshop."""

import re

import pytest

from lms.workshops.models import StaffRole
from tests.factories import a_person, a_staff_member, a_workshop, an_enrolment, an_organiser


def places(answer):
    """The addresses of the main navigation."""
    found = re.search(r'<nav class="nav[^"]*".*?</nav>', answer.text, re.S)
    return re.findall(r'href="([^"]+)"', found[0]) if found else []


@pytest.mark.parametrize("path", ["/profile", "/devices", "/help", "/hadir", "/nothing-there"])
def test_a_participant_finds_back_to_her_workshop_from_everywhere(browser, workshop, path):
    enrolment = an_enrolment(workshop)

    answer = browser.sign_in(enrolment.person).get(path)

    assert f"/w/{workshop.slug}/course" in places(answer)
    assert f"/w/{workshop.slug}/my-scores" in places(answer)


def test_a_trainer_finds_back_to_hers(browser, workshop):
    trainer = a_staff_member(workshop, StaffRole.TRAINER)

    assert f"/w/{workshop.slug}/grading" in places(browser.sign_in(trainer).get("/profile"))


def test_of_several_workshops_it_leads_to_the_one_that_matters_now(browser, workshop):
    person = an_enrolment(workshop).person
    an_enrolment(a_workshop(first_day=None), person=person)

    assert f"/w/{workshop.slug}/course" in places(browser.sign_in(person).get("/profile"))


def test_an_organiser_keeps_programs_and_people(browser, workshop):
    organiser = an_organiser(workshop.program)

    assert "/programs" in places(browser.sign_in(organiser).get("/profile"))


def test_whoever_is_in_no_workshop_has_no_bar_with_one_place(browser, workshop):
    assert places(browser.sign_in(a_person()).get("/profile")) == []
