"""Closing a workshop and opening it again."""

import re

import pytest
from sqlalchemy import select

from lms.access import Role
from lms.audit.models import AuditEntry
from lms.database import db
from lms.workshops.models import Workshop
from tests.access_table import MAY_ENTER
from tests.access_world import a_world, routes
from tests.attendance.factories import meetings
from tests.constants import NOW
from tests.factories import a_staff_member, a_workshop, an_enrolment, an_organiser

CLOSE = "/w/angkatan/close"
SEATED = {Role.PARTICIPANT, Role.ASSISTANT, Role.TRAINER, Role.ORGANISER, Role.ADMINISTRATOR}


@pytest.fixture
def workshop(app, at):
    with app.app_context():
        yield a_workshop(slug="angkatan")


def closed_at():
    return db.session.query(Workshop).one().closed_at


def test_in_a_closed_workshop_practice_goes_on_uncounted(app, browser, workshop):
    organiser = browser.sign_in(an_organiser(workshop.program))
    participant = app.test_client().sign_in(an_enrolment(workshop).person)
    exercise = "/w/angkatan/exercises/h1-p1"
    assert "belum selesai" in organiser.get(CLOSE).text

    assert organiser.post(CLOSE, data={"reason": ""}).status_code == 303
    assert participant.post(exercise, data={"answer": "1", "number": 1}).status_code == 303
    assert "hasilnya tidak lagi dihitung" in participant.get(f"{exercise}/1").text
    assert "Ditutup" in organiser.get("/w/angkatan/").text
    assert organiser.post(CLOSE).status_code == 409

    refused = organiser.post("/w/angkatan/reopen", data={"reason": " "})
    assert refused.status_code == 422
    assert "Tulis mengapa" in refused.text
    assert organiser.post("/w/angkatan/reopen", data={"reason": "Daftar hadir"}).status_code == 303
    noted = db.session.scalars(select(AuditEntry).filter_by(action="workshop.reopen")).one()
    assert noted.reason == "Daftar hadir"
    assert "hasilnya tidak lagi dihitung" not in participant.get(f"{exercise}/1").text
    assert closed_at() is None
    assert organiser.post("/w/angkatan/reopen", data={"reason": "Lagi"}).status_code == 409


def test_a_trainer_does_not_close(browser, workshop):
    browser.sign_in(a_staff_member(workshop))

    assert browser.post(CLOSE).status_code == 403
    assert closed_at() is None


OPEN_WHEN_CLOSED = {
    "audit.export_workshop",
    *("attendance.sheet", "attendance.sheets", "booklet.print_all", "booklet.print_one"),
    *("calendars.renew", "calendars.revoke"),
    *("cards.close", "cards.make", "cards.make_one", "cards.refuse"),
    *("cards.sheet", "certificates.preview"),
    *("certificates.issue", "certificates.reissue", "certificates.revoke"),
    *("certificates.print_all", "certificates.print_one"),
    *("discussion.all_seen", "discussion.announce", "discussion.answer", "discussion.ask"),
    *("discussion.author", "discussion.carry", "discussion.hide", "discussion.pin"),
    *("discussion.save", "discussion.save_reply", "discussion.seen", "discussion.settle"),
    *("discussion.show_again", "discussion.withdraw"),
    *("enrolment.save_person", "freezing.freeze", "freezing.package", "freezing.paper"),
    *("grading.add_snippet", "grading.remove_snippet"),
    *("handover.attendance", "handover.paper", "handover.participants"),
    *("handover.add_report_photos", "handover.save_report_photos"),
    *("handover.save_texts", "handover.workbook"),
    *("lessons.finish", "practice.answer", "practice.answer_again", "offline.deliver"),
    "practice.guess",
    *("sitting.answer_question", "sitting.begin", "sitting.keep_time", "sitting.practise_skill"),
    *("messages.note_consent", "messages.send", "messages.written"),
    *("plans.answer_follow_up", "plans.asked", "plans.check", "plans.save", "plans.tick"),
    "quizzes.see_marks",
    *("reports.attendance_csv", "reports.workshop_csv"),
    *("rehearsal.begin", "rehearsal.discard", "rehearsal.move"),
    *("workshops.add_staff", "workshops.remove_staff", "workshops.take_back_invitation"),
    *("closing.close", "workshops.close_handout", "closing.reopen"),
}
"""Writers that move no figure of the account; what is practised later counts nowhere."""


def test_what_was_written_meanwhile_comes_back_with_the_refusal(browser, workshop):
    workshop.closed_at = NOW
    enrolment = an_enrolment(workshop)
    db.session.commit()
    words = "Anak saya demam sejak semalam & harus ke dokter."

    refused = browser.sign_in(enrolment.person).post(
        "/w/angkatan/my-excuses", data={"kind": "sick", "reason": words, "csrf_token": "a b"}
    )

    assert refused.status_code == 409
    assert "tidak ada yang berubah" in refused.text
    written = refused.text.partition("<textarea")[2].partition("</textarea>")[0]
    assert written.endswith(">Anak saya demam sejak semalam &amp; harus ke dokter.")


def test_all_that_was_sent_is_sent_again_when_it_is_opened(browser, workshop):
    workshop.closed_at = NOW
    enrolment = an_enrolment(workshop)
    meeting = meetings(workshop)[0]
    db.session.commit()
    filled = {"kind": "sick", "reason": "Demam", "meetings": str(meeting.id), "csrf_token": "a b"}
    client = browser.sign_in(enrolment.person)

    refused = client.post("/w/angkatan/my-excuses", data=filled)
    form = refused.text.partition('<form action="/w/angkatan/my-excuses"')[2].partition("</form>")[
        0
    ]
    again = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))
    workshop.closed_at = None
    db.session.commit()

    assert again.items() >= {
        (name, value) for name, value in filled.items() if name != "csrf_token"
    }
    assert client.post("/w/angkatan/my-excuses", data=again).status_code == 303


def test_every_writer_is_refused_in_a_closed_workshop(app):
    world = a_world()
    workshop = db.session.scalars(select(Workshop).filter_by(slug=world.own["workshop_slug"])).one()
    workshop.closed_at = NOW
    db.session.commit()
    adapter = app.url_map.bind("localhost")
    went_on = set()
    for rule, method in routes(app):
        if method == "GET" or "workshop_slug" not in rule.arguments:
            continue
        role = next(each for each in Role if each in MAY_ENTER[rule.endpoint] and each in SEATED)
        browser = app.test_client().sign_in(world.people[role])
        address = adapter.build(rule.endpoint, {each: world.own[each] for each in rule.arguments})
        answer = browser.open(address, method=method, headers={"Accept": "application/json"})
        if (
            answer.status_code != 409
            or "tidak ada yang berubah" not in answer.get_json()["message"]
        ):
            went_on.add(rule.endpoint)

    assert went_on == OPEN_WHEN_CLOSED
