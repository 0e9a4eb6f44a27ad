"""A draft is known to organisers alone until they open it."""

import re

import pytest
from sqlalchemy import select

from lms.attendance.rules import Presence
from lms.audit.models import AuditEntry
from lms.calendars.queries import workshops_of as in_calendar
from lms.cooperatives.queries import cooperatives_in
from lms.database import db
from lms.enrolment.seats.queries import workshops_to_go_to
from lms.errors import Conflict
from lms.reports.account.queries import program_account
from lms.reports.queries import workshop_called, workshops_in
from lms.workshops.models import StaffRole, Workshop
from lms.workshops.queries import schedule_of
from lms.workshops.queries_programs import people_count
from lms.workshops.rules import Phase
from lms.workshops.service import open_workshop
from tests.attendance.factories import meetings
from tests.constants import NOW
from tests.factories import (
    a_cooperative,
    a_person,
    a_program,
    a_staff_member,
    a_workshop,
    an_enrolment,
    an_organiser,
)
from tests.results.factories import presences
from tests.workshops.factories import workshop_fields


@pytest.fixture
def program(app, at):
    with app.app_context():
        yield a_program(title="Go Digital", slug="go-digital")


@pytest.fixture
def draft(program):
    workshop = a_workshop(program=program, number=2, slug="rancangan")
    workshop.is_draft = True
    db.session.commit()
    return workshop


def opened(workshop):
    open_workshop(workshop, now=NOW, actor_id=None)
    db.session.commit()


def test_a_new_workshop_may_be_saved_as_a_draft(browser, program):
    client = browser.sign_in(an_organiser(program))
    page = client.get("/programs/go-digital/workshops/new").text
    course = db.session.scalar(select(Workshop.revision_id))
    assert 'name="is_draft"' in page or course is None

    a_workshop(program=program, number=1)
    revision = db.session.scalar(select(Workshop.revision_id))
    fields = workshop_fields(number="7", course=str(revision), is_draft="y")
    days = {f"day_{n}": f"2026-12-{13 + n}" for n in range(1, 6)}
    answer = client.post("/programs/go-digital/workshops/new", data={**fields, **days})

    assert answer.status_code == 303
    assert db.session.scalar(select(Workshop.is_draft).filter_by(number=7))


@pytest.mark.parametrize("path", ["", "lessons", "my-attendance", "board", "people", "attendance"])
def test_participants_and_trainers_do_not_find_a_draft(browser, draft, path):
    for person in (an_enrolment(draft).person, a_staff_member(draft, StaffRole.TRAINER)):
        client = browser.sign_in(person)

        assert client.get(f"/w/rancangan/{path}").status_code == 404
        assert "rancangan" not in client.get("/").text


def test_once_open_those_who_are_in_it_find_it(browser, draft):
    pupil, trainer = an_enrolment(draft).person, a_staff_member(draft, StaffRole.TRAINER)

    opened(draft)

    assert "/w/rancangan/" in browser.sign_in(pupil).get("/").text
    assert browser.sign_in(trainer).get("/w/rancangan/").status_code == 200


def test_an_organiser_sees_it_marked_and_opens_it_with_one_press(browser, program, draft):
    client = browser.sign_in(an_organiser(program))
    for page in ("/", "/programs/go-digital", "/w/rancangan/"):
        assert "Rancangan" in client.get(page).text

    first = client.post("/w/rancangan/open")
    again = client.post("/w/rancangan/open")

    assert (first.status_code, again.status_code) == (303, 409)
    assert not db.session.scalar(select(Workshop.is_draft).filter_by(slug="rancangan"))
    assert "Rancangan" not in client.get("/w/rancangan/").text
    assert len(db.session.scalars(select(AuditEntry).filter_by(action="workshop.open")).all()) == 1


OF_THE_HALL = [
    "attendance",
    "board",
    "coverage",
    "practical-skills",
    "grading",
    "matrix",
    "report",
    "certificates",
]


def test_what_waits_for_the_opening_leads_to_where_it_is_opened(browser, program, draft):
    client = browser.sign_in(an_organiser(program))
    meeting = meetings(draft)[0]
    for page in (*OF_THE_HALL, f"attendance/{meeting.id}/screen"):
        answer = client.get(f"/w/rancangan/{page}")
        assert (page, answer.status_code, answer.location) == (page, 303, "/w/rancangan/")

    opened(draft)

    for page in (*OF_THE_HALL, f"attendance/{meeting.id}/screen"):
        assert (page, client.get(f"/w/rancangan/{page}").status_code) == (page, 200)


def test_no_page_of_a_draft_leads_to_what_waits(browser, program, draft):
    an_enrolment(draft)
    client = browser.sign_in(an_organiser(program))
    ahead, seen, astray = ["/", "/programs/go-digital"], set(), []
    while ahead:
        page = ahead.pop()
        text = client.get(page).get_data(as_text=True)
        for link in set(re.findall(r'href="(/w/rancangan/[^"?#]*)', text)) - seen:
            seen.add(link)
            answer = client.get(link)
            if answer.status_code != 200:
                astray.append(f"{page} leads to {link}: {answer.status_code}")
            elif answer.mimetype == "text/html":
                ahead.append(link)

    assert astray == []
    assert {"/w/rancangan/people", "/w/rancangan/edit"} <= seen


def test_a_draft_is_in_no_report_and_in_no_target_figure(program, draft):
    person = a_person("Sukerti", cooperative=a_cooperative("KSP Contoh"))
    presences(an_enrolment(draft, person), Presence.PRESENT)

    before = program_account(program, NOW).figure("registered").rate.part
    assert workshops_in(program) == []
    assert workshop_called("rancangan") is None
    assert people_count(program) == 0
    assert cooperatives_in(program) == []
    opened(draft)

    assert before == 0
    assert program_account(program, NOW).figure("registered").rate.part == 1
    assert people_count(program) == 1
    assert [line.name for line in cooperatives_in(program)] == ["KSP Contoh"]


def test_a_draft_is_in_no_calendar_and_nobody_is_moved_there(program, draft):
    other = a_workshop(program=program, number=1)
    person = an_enrolment(draft).person

    assert in_calendar(person) == []
    assert workshops_to_go_to(other) == []
    opened(draft)

    assert in_calendar(person) == workshops_to_go_to(other) == [draft]


def test_its_phase_is_that_of_a_draft_until_it_is_open(draft):
    assert schedule_of(draft).phase(NOW) is Phase.DRAFT
    opened(draft)

    assert schedule_of(draft).phase(NOW) is Phase.RUNNING


def test_what_is_open_is_not_opened_again(program):
    with pytest.raises(Conflict):
        open_workshop(a_workshop(program=program), now=NOW, actor_id=None)
