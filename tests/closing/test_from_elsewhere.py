"""What is recorded elsewhere counts in a closed workshop, too, so it stays as it is."""

import pytest

from lms.attendance.guests import record_present
from lms.attendance.models import Attendance
from lms.database import db
from tests.attendance.factories import meetings
from tests.constants import NOW
from tests.factories import a_person, a_program, a_staff_member, a_workshop, an_enrolment


@pytest.fixture
def home(app, at):
    """A workshop that is going to be closed."""
    with app.app_context():
        yield a_workshop(program=a_program(), number=1)


@pytest.fixture
def guest(home):
    return an_enrolment(home, a_person("Ni Luh Tamu"))


@pytest.fixture
def meeting(browser, home):
    """A meeting of another workshop, where its trainer is signed in."""
    other = a_workshop(program=home.program, number=2, slug="lain")
    trainer = a_staff_member(other)
    found = meetings(other)[1]
    browser.sign_in(trainer)
    return found


def test_no_guest_comes_from_a_closed_workshop(browser, home, guest, meeting):
    page = f"/w/lain/attendance/{meeting.id}/guests"
    assert "Ni Luh Tamu" in browser.get(page).text
    home.closed_at = NOW
    db.session.commit()

    assert "Ni Luh Tamu" not in browser.get(page).text
    refused = browser.post(page, data={"present": str(guest.id)})

    assert refused.status_code == 409
    assert "laporannya final" in refused.text
    assert db.session.query(Attendance).count() == 0


def test_what_was_made_up_before_the_closing_is_not_taken_back(browser, home, guest, meeting):
    record_present(meeting, guest, a_person(), NOW)
    home.closed_at = NOW
    db.session.commit()
    place = f"/w/lain/attendance/{meeting.id}"

    taken_back = browser.post(f"{place}/guests", data={"take_back": str(guest.id)})
    cancelled = browser.post(f"{place}/cancel", data={"reason": "Listrik padam."})

    assert (taken_back.status_code, cancelled.status_code) == (409, 409)
    assert db.session.query(Attendance).count() == 1
    assert meeting.cancelled_at is None
