"""What goes on here while a program is on another computer."""

import pytest
import sqlalchemy as sa

from lms.access import Role
from lms.database import db
from lms.workshops.models import Program, Workshop
from tests.access_table import MAY_ENTER
from tests.access_world import a_world, routes
from tests.constants import NOW
from tests.factories import a_workshop, an_enrolment
from tests.results.factories import an_attempt

INSIDE = {Role.PARTICIPANT, Role.ASSISTANT, Role.TRAINER, Role.ORGANISER, Role.ADMINISTRATOR}
GOES_ON = {
    *("attendance.sheet", "attendance.sheets", "audit.export_workshop"),
    *("booklet.print_all", "booklet.print_one", "calendars.renew", "calendars.revoke"),
    *("cards.close", "cards.make", "cards.make_one", "cards.refuse", "cards.sheet"),
    *("certificates.preview", "certificates.print_all", "certificates.print_one"),
    *("enrolment.save_person", "freezing.package", "freezing.paper"),
    *("handover.attendance", "handover.paper", "handover.participants", "handover.workbook"),
    *("lessons.finish", "practice.answer", "practice.answer_again", "practice.guess"),
    *("offline.deliver", "quizzes.see_marks"),
    *("reports.attendance_csv", "reports.workshop_csv"),
    *("sitting.answer_question", "sitting.begin", "sitting.keep_time", "sitting.practise_skill"),
}
"""Practice, lessons, cards, a person's own data, and what only prints."""


@pytest.fixture
def workshop(app, at):
    made = a_workshop(slug="desa")
    made.program.lent_at = NOW
    db.session.commit()
    return made


def test_every_other_writer_of_the_program_is_refused(app):
    world = a_world()
    db.session.execute(sa.update(Program).values(lent_at=NOW))
    db.session.execute(sa.update(Workshop).values(closed_at=None))
    db.session.commit()
    adapter = app.url_map.bind("localhost")
    went_on = set()
    for rule, method in routes(app):
        if method == "GET" or not {"workshop_slug", "program_slug"} & rule.arguments:
            continue
        role = next(each for each in Role if each in MAY_ENTER[rule.endpoint] and each in INSIDE)
        browser = app.test_client().sign_in(world.people[role])
        address = adapter.build(rule.endpoint, {each: world.own[each] for each in rule.arguments})
        answer = browser.open(address, method=method, headers={"Accept": "application/json"})
        refused = answer.status_code == 409 and "komputer lain" in answer.get_json()["message"]
        if not refused:
            went_on.add(rule.endpoint)

    assert went_on == GOES_ON


def test_pages_are_read_and_what_was_written_comes_back(browser, workshop):
    browser.sign_in(an_enrolment(workshop).person)
    words = "Anak saya demam sejak semalam."

    assert browser.get("/w/desa/my-excuses").status_code == 200
    refused = browser.post("/w/desa/my-excuses", data={"kind": "sick", "reason": words})

    assert refused.status_code == 409
    assert words in refused.text


def test_each_page_of_a_program_that_is_away_says_so_first(browser, workshop):
    browser.sign_in(an_enrolment(workshop).person)

    page = browser.get("/w/desa/course").text
    assert page.index("Di komputer lain sejak 25 Nov") < page.index("<main")

    workshop.program.lent_at = None
    db.session.commit()
    assert "Di komputer lain" not in browser.get("/w/desa/course").text


def test_a_home_leads_to_nothing_that_is_refused_here(browser, workshop):
    enrolment = an_enrolment(workshop)
    an_attempt(enrolment, "kuis-1", None, handed_in_at=None)  # begun in the hall
    home = browser.sign_in(enrolment.person).get("/").text

    assert "/w/desa/lessons/h2-l1" in home
    assert "/w/desa/quizzes/" not in home
    assert "/hadir" not in home

    workshop.program.lent_at = None
    db.session.commit()
    back = browser.get("/").text
    assert "/w/desa/quizzes/kuis-1" in back
    assert "/hadir" in back


def test_a_quiz_says_where_it_is_sat_and_has_no_button(browser, workshop):
    browser.sign_in(an_enrolment(workshop).person)

    page = browser.get("/w/desa/quizzes/kuis-1").text.split("<main")[1]

    assert "Kuis dikerjakan di komputer tempat program ini dibawa." in page
    assert 'method="post"' not in page.split("</main")[0]
