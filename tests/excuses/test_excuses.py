import io
import re
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import select

from lms.attendance.models import Attendance
from lms.attendance.rules import Presence
from lms.audit.models import AuditEntry
from lms.database import db
from lms.excuses.models import Excuse
from lms.excuses.rules import ASK_UNTIL, ExcuseState
from lms.results.queries_attendance import held_meetings
from lms.workshops.models import Meeting, StaffRole
from tests.constants import NOW
from tests.factories import a_staff_member, an_enrolment
from tests.results.factories import presences

PARTS = ("morning", "afternoon")


@pytest.fixture
def wayan(workshop):
    return an_enrolment(workshop)


@pytest.fixture
def made(workshop):
    return an_enrolment(workshop)


@pytest.fixture
def asks(app, wayan):
    """Wayan's browser: `asks(meeting, …)` sends the form."""

    def ask(*meetings, kind="sick", reason="Demam sejak kemarin", who=wayan):
        browser = app.test_client().sign_in(who.person)
        data = {"meetings": [each.id for each in meetings], "kind": kind, "reason": reason}
        return browser.post(address(who), data=data)

    return ask


@pytest.fixture
def decides(app, workshop):
    """The trainer's browser: `decides("accept")` answers the one request there is."""
    trainer = a_staff_member(workshop)

    def decide(decision, answer=""):
        browser = app.test_client().sign_in(trainer)
        excuse = db.session.scalars(select(Excuse)).one()
        path = f"/w/{workshop.slug}/excuses/{excuse.id}"
        return browser.post(path, data={"decision": decision, "answer": answer})

    return decide


def address(enrolment):
    return f"/w/{enrolment.workshop.slug}/my-excuses"


def meeting_of(workshop, day, part="morning"):
    query = select(Meeting).filter_by(workshop_id=workshop.id, day=day, part=part)
    return db.session.scalars(query).one()


def excuse_now():
    db.session.rollback()
    return db.session.scalars(select(Excuse)).one_or_none()


def recorded(enrolment, meeting):
    db.session.rollback()
    return db.session.scalar(
        select(Attendance.presence).filter_by(enrolment_id=enrolment.id, meeting_id=meeting.id)
    )


def test_what_the_trainer_accepts_is_recorded_with_its_history(workshop, wayan, asks, decides):
    missed = meeting_of(workshop, 2)
    presences(wayan, None, None, Presence.ABSENT)

    assert asks(missed).status_code == 303
    assert decides("accept", "Semoga lekas sembuh").status_code == 303

    assert recorded(wayan, missed) is Presence.SICK
    subject = f"attendance:{missed.id}:{wayan.id}"
    entry = db.session.scalars(select(AuditEntry).filter_by(subject=subject)).one()
    assert (entry.before, entry.after) == ({"presence": "absent"}, {"presence": "sick"})
    actions = db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions == ["excuse.ask", "excuse.decide", "attendance.record"]


def test_she_sees_the_answer(browser, workshop, wayan, asks, decides):
    asks(meeting_of(workshop, 4))
    decides("decline", "Mohon hadir, ada kuis")

    page = browser.sign_in(wayan.person).get(address(wayan)).text

    assert "Mohon hadir, ada kuis" in page
    assert recorded(wayan, meeting_of(workshop, 4)) is None


def test_a_meeting_to_come_is_not_held_because_somebody_is_excused(
    at, workshop, wayan, made, asks, decides
):
    tomorrow = meeting_of(workshop, 4)
    asks(tomorrow, kind="excused", reason="Rapat dinas")
    decides("accept")
    before = held_meetings([workshop], NOW)

    at(tomorrow.starts_at + timedelta(minutes=5))

    assert recorded(wayan, tomorrow) is Presence.EXCUSED
    after = held_meetings([workshop], tomorrow.starts_at + timedelta(minutes=5))
    assert len(after) == len(before) + 2  # the rest of day 3


