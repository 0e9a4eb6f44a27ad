import csv
import io
from datetime import timedelta

import pytest

from lms.attendance.rules import Presence
from lms.database import db
from lms.reports.account import routes
from lms.reports.account.queries import program_account
from lms.workshops.models import Workshop
from tests.constants import NOW
from tests.factories import (
    a_person,
    a_program,
    a_staff_member,
    a_workshop,
    an_enrolment,
    an_organiser,
)
from tests.results.factories import an_attempt, presences

AFTER_THE_DAYS = NOW + timedelta(days=5)


@pytest.fixture
def program(app, at):
    with app.app_context():
        program = a_program(target=10)
        a_workshop(program=program, number=1)
        a_workshop(program=program, number=2)
        yield program


def workshops_of(program):
    return db.session.query(Workshop).filter_by(program_id=program.id).order_by("number").all()


def somebody_in_both(program):
    """One person who missed the first workshop and passed the second."""
    person = a_person("Ni Luh Dua Kali")
    first, second = (an_enrolment(each, person) for each in workshops_of(program))
    presences(second, *[Presence.PRESENT] * 10)
    an_attempt(second, "tes-awal", 1, 0)
    an_attempt(second, "tes-akhir", 1, 1)
    return first, second


def test_a_person_with_two_seats_counts_once(program):
    somebody_in_both(program)

    reached = program_account(program, NOW).reached

    assert (reached.seats, reached.registered.rate.part) == (2, 1)
    assert (reached.reached.rate.part, reached.reached.rate.whole) == (1, 10)


def test_passing_in_one_workshop_is_passing(program):
    somebody_in_both(program)

    passed = program_account(program, AFTER_THE_DAYS).reached.passed

    assert (passed.rate.part, passed.rate.whole) == (1, 1)


def test_attendance_is_of_seats(program):
    somebody_in_both(program)

    rate = program_account(program, NOW).reached.attendance.rate

    assert (rate.part, rate.whole) == (5, 9)


def test_gain_is_of_persons(program):
    somebody_in_both(program)

    assert len(program_account(program, NOW).growth.pairs) == 1


def test_the_page_shows_every_workshop(program, browser):
    browser.sign_in(an_organiser(program))
    somebody_in_both(program)

    page = browser.get(f"/programs/{program.slug}/report").text

    assert all(f"/w/{each.slug}/report" in page for each in workshops_of(program))


def test_many_workshops_have_pages(program, browser, monkeypatch):
    monkeypatch.setattr(routes, "WORKSHOPS_ON_A_PAGE", 1)
    browser.sign_in(an_organiser(program))
    somebody_in_both(program)
    first, second = (f"/w/{each.slug}/report" for each in workshops_of(program))

    page = browser.get(f"/programs/{program.slug}/report").text
    other = browser.get(f"/programs/{program.slug}/report?page=2").text

    assert (first in page, second in page) == (True, False)
    assert (first in other, second in other) == (False, True)


def test_the_page_costs_the_same_for_two_workshops_as_for_five(program, browser, statements):
    browser.sign_in(an_organiser(program))
    somebody_in_both(program)

    def cost():
        with statements() as seen:
            assert browser.get(f"/programs/{program.slug}/report").status_code == 200
        return len(seen)

    cost()
    few = cost()
    for number in (3, 4, 5):
        another = a_workshop(program=program, number=number)
        presences(an_enrolment(another), Presence.PRESENT)

    assert cost() == few


def test_the_file_tells_which_seats_are_the_same_person(program, browser):
    browser.sign_in(an_organiser(program))
    somebody_in_both(program)

    text = browser.post(f"/programs/{program.slug}/report.csv").text
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))

    assert [row[:3] for row in rows[1:]] == [
        ["1", "1", "Ni Luh Dua Kali"],
        ["2", "1", "Ni Luh Dua Kali"],
    ]


def test_a_program_without_workshops_says_so(app, at, browser):
    with app.app_context():
        program = a_program()
        browser.sign_in(an_organiser(program))

        assert 'class="empty"' in browser.get(f"/programs/{program.slug}/report").text


def test_a_program_without_participants_has_no_empty_figures(app, at, browser):
    with app.app_context():
        workshop = a_workshop()
        page = browser.sign_in(an_organiser(workshop.program)).get(
            f"/programs/{workshop.program.slug}/report"
        )

    assert "Belum ada peserta terdaftar" in page.text
    assert "0/0" not in page.text


def test_an_organiser_of_another_program_finds_nothing(program, browser):
    browser.sign_in(an_organiser(a_program()))

    assert browser.get(f"/programs/{program.slug}/report").status_code == 404


def test_a_trainer_finds_no_program_report(program, browser):
    browser.sign_in(a_staff_member(workshops_of(program)[0]))

    assert browser.get(f"/programs/{program.slug}/report").status_code == 404
