"""How far people reach in workshops and programs."""

import pytest

from lms.access import Role
from lms.database import db
from lms.people.models import Standing
from lms.workshops import reach
from tests.factories import (
    a_person,
    a_program,
    a_staff_member,
    a_workshop,
    an_administrator,
    an_enrolment,
    an_organiser,
)


@pytest.mark.parametrize("path", ["/programs/denpasar", "/w/denpasar-1/report"])
def test_an_organiser_whose_role_is_taken_back_no_longer_reaches_her_programs(browser, path):
    program = a_program(slug="denpasar")
    a_workshop(program=program, slug="denpasar-1")
    person = an_organiser(program)
    browser.sign_in(person)
    before = browser.get(path).status_code
    person.standing = Standing.MEMBER
    db.session.commit()

    assert (before, browser.get(path).status_code) == (200, 404)


@pytest.mark.parametrize(
    ("who", "roles"),
    [
        ("participant", {Role.MEMBER, Role.PARTICIPANT}),
        ("trainer", {Role.MEMBER, Role.TRAINER}),
        ("organiser", {Role.MEMBER, Role.ORGANISER}),
        ("administrator", {Role.MEMBER, Role.ADMINISTRATOR}),
    ],
)
def test_a_person_reaches_a_workshop_with_the_roles_she_has_in_it(app, who, roles):
    workshop = a_workshop(slug="denpasar-1")
    person = {
        "participant": lambda: an_enrolment(workshop).person,
        "trainer": lambda: a_staff_member(workshop),
        "organiser": lambda: an_organiser(workshop.program),
        "administrator": an_administrator,
    }[who]()

    found = reach.in_workshop("denpasar-1", person)

    assert (found.roles, found.workshop, found.program) == (roles, workshop, workshop.program)
    assert (found.enrolment is not None) == (who == "participant")


def test_who_has_no_role_in_a_workshop_does_not_reach_it(app):
    a_workshop(slug="denpasar-1")

    assert reach.in_workshop("denpasar-1", a_person()) is None
    assert reach.in_workshop("denpasar-2", an_administrator()) is None