def test_excused_ahead_she_sees_the_same_counts_as_the_report(
    at, browser, workshop, wayan, asks, decides
):
    tomorrow = meeting_of(workshop, 4)
    asks(tomorrow, kind="excused", reason="Rapat dinas")
    decides("accept")
    later = tomorrow.starts_at + timedelta(minutes=5)
    at(later)

    page = browser.sign_in(wayan.person).get(f"/w/{workshop.slug}/my-attendance").text

    assert f"dari {len(held_meetings([workshop], later))} sesi" in page


def test_who_was_there_is_never_overwritten(workshop, wayan, asks, decides):
    meeting = meeting_of(workshop, 3)
    asks(meeting)
    presences(wayan, None, None, None, None, Presence.LATE)

    assert decides("accept").status_code == 409
    assert recorded(wayan, meeting) is Presence.LATE
    assert excuse_now().state is ExcuseState.WAITING


def test_a_meeting_she_attended_cannot_be_asked_for(workshop, wayan, asks):
    presences(wayan, Presence.PRESENT)

    assert asks(meeting_of(workshop, 1)).status_code == 422
    assert excuse_now() is None


def test_too_long_after_a_meeting_one_cannot_ask(at, workshop, asks):
    meeting = meeting_of(workshop, 1)
    at(meeting.ends_at + ASK_UNTIL + timedelta(seconds=1))
    refused = asks(meeting).status_code
    at(meeting.ends_at + ASK_UNTIL)

    assert (refused, asks(meeting).status_code) == (422, 303)


def test_a_cancelled_meeting_cannot_be_asked_for(workshop, asks):
    meeting = meeting_of(workshop, 4)
    meeting.cancelled_at = NOW
    db.session.commit()

    assert asks(meeting).status_code == 422


def test_sent_twice_is_one_request(workshop, asks):
    for _ in range(2):
        assert asks(meeting_of(workshop, 4)).status_code == 303

    assert excuse_now().state is ExcuseState.WAITING
    assert db.session.query(AuditEntry).count() == 1


def test_taken_back_it_can_be_asked_again(app, workshop, wayan, asks, decides):
    asks(meeting_of(workshop, 4))
    browser = app.test_client().sign_in(wayan.person)
    path = f"{address(wayan)}/{excuse_now().id}/take-back"

    assert browser.post(path).status_code == 303
    assert excuse_now().state is ExcuseState.WITHDRAWN
    assert decides("accept").status_code == 409
    assert asks(meeting_of(workshop, 4), reason="Ternyata masih demam").status_code == 303
    assert excuse_now().reason == "Ternyata masih demam"


def test_what_was_decided_cannot_be_taken_back(app, workshop, wayan, asks, decides):
    asks(meeting_of(workshop, 4))
    decides("accept")
    browser = app.test_client().sign_in(wayan.person)

    assert browser.post(f"{address(wayan)}/{excuse_now().id}/take-back").status_code == 409


def test_nobody_takes_back_what_a_neighbour_asked(app, workshop, made, asks):
    asks(meeting_of(workshop, 4))
    browser = app.test_client().sign_in(made.person)

    assert browser.post(f"{address(made)}/{excuse_now().id}/take-back").status_code == 404


def test_three_days_of_fever_are_one_request_to_write_and_six_to_decide(workshop, asks):
    meetings = [meeting_of(workshop, day, part) for day in (3, 4, 5) for part in PARTS]

    assert asks(*meetings).status_code == 303

    asked = db.session.scalars(select(Excuse)).all()
    assert {each.meeting_id for each in asked} == {each.id for each in meetings}
    assert {(each.kind, each.reason) for each in asked} == {("sick", "Demam sejak kemarin")}


def test_of_several_meetings_all_are_asked_for_or_none(app, workshop, asks):
    good, cancelled = meeting_of(workshop, 3), meeting_of(workshop, 4)
    cancelled.cancelled_at = NOW

    assert asks(good, cancelled).status_code == 422

    assert excuse_now() is None


def test_without_a_meeting_the_form_says_what_to_choose(asks):
    answer = asks()

    assert answer.status_code == 422
    assert "Pilih sedikitnya satu sesi." in answer.text


