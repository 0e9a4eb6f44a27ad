import csv
import io
import json
import re
from datetime import timedelta
from fractions import Fraction

import pytest
from sqlalchemy import select

from lms import clock
from lms.attendance.rules import Presence
from lms.audit.models import AuditEntry
from lms.database import db
from lms.reports.account.queries import workshop_account
from lms.reports.commands import report as report_command
from lms.reports.documents import workshop_document
from lms.reports.queries import workshop_report
from lms.workshops.models import StaffRole
from tests.constants import NOW
from tests.factories import (
    a_cooperative,
    a_person,
    a_staff_member,
    a_workshop,
    an_enrolment,
    an_organiser,
)
from tests.results.factories import an_attempt, lessons_done, presences, tries

PRESENT, SICK = Presence.PRESENT, Presence.SICK


def somebody(workshop, name, pre, post, attended):
    """A participant with a pre-test and a post-test of ten questions."""
    person = a_person(name, cooperative=a_cooperative())
    enrolment = an_enrolment(workshop, person)
    presences(enrolment, *[PRESENT] * attended, *[SICK] * (5 - attended))
    an_attempt(enrolment, "tes-awal", *[1] * pre, *[0] * (10 - pre))
    an_attempt(enrolment, "tes-akhir", *[1] * post, *[0] * (10 - post))
    return enrolment


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def cells(text):
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def test_rates_keep_their_numerator_and_denominator(workshop):
    somebody(workshop, "A", 4, 7, 5)
    somebody(workshop, "B", 6, 5, 2)

    reached = workshop_account(workshop, NOW).reached

    assert (reached.attendance.rate.part, reached.attendance.rate.whole) == (7, 10)
    assert (reached.reached.rate.part, reached.reached.rate.whole) == (2, 2)


def test_the_gain_of_the_class_is_not_the_mean_of_the_gains(workshop):
    for name, pre, post in (("A", 4, 7), ("B", 6, 9), ("C", 8, 8)):
        somebody(workshop, name, pre, post, 5)

    growth = workshop_report(workshop, NOW).growth

    assert growth.class_gain == Fraction(1, 2)
    assert growth.mean_gain.value == Fraction(5, 12)


def test_somebody_with_one_test_is_not_in_the_gain(workshop):
    somebody(workshop, "A", 4, 7, 5)
    an_attempt(an_enrolment(workshop), "tes-awal", 1)

    assert len(workshop_report(workshop, NOW).growth.pairs) == 1


def test_withdrawn_people_are_counted_and_nothing_else(workshop):
    somebody(workshop, "A", 4, 7, 5)
    an_enrolment(workshop, withdrawn_at=NOW)

    report = workshop_report(workshop, NOW)

    assert (report.enrolled, report.withdrawn) == (1, 1)


def test_the_page_says_who_passed_and_what_others_still_miss(browser, workshop, trainer):
    somebody(workshop, "Ni Luh Lulus", 4, 7, 5)
    somebody(workshop, "I Wayan Belum", 6, 5, 2)

    page = text_of(browser.get(f"/w/{workshop.slug}/report?part=people"))

    assert "40,0%" in page
    assert "Belum lulus" not in page  # nothing is decided while the days go on
    assert page.index("I Wayan Belum") < page.index("Ni Luh Lulus")


def test_the_page_costs_the_same_for_two_as_for_thirty(browser, workshop, trainer, statements):
    def cost():
        with statements() as seen:
            assert browser.get(f"/w/{workshop.slug}/report").status_code == 200
        return len(seen)

    for n in range(2):
        somebody(workshop, f"P{n}", 4, 7, 5)
    cost()
    few = cost()
    for n in range(28):
        somebody(workshop, f"Q{n}", 5, 6, 3)

    assert cost() == few


def test_a_long_list_is_shown_in_pages(browser, workshop, trainer):
    for n in range(101):
        an_enrolment(workshop, a_person(f"Orang {n:03}"))

    second = browser.get(f"/w/{workshop.slug}/report?part=people&page=2").text

    assert "Orang 100" in second
    assert "Orang 099" not in second


