"""A report says whether it counts seats or persons, and both are right everywhere."""

import csv
import io
import json

import pytest

from lms.attendance.rules import Presence
from lms.database import db
from lms.enrolment.seats import service_moves
from lms.reports.account.queries import program_account, workshop_account
from tests.constants import NOW
from tests.factories import (
    a_cooperative,
    a_person,
    a_program,
    a_workshop,
    an_enrolment,
    an_organiser,
)
from tests.results.factories import presences

PRESENT = Presence.PRESENT


@pytest.fixture
def workshop(app, at):
    with app.app_context():
        workshop = a_workshop(program=a_program(target=10), slug="angkatan", capacity=4)
        presences(an_enrolment(workshop, a_person("Ani")), *[PRESENT] * 4, Presence.ABSENT)
        an_enrolment(workshop, withdrawn_at=NOW)
        yield workshop


@pytest.fixture
def substitute(workshop):
    """Luh was there on days 1 and 2, Made on day 3."""
    cooperative = a_cooperative()
    first = an_enrolment(workshop, a_person("Luh", cooperative=cooperative))
    presences(first, *[PRESENT] * 4)
    second = service_moves.hand_over_seat(
        first,
        a_person("Made", cooperative=cooperative),
        from_day=3,
        reason="Tugas",
        now=NOW,
        actor_id=None,
    )
    presences(second, None, None, None, None, PRESENT)
    db.session.commit()
    return second


def test_a_substitution_is_one_seat_and_two_persons(workshop, substitute):
    account = workshop_account(workshop, NOW)
    report = account.report

    assert (report.capacity, report.enrolled, report.withdrawn) == (4, 2, 1)
    assert account.reached.registered.rate.part == 3
    [line] = [line for line in report.lines if line.seat.name == "Made"]
    assert (line.outcome.attendance.part, line.seat_attendance.part) == (1, 5)
    assert (report.attendance.part, report.attendance.whole) == (9, 10)


def test_a_program_counts_who_gave_up_the_seat_as_a_person_who_was_reached(workshop, substitute):
    reached = program_account(workshop.program, NOW).reached

    assert (reached.seats, len(reached.holders), reached.registered.rate.part) == (2, 2, 3)
    assert (reached.reached.rate.part, reached.reached.rate.whole) == (3, 10)


def test_who_never_came_before_the_substitute_is_no_person_reached(workshop):
    cooperative = a_cooperative()
    first = an_enrolment(workshop, a_person(cooperative=cooperative))
    service_moves.hand_over_seat(
        first,
        a_person(cooperative=cooperative),
        from_day=1,
        reason="Tugas",
        now=NOW,
        actor_id=None,
    )

    assert workshop_account(workshop, NOW).reached.registered.rate.part == 2


def test_page_file_and_command_say_the_same(app, browser, workshop, substitute):
    browser.sign_in(an_organiser(workshop.program))
    page = browser.get("/w/angkatan/report").text
    text = browser.post("/w/angkatan/report.csv").text.removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    printed = app.test_cli_runner().invoke(args=["report", "angkatan", "--format", "json"])
    told = json.loads(printed.output)

    assert "Dari 4 kursi, diisi 2 orang; 1 mengundurkan diri." in page
    assert told["summary"][0] in page
    assert (told["counts"], told["enrolled"], told["persons"]) == ("seats", 2, 3)
    attended = [int(row["Sesi dihadiri, dihitung per kursi"]) for row in rows]
    assert sum(attended) == told["attendance"]["part"] == 9
    assert [each["seat_attendance"]["part"] for each in told["participants"]] == attended
    made = next(each for each in told["participants"] if each["name"] == "Made")
    assert made["seat_before"] == [{"name": "Luh", "from_day": 1, "until_day": 2}]
    assert (
        "sampai hari ke"
        in next(row for row in rows if row["Nama"] == "Made")["Kursi sebelumnya dipakai oleh"]
    )
    plain = app.test_cli_runner().invoke(args=["report", "angkatan"]).output
    assert "Luh" in plain


def test_a_closed_workshop_has_a_final_report(browser, workshop):
    workshop.closed_at = NOW
    browser.sign_in(an_organiser(workshop.program))

    assert "laporan ini final" in browser.get("/w/angkatan/report").text


def test_the_program_page_tells_of_those_before(browser, workshop, substitute):
    browser.sign_in(an_organiser(workshop.program))

    page = browser.get(f"/programs/{workshop.program.slug}/report").text

    assert "2 orang memegang 2 kursi" in page or "2 orang" in page
    assert "1 orang lagi pernah hadir" in page
