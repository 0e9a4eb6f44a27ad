"""How far people reach in workshops and programs."""

import pytest

from lms.database import db
from lms.people.models import Standing
from tests.factories import a_program, a_workshop, an_organiser


@pytest.mark.parametrize("path", ["/programs/denpasar", "/w/denpasar-1/report.csv"])
def test_an_organiser_whose_role_is_taken_back_no_longer_reaches_her_programs(browser, path):
    program = a_program(slug="denpasar")
    a_workshop(program=program, slug="denpasar-1")
    person = an_organiser(program)
    browser.sign_in(person)
    before = browser.get(path).status_code
    person.standing = Standing.MEMBER
    db.session.commit()

    assert (before, browser.get(path).status_code) == (200, 404)
