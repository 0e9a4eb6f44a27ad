"""How far people reach in workshops and programs."""

from dataclasses import fields
from typing import Any

import pytest

from lms.database import db
from lms.people.models import Standing
from lms.people.sessions import PersonFacts
from lms.workshops import reach
from lms.workshops.reach import WorkshopFacts
from tests.factories import (
    a_person,
    a_program,
    a_staff_member,
    a_workshop,
    an_administrator,
    an_enrolment,
    an_organiser,
    who_asks,
)


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


def _facts(thing: Any, kind: type) -> dict[str, Any]:
    return {each.name: getattr(thing, each.name) for each in fields(kind)}


@pytest.mark.parametrize("who", ["participant", "trainer", "organiser", "administrator", "nobody"])
def test_by_facts_a_person_reaches_as_far_as_by_rows(app, who):
    workshop = a_workshop(slug="denpasar-1", practice_days=12)
    person = {
        "participant": lambda: an_enrolment(workshop).person,
        "trainer": lambda: a_staff_member(workshop),
        "organiser": lambda: an_organiser(workshop.program),
        "administrator": an_administrator,
        "nobody": a_person,
    }[who]()

    rows = reach.in_workshop("denpasar-1", person)
    given = who_asks(person, workshop_slug="denpasar-1")
    row = db.session.execute(reach.SIGNED_IN_AT_WORKSHOP, given).one()
    web_session, facts, more = reach.asked_in(row)

    assert more == ()
    assert _facts(web_session.person, PersonFacts) == _facts(person, PersonFacts)
    assert (rows is None) == (facts is None) == (who == "nobody")
    if rows and facts:
        assert facts.roles == rows.roles
        assert (facts.enrolment and facts.enrolment.id) == (rows.enrolment and rows.enrolment.id)
        own = _facts(facts.workshop, WorkshopFacts)
        assert own.pop("program").is_rehearsal == rows.program.is_rehearsal
        assert own == {name: getattr(rows.workshop, name) for name in own}
        assert facts.workshop.zone == rows.workshop.zone
