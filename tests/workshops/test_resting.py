"""A workshop whose practice is over comes to rest; what is written to it then is counted."""

from datetime import timedelta

import pytest

from lms.database import db
from lms.workshops.models import Extension, Workshop
from lms.workshops.service_resting import note_rest
from tests.attendance.factories import meetings
from tests.constants import NOW
from tests.factories import (
    a_person,
    a_program,
    a_staff_member,
    a_workshop,
    an_enrolment,
    an_organiser,
)
from tests.practice.learner import Learner

PRACTICE_OVER = NOW + timedelta(days=40)
EXTENDED = PRACTICE_OVER + timedelta(days=10)


@pytest.fixture
def workshop(app, at):
    """A workshop whose practice is over, as `PRACTICE_OVER` comes."""
    made = a_workshop(slug="angkatan")
    at(PRACTICE_OVER)
    return made


@pytest.fixture
def resting(workshop):
    note_rest(PRACTICE_OVER)
    db.session.commit()
    return workshop


def writes(workshop):
    db.session.rollback()
    db.session.refresh(workshop)
    return workshop.writes_at_rest


def test_it_comes_to_rest_when_its_practice_is_over(workshop):
    note_rest(NOW)
    assert workshop.rests_since is None

    note_rest(PRACTICE_OVER)
    note_rest(PRACTICE_OVER + timedelta(days=1))
    assert workshop.rests_since == PRACTICE_OVER


@pytest.mark.parametrize("for_one", [True, False])
def test_while_somebody_has_more_time_it_does_not_rest(resting, for_one):
    whose = an_enrolment(resting).id if for_one else None
    more = Extension(workshop_id=resting.id, enrolment_id=whose, until=EXTENDED)
    more.reason, more.granted_at = "Panen", PRACTICE_OVER
    db.session.add(more)

    note_rest(PRACTICE_OVER)
    assert resting.rests_since is None

    note_rest(EXTENDED)
    assert resting.rests_since == EXTENDED


def test_drafts_rehearsals_and_what_was_closed_come_to_no_rest(app, at):
    draft, closed = a_workshop(is_draft=True), a_workshop(closed_at=NOW)
    rehearsed = a_workshop(program=a_program(is_rehearsal=True))

    note_rest(PRACTICE_OVER)

    assert [each.rests_since for each in (draft, closed, rehearsed)] == [None, None, None]


def test_what_a_closed_workshop_would_refuse_is_counted(browser, resting):
    meeting = meetings(resting)[0]
    enrolment = an_enrolment(resting)
    browser.sign_in(a_staff_member(resting))
    place = f"/w/angkatan/attendance/{meeting.id}"

    assert browser.get(place).status_code == 200
    assert writes(resting) == 0
    recorded = {f"p-{enrolment.id}": "present", f"was-{enrolment.id}": ""}
    assert browser.post(place, data=recorded).status_code == 303
    assert writes(resting) == 1


def test_what_was_refused_is_not_counted(browser, resting):
    browser.sign_in(an_organiser(resting.program))

    assert browser.post("/w/angkatan/edit", data={"place": ""}).status_code == 422
    assert writes(resting) == 0


def test_nothing_is_counted_of_a_workshop_that_runs(browser, workshop):
    browser.sign_in(a_staff_member(workshop))
    enrolment, meeting = an_enrolment(workshop), meetings(workshop)[0]

    place = f"/w/angkatan/attendance/{meeting.id}"
    assert browser.post(place, data={f"p-{enrolment.id}": "present"}).status_code == 303
    assert writes(workshop) == 0


def test_a_second_answer_to_an_earlier_try_is_counted_and_practising_on_is_not(
    browser, workshop, at
):
    at(NOW)
    learner = Learner(browser, an_enrolment(workshop))
    learner.answer("1")
    at(PRACTICE_OVER)
    note_rest(PRACTICE_OVER)
    db.session.commit()

    assert learner.answer_again(learner.key()).status_code == 303
    assert writes(workshop) == 1
    assert learner.answer("1", number=2).status_code == 303
    assert writes(workshop) == 1


def test_who_makes_up_for_a_meeting_elsewhere_is_counted_at_home(browser, at):
    home = a_workshop(program=a_program(), number=1)
    guest = an_enrolment(home, a_person("Ni Luh Tamu"))
    other = a_workshop(program=home.program, number=2, slug="lain", first_day=PRACTICE_OVER.date())
    at(PRACTICE_OVER)
    note_rest(PRACTICE_OVER)
    db.session.commit()
    browser.sign_in(a_staff_member(other))

    place = f"/w/lain/attendance/{meetings(other)[0].id}/guests"
    assert browser.post(place, data={"present": str(guest.id)}).status_code == 303

    assert (writes(home), writes(other)) == (1, 0)
    assert db.session.query(Workshop).filter_by(rests_since=None).one() is other
