import csv
import io

from lms.reports.account.queries import program_account, workshop_account
from lms.reports.documents import program_document, workshop_document
from tests.constants import NOW
from tests.coverage.factories import covered
from tests.factories import a_staff_member, a_workshop, an_enrolment, an_organiser
from tests.page_text import text_of


def a_taught_workshop(**values):
    """Of three lessons of 90 minutes: one in 120 minutes, one in 30, one not recorded."""
    workshop = a_workshop(**values)
    an_enrolment(workshop)
    covered(workshop, "h1-l1", "fully", 120)
    covered(workshop, "h1-l2", "partly", 30, part="afternoon")
    return workshop


def test_the_report_counts_what_was_delivered_of_the_plan(app, at):
    with app.app_context():
        material = workshop_document(workshop_account(a_taught_workshop(), NOW))["material"]

        assert material["minutes"] == {"part": 120, "whole": 270, "percent": 44.4}
        assert material["lesson_hours_planned"] == 6
        assert material["lesson_hours_delivered"] == 2.67
        assert material["due_and_not_recorded"] == 1
        states = [(each["state"], each["minutes_taught"]) for each in material["lessons"]]
        assert states == [("fully", 120), ("partly", 30), ("unrecorded", 0)]


def test_a_program_adds_its_workshops_up(app, at):
    with app.app_context():
        first = a_taught_workshop()
        a_taught_workshop(program=first.program)

        found = program_document(program_account(first.program, NOW))

        assert found["material"]["minutes"] == {"part": 240, "whole": 540, "percent": 44.4}


def test_page_and_file_say_not_recorded(browser, app, at):
    with app.app_context():
        workshop = a_taught_workshop()
        browser.sign_in(a_staff_member(workshop))

        page = text_of(browser.get(f"/w/{workshop.slug}/report"))
        sheet = browser.get(f"/w/{workshop.slug}/coverage.csv").get_data(as_text=True)

        assert "2,7 dari 6 JP" in page
        assert "1 pelajaran sudah waktunya dan belum dicatat" in page
        rows = list(csv.reader(io.StringIO(sheet.removeprefix("\ufeff")), delimiter=";"))
        assert [row[3] for row in rows[1:]] == ["Tuntas", "Sebagian", "Belum dicatat"]
        assert [row[7] for row in rows[1:]] == ["120", "30", ""]


def test_a_program_hands_out_one_line_a_lesson_and_workshop(browser, app, at):
    with app.app_context():
        workshop = a_taught_workshop()
        a_taught_workshop(program=workshop.program)
        browser.sign_in(an_organiser(workshop.program))

        answer = browser.get(f"/programs/{workshop.program.slug}/coverage.csv")

        assert len(answer.get_data(as_text=True).splitlines()) == 7
        assert browser.get(f"/programs/{workshop.program.slug}/report").status_code == 200


def test_the_command_tells_it_too(app, at):
    with app.app_context():
        slug = a_taught_workshop().slug

    told = app.test_cli_runner().invoke(args=["report", slug]).output

    assert "Materi: 2,7 dari 6 JP yang sudah waktunya tersampaikan (44,4%)" in told
