"""What pictures show: distribution, slopes, weeks of practice, the attendance grid."""

import csv
import io
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.attendance.rules import Presence
from lms.reports.account.pictures import MAX_SLOPES, distribution, practice_weeks, slopes
from lms.reports.account.queries_pictures import practice_by_week
from lms.workshops.queries import schedule_of
from tests.constants import NOW
from tests.factories import a_person, a_staff_member, a_workshop, an_enrolment
from tests.page_text import text_of
from tests.results.factories import an_attempt, presences, tries

SCORES = st.fractions(min_value=0, max_value=100, max_denominator=30)
DAYS_END = NOW + timedelta(days=2, hours=7)  # day 5, 16.00


@given(st.lists(st.tuples(SCORES, SCORES), max_size=30))
def test_everybody_stands_in_one_band_before_and_in_one_after(pairs):
    bands = distribution(pairs)

    assert sum(each.before for each in bands) == sum(each.after for each in bands) == len(pairs)


def test_a_full_score_belongs_to_the_last_band():
    bands = {each.low: (each.before, each.after) for each in distribution([(100, 90), (0, 9)])}

    assert (bands[90], bands[0]) == ((1, 1), (1, 1))


def test_who_fell_is_drawn_last_and_too_many_are_not_drawn():
    assert slopes([(50, 40), (10, 90)]) == ((10, 90), (50, 40))
    assert slopes([(Fraction(1), Fraction(2))] * (MAX_SLOPES + 1)) == ()


@pytest.fixture
def workshop(app, at, browser):
    with app.app_context():
        workshop = a_workshop()
        browser.sign_in(a_staff_member(workshop))
        yield workshop


def test_weeks_are_counted_from_the_last_meeting(workshop):
    first, second = an_enrolment(workshop), an_enrolment(workshop)
    tries(first, "h1-p1", 1, at=DAYS_END - timedelta(minutes=1))  # still in the days
    tries(first, "h1-p1", 1, 1, first=2, at=DAYS_END + timedelta(days=1))
    tries(second, "h1-p1", 0, at=DAYS_END + timedelta(days=6))
    tries(second, "h1-p1", 0, first=2, at=DAYS_END + timedelta(days=7))
    now = DAYS_END + timedelta(days=8)

    weeks = practice_by_week(workshop, now)

    assert practice_weeks(schedule_of(workshop), NOW) == ()
    assert [(each.answers, each.persons) for each in weeks] == [(3, 2), (1, 1)]


def test_the_grid_shows_each_person_and_meeting(workshop, browser):
    seat = an_enrolment(workshop, a_person("Ni Luh Contoh"))
    presences(seat, Presence.PRESENT, Presence.LATE, Presence.SICK)

    page = text_of(browser.get(f"/w/{workshop.slug}/report/attendance"))
    sheet = browser.post(f"/w/{workshop.slug}/report/attendance.csv").text.removeprefix("\ufeff")

    assert "Ni Luh Contoh 2/4 4" in " ".join(page.split())  # 90 + 90 minutes are 4 JP
    head, line = csv.reader(io.StringIO(sheet), delimiter=";")
    assert len(head) == len(line) == 4 + 4 + 3
    assert line[4:] == ["Hadir", "Terlambat", "Sakit", "", "2", "4", "4,00"]


def test_before_the_first_meeting_the_grid_says_so(workshop, browser, at):
    at(NOW - timedelta(days=5))
    browser.sign_in(a_staff_member(workshop))

    assert 'class="empty"' in browser.get(f"/w/{workshop.slug}/report/attendance").text


@pytest.mark.parametrize("part", ["", "goals", "material", "mastery", "people", "nonsense"])
def test_every_part_costs_the_same_for_two_as_for_twelve(workshop, browser, statements, part):
    def somebody():
        seat = an_enrolment(workshop)
        presences(seat, Presence.PRESENT)
        an_attempt(seat, "tes-awal", 0, 1)
        an_attempt(seat, "tes-akhir", 1, 1)

    def cost():
        with statements() as seen:
            assert browser.get(f"/w/{workshop.slug}/report?part={part}").status_code == 200
        return len(seen)

    for _ in range(2):
        somebody()
    cost()
    few = cost()
    for _ in range(10):
        somebody()

    assert cost() == few
