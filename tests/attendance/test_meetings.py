import re

from sqlalchemy import select

from lms.attendance.models import Attendance
from lms.attendance.rules import Presence
from lms.database import db
from lms.workshops.models import Meeting
from tests.constants import NOW
from tests.factories import a_staff_member, a_workshop, an_enrolment


def presences(enrolment, *recorded):
    """Record these presences at the first meetings of the workshop."""
    meetings = db.session.scalars(
        select(Meeting).filter_by(workshop_id=enrolment.workshop_id).order_by(Meeting.starts_at)
    )
    for meeting, presence in zip(meetings, recorded, strict=False):
        db.session.add(
            Attendance(
                meeting_id=meeting.id,
                enrolment_id=enrolment.id,
                presence=presence,
                recorded_at=NOW,
            )
        )
    db.session.commit()


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def test_every_meeting_can_be_opened_to_show_its_code_or_to_cancel_it(browser, workshop):
    browser.sign_in(a_staff_member(workshop))

    page = browser.get(f"/w/{workshop.slug}/attendance").text

    assert len(re.findall(r'class="item-text">\s*<a ', page)) == 10


def test_the_list_says_how_many_attended(browser, workshop):
    browser.sign_in(a_staff_member(workshop))
    presences(an_enrolment(workshop), Presence.LATE)
    presences(an_enrolment(workshop), Presence.SICK)
    an_enrolment(workshop, withdrawn_at=NOW)

    assert re.search(r"1 \S+ 2 ", text_of(browser.get(f"/w/{workshop.slug}/attendance")))


def test_the_list_costs_the_same_for_two_as_for_thirty(browser, workshop, statements):
    browser.sign_in(a_staff_member(workshop))

    def cost():
        with statements() as seen:
            browser.get(f"/w/{workshop.slug}/attendance")
        return len(seen)

    for _ in range(2):
        presences(an_enrolment(workshop), Presence.PRESENT)
    few = cost()
    for _ in range(28):
        presences(an_enrolment(workshop), Presence.PRESENT)

    assert cost() == few


def test_a_workshop_without_meetings_says_so(browser, app, at):
    with app.app_context():
        workshop = a_workshop(first_day=None)
        browser.sign_in(a_staff_member(workshop))

        assert browser.get(f"/w/{workshop.slug}/attendance").status_code == 200


def test_a_participant_sees_her_rate_with_both_numbers(browser, workshop):
    wayan = an_enrolment(workshop)
    presences(wayan, Presence.PRESENT, Presence.LATE, Presence.SICK, Presence.PRESENT)
    presences(an_enrolment(workshop), *[Presence.PRESENT] * 5)
    browser.sign_in(wayan.person)

    page = text_of(browser.get(f"/w/{workshop.slug}/my-attendance"))

    assert "60,0%" in page
    assert re.search(r"3 \S+ 5 ", page)


def test_a_participants_page_takes_few_statements(browser, workshop, statements):
    wayan = an_enrolment(workshop)
    browser.sign_in(wayan.person)
    browser.get(f"/w/{workshop.slug}/my-attendance")

    with statements() as seen:
        browser.get(f"/w/{workshop.slug}/my-attendance")

    assert len(seen) <= 8


def test_a_trainer_has_no_attendance_of_her_own(browser, workshop):
    browser.sign_in(a_staff_member(workshop))

    assert browser.get(f"/w/{workshop.slug}/my-attendance").status_code == 403