def test_without_a_reason_the_form_comes_back_as_it_was(workshop, asks):
    answer = asks(meeting_of(workshop, 4), reason=" ")

    assert answer.status_code == 422
    assert re.search(rf'checked[^>]*value="{meeting_of(workshop, 4).id}"', answer.text)


def test_the_reason_is_not_for_the_assistant(browser, workshop, asks):
    asks(meeting_of(workshop, 4))
    browser.sign_in(a_staff_member(workshop, StaffRole.ASSISTANT))

    assert browser.get(f"/w/{workshop.slug}/excuses").status_code == 403


def test_a_photo_is_for_the_trainer_and_not_for_the_assistant(app, workshop, wayan):
    hers = app.test_client().sign_in(wayan.person)
    picture = io.BytesIO()
    Image.new("RGB", (80, 60), "white").save(picture, "JPEG")
    data = {
        "meetings": meeting_of(workshop, 4).id,
        "kind": "sick",
        "reason": "Demam",
        "photo": (io.BytesIO(picture.getvalue()), "surat.jpg"),
    }

    assert hers.post(address(wayan), data=data).status_code == 303

    path = f"/w/{workshop.slug}/files/{excuse_now().photo.token}"
    trainer = app.test_client().sign_in(a_staff_member(workshop))
    assistant = app.test_client().sign_in(a_staff_member(workshop, StaffRole.ASSISTANT))
    assert path in trainer.get(f"/w/{workshop.slug}/excuses").text
    assert (trainer.get(path).status_code, assistant.get(path).status_code) == (200, 404)


def test_what_is_no_photo_is_refused_at_its_field(app, workshop, wayan):
    hers = app.test_client().sign_in(wayan.person)
    data = {
        "meetings": meeting_of(workshop, 4).id,
        "kind": "sick",
        "reason": "Demam",
        "photo": (io.BytesIO(b"MZ..."), "surat.jpg"),
    }

    answer = hers.post(address(wayan), data=data)

    assert answer.status_code == 422
    assert 'id="photo-error"' in answer.text
    assert excuse_now() is None


def test_the_trainer_sees_whose_attendance_is_at_risk(browser, workshop, wayan, made):
    presences(wayan, *[Presence.ABSENT] * 3)
    presences(made, *[Presence.PRESENT] * 4)
    browser.sign_in(a_staff_member(workshop))

    page = browser.get(f"/w/{workshop.slug}/excuses").text

    assert wayan.person.name in page
    assert made.person.name not in page


def test_she_reads_on_her_home_what_is_still_needed(browser, workshop, wayan):
    presences(wayan, *[Presence.PRESENT] * 3, Presence.SICK)

    page = browser.sign_in(wayan.person).get("/").text

    assert "5 dari 6 sesi berikutnya" in page


def test_meetings_held_without_a_record_are_not_called_coming(browser, workshop, wayan):
    presences(wayan, Presence.PRESENT, Presence.SICK)
    told = "akan datang: 6 sesi; yang sudah lewat tetapi belum dicatat: 2 sesi"

    browser.sign_in(wayan.person)

    assert told in browser.get("/").text
    assert told in browser.get(f"/w/{workshop.slug}/my-attendance").text


def test_the_pages_cost_the_same_for_two_as_for_thirty(app, browser, workshop, statements):
    trainer = a_staff_member(workshop)

    def cost(count):
        for _ in range(count):
            enrolment = an_enrolment(workshop)
            presences(enrolment, Presence.ABSENT)
            db.session.add(
                Excuse(
                    meeting=meeting_of(workshop, 4),
                    enrolment=enrolment,
                    kind="sick",
                    reason="Demam",
                    asked_at=NOW,
                )
            )
        db.session.commit()
        browser.sign_in(trainer)
        with statements() as seen:
            browser.get(f"/w/{workshop.slug}/excuses")
        own = app.test_client().sign_in(enrolment.person)
        with statements() as hers:
            own.get(address(enrolment))
        assert len(hers) <= 8
        return len(seen)

    assert cost(2) == cost(28)
