"""Long lists come a page at a time."""

import pytest

from lms.database import db
from lms.web.paging import Page
from lms.workshops.models import Enrolment
from tests.constants import NOW
from tests.factories import a_person, a_staff_member, a_workshop

PEOPLE = 52
LISTS = ["people", "action-plans", "messages"]


@pytest.fixture(scope="module")
def names():
    return [f"Peserta {number:03}" for number in range(1, PEOPLE + 1)]


@pytest.fixture
def trainer(app, at, names):
    """The browser of who trains a workshop of many."""
    workshop = a_workshop(slug="angkatan")
    db.session.add_all(
        Enrolment(workshop=workshop, person=a_person(name=name), first_form="A", enrolled_at=NOW)
        for name in names
    )
    db.session.commit()
    return app.test_client().sign_in(a_staff_member(workshop))


@pytest.mark.parametrize("listed", LISTS)
def test_a_list_shows_fifty_people_and_leads_to_the_others(trainer, names, listed):
    first = trainer.get(f"/w/angkatan/{listed}").text
    assert names[0] in first
    assert names[-1] not in first
    assert f"/w/angkatan/{listed}?page=2" in first

    second = trainer.get(f"/w/angkatan/{listed}?page=2").text
    assert names[-1] in second
    assert names[0] not in second


def test_what_was_searched_stays_on_the_next_page(trainer):
    assert (
        "/w/angkatan/people?q=Peserta&amp;page=2"
        in trainer.get("/w/angkatan/people?q=Peserta").text
    )


@pytest.mark.parametrize(
    ("asked", "shown"), [(1, "abc"), (2, "de"), (0, "abc"), (99, "de"), (10**30, "de")]
)
def test_a_number_out_of_range_is_moved_in(asked, shown):
    assert Page(asked, count=5, size=3).of("abcde") == shown


def test_of_nothing_there_is_one_empty_page():
    page = Page(1, count=0, size=50)

    assert (page.number, page.total, page.of([])) == (1, 1, [])
