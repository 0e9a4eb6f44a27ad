import re

import pytest
from sqlalchemy import select

from lms.attendance.models import Attendance
from lms.attendance.rules import Presence
from lms.audit.models import AuditEntry
from lms.database import db
from lms.workshops.models import Meeting, StaffRole
from tests.constants import NOW
from tests.factories import a_staff_member, an_enrolment, an_organiser


@pytest.fixture
def wayan(workshop):
    """Present in three of the five meetings that have begun."""
    enrolment = an_enrolment(workshop)
    for meeting in meetings(workshop)[:3]:
        db.session.add(
            Attendance(
                meeting_id=meeting.id,
                enrolment_id=enrolment.id,
                presence=Presence.PRESENT,
                recorded_at=meeting.starts_at,
            )
        )
    db.session.commit()
    return enrolment


def meetings(workshop):
    return db.session.scalars(
        select(Meeting).filter_by(workshop_id=workshop.id).order_by(Meeting.starts_at)
    ).all()


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def cancel(browser, workshop, number, reason="Listrik padam."):
    meeting = meetings(workshop)[number]
    address = f"/w/{workshop.slug}/attendance/{meeting.id}"
    return browser.post(f"{address}/cancel", data={"reason": reason}), address


def test_a_cancelled_meeting_leaves_the_reckoning_and_comes_back(browser, app, workshop, wayan):
    trainer = app.test_client().sign_in(a_staff_member(workshop))
    browser.sign_in(wayan.person)

    def rate():
        return re.search(
            r"\d dari \d sesi yang", words(browser.get(f"/w/{workshop.slug}/my-attendance"))
        )[0]

    before = rate()
    _done, missed = cancel(trainer, workshop, 3)
    without_one_missed = rate()
    cancel(trainer, workshop, 0)
    without_one_attended = rate()
    trainer.post(f"{missed}/restore")

    assert before == "3 dari 4 sesi yang"
    assert without_one_missed == "3 dari 3 sesi yang"
    assert without_one_attended == "2 dari 2 sesi yang"
    assert rate() == "2 dari 3 sesi yang"


def test_the_reason_is_told_and_kept(app, workshop):
    trainer = app.test_client().sign_in(a_staff_member(workshop))
    done, address = cancel(trainer, workshop, 8, "Hari Galungan.")

    assert done.status_code == 303
    assert "Hari Galungan." in words(trainer.get(address))
    assert db.session.scalars(select(AuditEntry.reason)).one() == "Hari Galungan."


def test_without_a_reason_it_is_not_cancelled(app, workshop):
    trainer = app.test_client().sign_in(a_staff_member(workshop))
    answer, _address = cancel(trainer, workshop, 3, "  ")

    assert answer.status_code == 422
    assert meetings(workshop)[3].cancelled_at is None


def test_cancelling_twice_is_told_and_the_first_reason_stays(app, workshop):
    trainer = app.test_client().sign_in(a_staff_member(workshop))
    cancel(trainer, workshop, 3)

    assert cancel(trainer, workshop, 3, "Lain.")[0].status_code == 409
    assert meetings(workshop)[3].cancellation_reason == "Listrik padam."


def test_an_assistant_may_not_cancel(app, workshop):
    assistant = app.test_client().sign_in(a_staff_member(workshop, StaffRole.ASSISTANT))

    assert cancel(assistant, workshop, 3)[0].status_code == 403


def test_who_only_came_to_a_cancelled_meeting_does_not_count_as_reached(app, workshop):
    organiser = app.test_client().sign_in(an_organiser(workshop.program))
    person = an_enrolment(workshop)
    first = meetings(workshop)[0]
    db.session.add(
        Attendance(
            meeting_id=first.id,
            enrolment_id=person.id,
            presence=Presence.PRESENT,
            recorded_at=NOW,
        )
    )
    db.session.commit()
    before = words(organiser.get("/"))
    cancel(organiser, workshop, 0)

    assert "1 dari 35" in before
    assert "0 dari 35" in words(organiser.get("/"))
