"""The plans of a workshop as its staff see them."""

from datetime import timedelta

import pytest

from tests.constants import NOW
from tests.factories import a_cooperative, a_person, a_staff_member, a_workshop, an_enrolment
from tests.plans.samples import PLAN, send_plan

DAY_5 = NOW + timedelta(days=2)


@pytest.fixture
def made(workshop, at):
    """A participant with a plan of two steps; it is the last day."""
    at(DAY_5)
    person = a_person("I Made Contoh", cooperative=a_cooperative("KSP Contoh Makmur"))
    return an_enrolment(workshop, person)


@pytest.fixture
def staff(app, workshop, made):
    """A trainer's browser."""
    send_plan(app.test_client().sign_in(made.person), made, **PLAN)
    return app.test_client().sign_in(a_staff_member(workshop))


def listed(staff, workshop):
    response = staff.get(f"/w/{workshop.slug}/action-plans")
    assert response.status_code == 200
    return response.text


def test_the_list_says_who_has_a_plan_and_what_is_late(staff, workshop, at):
    an_enrolment(workshop, a_person("Ni Luh Contoh"))
    at(DAY_5 + timedelta(days=30))

    page = listed(staff, workshop)

    assert "0 dari 2" in page
    assert "1 langkah terlambat" in page
    assert "Belum ada rencana" in page
    assert page.index("I Made Contoh") < page.index("Ni Luh Contoh")


def test_a_plan_is_read_with_those_of_the_same_cooperative(staff, workshop, made):
    colleague = an_enrolment(
        workshop, a_person("Ni Wayan Contoh", cooperative=made.person.cooperative)
    )
    an_enrolment(workshop, a_person("Ni Luh Contoh", cooperative=a_cooperative()))

    page = staff.get(f"/w/{workshop.slug}/action-plans/{made.id}").text

    assert "Juru buku" in page
    assert f"/action-plans/{colleague.id}" in page
    assert "Ni Luh Contoh" not in page


def test_the_plan_of_another_workshop_is_not_found(staff, workshop):
    stranger = an_enrolment(a_workshop())

    assert staff.get(f"/w/{workshop.slug}/action-plans/{stranger.id}").status_code == 404


def test_more_people_cost_no_more_statements(app, staff, workshop, statements):
    listed(staff, workshop)
    with statements() as few:
        listed(staff, workshop)
    for _each in range(4):
        enrolment = an_enrolment(workshop)
        send_plan(app.test_client().sign_in(enrolment.person), enrolment, **PLAN)
    with statements() as many:
        listed(staff, workshop)

    assert len(many) == len(few)