def test_the_report_of_a_workshop_nobody_is_in_says_so(browser, workshop, trainer):
    assert 'class="empty"' in browser.get(f"/w/{workshop.slug}/report").text


def test_the_command_prints_the_figures_of_the_page(app, browser, workshop, trainer):
    somebody(workshop, "A", 4, 7, 5)
    somebody(workshop, "B", 6, 5, 2)

    printed = app.test_cli_runner().invoke(
        report_command, [workshop.slug, "--format", "json"], catch_exceptions=False
    )

    document = json.loads(printed.output)
    page = text_of(browser.get(f"/w/{workshop.slug}/report"))
    assert document["attendance"] == {"part": 7, "whole": 10, "percent": 70.0}
    assert "70,0%" in page
    assert all(" ".join(sentence.split()) in page for sentence in document["summary"])
    assert [each["name"] for each in document["participants"]] == ["A", "B"]


def test_json_tells_what_is_missing_with_its_figures(app, workshop):
    somebody(workshop, "B", 6, 5, 2)

    with app.test_request_context():
        (participant,) = workshop_document(workshop_account(workshop, NOW))["participants"]

    assert [each["kind"] for each in participant["missing"]] == ["attendance", "posttest_score"]
    assert (participant["missing"][0]["have"], participant["missing"][0]["need"]) == (40.0, 80.0)


@pytest.mark.parametrize("kind", ["json", "csv", "text"])
def test_the_command_knows_three_formats(app, workshop, kind):
    somebody(workshop, "Ni Luh Contoh", 4, 7, 5)

    with clock.moved_to(NOW):
        printed = app.test_cli_runner().invoke(report_command, [workshop.slug, "--format", kind])

    assert printed.exit_code == 0
    assert "Ni Luh Contoh" in printed.output


def test_the_command_refuses_an_unknown_workshop(app, workshop):
    printed = app.test_cli_runner().invoke(report_command, ["nowhere"])

    assert printed.exit_code == 1
    assert "nowhere" in printed.output


def test_the_file_opens_in_excel_by_a_double_click(browser, workshop, trainer):
    somebody(workshop, "A", 4, 7, 4)

    answer = browser.post(f"/w/{workshop.slug}/report.csv")

    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert "attachment" in answer.headers["Content-Disposition"]
    head, line = cells(answer.text)
    assert len(head) == len(line)
    assert "80,0" in line
    assert len(set(head)) == len(head)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff20"])
def test_a_name_that_looks_like_a_formula_is_made_harmless(browser, workshop, trainer, start):
    an_enrolment(workshop, a_person(f"{start}1+1", position=f"{start}cmd"))

    _head, line = cells(browser.post(f"/w/{workshop.slug}/report.csv").text)

    assert line[1].startswith(f"'{start}")
    assert not any(cell.startswith(start) for cell in line)


def test_page_file_text_and_json_tell_the_same_figures(app, browser, workshop, trainer):
    seat = somebody(workshop, "Sukerti", 4, 7, 4)
    an_attempt(seat, "kuis-1", 1, 1, 0)

    with clock.moved_to(NOW):
        shown = text_of(browser.get(f"/w/{workshop.slug}/report"))
        listed = text_of(browser.get(f"/w/{workshop.slug}/report?part=people"))
        head, line = cells(browser.post(f"/w/{workshop.slug}/report.csv").text)
        printed = {
            kind: app.test_cli_runner()
            .invoke(report_command, [workshop.slug, "--format", kind])
            .output
            for kind in ("json", "text", "csv")
        }
    told = json.loads(printed["json"])
    (participant,) = told["participants"]
    row = dict(zip(head, line, strict=True))

    assert cells(printed["csv"]) == [head, line]
    assert participant["attendance"] == {"part": 4, "whole": 5, "percent": 80.0}
    assert (row["Sesi dihadiri"], row["Sesi terlaksana"]) == ("4", "5")
    assert row["Kehadiran, persen"] == "80,0"
    for text in (listed, printed["text"]):
        assert re.search(r"80,0% \(4/5\)", text)
    assert participant["quizzes"]["kuis-1"]["score"] == 66.7
    assert row["Kuis hari 1"] == "66,7"
    assert " 66,7 " in listed
    assert (participant["pretest"], participant["posttest"]) == (40.0, 70.0)
    assert (row["Tes awal"], row["Tes akhir pertama"]) == ("40,0", "70,0")
    assert (participant["gain"], row["Peningkatan"]) == (0.5, "0,50")
    assert participant["passed"] is True
    assert row["Hasil"] == ""  # the days go on
    for sentence in told["summary"]:
        assert sentence in printed["text"]
        assert sentence in shown


def test_a_negative_gain_stays_a_number(browser, workshop, trainer):
    somebody(workshop, "A", 5, 4, 5)

    _head, line = cells(browser.post(f"/w/{workshop.slug}/report.csv").text)

    assert "-0,20" in line


def test_a_separator_in_a_name_stays_in_its_cell(browser, workshop, trainer):
    an_enrolment(workshop, a_person('Sukerti; "S.E."'))

    _head, line = cells(browser.post(f"/w/{workshop.slug}/report.csv").text)

    assert line[1] == 'Sukerti; "S.E."'


@pytest.mark.parametrize(("method", "name"), [("GET", "report"), ("POST", "report.csv")])
def test_an_assistant_and_a_participant_see_no_report(browser, workshop, method, name):
    for person in (a_staff_member(workshop, StaffRole.ASSISTANT), an_enrolment(workshop).person):
        browser.sign_in(person)
        assert browser.open(f"/w/{workshop.slug}/{name}", method=method).status_code == 403


@pytest.mark.parametrize(
    ("method", "name"), [("GET", "report"), ("POST", "report.csv"), ("GET", "matrix")]
)
def test_a_trainer_of_another_workshop_finds_nothing(browser, workshop, method, name):
    browser.sign_in(a_staff_member(a_workshop()))

    assert browser.open(f"/w/{workshop.slug}/{name}", method=method).status_code == 404


def test_who_took_the_file_stands_in_the_list_of_changes(browser, workshop):
    an_enrolment(workshop)
    organiser = an_organiser(workshop.program)

    browser.sign_in(organiser).post(f"/w/{workshop.slug}/report.csv")

    taken = db.session.scalars(select(AuditEntry).filter_by(action="data.export")).one()
    assert (taken.actor_id, taken.workshop_id) == (organiser.id, workshop.id)
    assert taken.after == {"export": "report", "lines": 1}


AFTER_DAY_5 = NOW + timedelta(days=10)
AFTER_THE_END = NOW + timedelta(days=40)


def test_practice_after_the_last_day_has_a_column_of_its_own(browser, workshop, trainer, at):
    enrolment = an_enrolment(workshop, a_person("Ni Luh Contoh"))
    lessons_done(enrolment, "h1-l1")
    tries(enrolment, "h1-p1", 0, 1, at=AFTER_DAY_5)
    tries(enrolment, "h1-t1", 1, at=AFTER_THE_END)
    at(AFTER_THE_END)

    page = browser.get(f"/w/{workshop.slug}/report?part=people")
    table = browser.post(f"/w/{workshop.slug}/report.csv").text.removeprefix("\ufeff")

    assert "Latihan sesudah hari ke‑5" in page.text
    assert "1 kegiatan lagi, 2 jawaban" in page.text
    (line,) = csv.DictReader(io.StringIO(table), delimiter=";")
    assert line["Kegiatan selesai pada hari pelatihan"] == "1"
    assert line["Latihan sesudah hari ke‑5: kegiatan lagi"] == "1"
    assert line["Latihan sesudah hari ke‑5: jawaban"] == "2"


def test_before_the_last_day_is_over_there_is_no_column_of_practice(browser, workshop, trainer):
    an_enrolment(workshop)

    assert "Latihan sesudah hari" not in browser.get(f"/w/{workshop.slug}/report?part=people").text
