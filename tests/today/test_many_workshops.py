"""The home of who runs or organises many workshops: what matters now, the rest on other pages."""

import re
from datetime import timedelta

import pytest

from lms.attendance.rules import Presence
from tests.constants import FIRST_DAY, NOW
from tests.factories import a_staff_member, a_workshop, an_enrolment, an_organiser
from tests.results.factories import an_attempt, presences

LONG_AGO = FIRST_DAY - timedelta(days=100)
OLD_ONES = 12


@pytest.fixture
def old_ones(workshop):
    """Workshops of the program that are long over, the latest last."""
    return [
        a_workshop(
            program=workshop.program,
            revision=workshop.revision,
            first_day=LONG_AGO + timedelta(days=n),
        )
        for n in range(OLD_ONES)
    ]


@pytest.fixture
def trainer(workshop, old_ones):
    """Of all of them; the one that runs is the last she was given."""
    person = a_staff_member(old_ones[0])
    for each in (*old_ones[1:], workshop):
        a_staff_member(each, person=person)
    return person


def led_to(page):
    found = re.search(r'class="next-step".*?<a class="button primary" href="([^"]+)"', page, re.S)
    return found and found[1]


def opened(page):
    """The slugs of the workshops of which there is a card or a line, in order."""
    return list(dict.fromkeys(re.findall(r'href="/w/([^/"]+)/"', page)))


def test_a_trainer_finds_ten_workshops_on_a_page_the_one_that_runs_first(
    browser, workshop, old_ones, trainer
):
    browser.sign_in(trainer)

    first, second = browser.get("/").text, browser.get("/?page=2").text

    latest = [each.slug for each in reversed(old_ones)]
    assert opened(first) == [workshop.slug, *latest[:9]]
    assert opened(second)[-3:] == latest[9:]


def test_what_is_to_be_marked_is_found_wherever_its_workshop_stands(browser, old_ones):
    trainer = a_staff_member(old_ones[0])
    for each in old_ones[1:]:
        a_staff_member(each, person=trainer)
    an_attempt(an_enrolment(old_ones[0]), "kuis-2", 1, None)
    browser.sign_in(trainer)

    for page in ("/", "/?page=2"):
        assert led_to(browser.get(page).text) == f"/w/{old_ones[0].slug}/grading"


def test_the_register_of_this_hour_is_led_to_from_every_page(browser, workshop, trainer):
    presences(an_enrolment(workshop), Presence.PRESENT)
    browser.sign_in(trainer)

    for page in ("/", "/?page=2"):
        assert led_to(browser.get(page).text).startswith(f"/w/{workshop.slug}/attendance/")


def test_an_organiser_sees_the_ten_that_matter_now_and_the_way_to_all(browser, workshop, old_ones):
    page = browser.sign_in(an_organiser(workshop.program)).get("/").text

    assert opened(page) == [workshop.slug, *(each.slug for each in reversed(old_ones[3:]))]
    assert f"Semua {OLD_ONES + 1} angkatan" in page


def test_ten_workshops_of_a_program_stand_there_by_their_number(browser, workshop, old_ones):
    for each in old_ones[9:]:
        each.program = a_workshop().program
    browser.sign_in(an_organiser(workshop.program))

    page = browser.get("/").text

    by_number = sorted([workshop, *old_ones[:9]], key=lambda each: each.number)
    assert opened(page)[-10:] == [each.slug for each in by_number]
    assert "Semua" not in page


def test_many_workshops_cost_the_same_whether_thirteen_or_twenty(
    browser, workshop, old_ones, trainer, statements
):
    def cost():
        with statements() as seen:
            browser.get("/")
        return len(seen)

    browser.sign_in(trainer).get("/")
    few = cost()
    for _ in range(7):
        another = a_workshop(program=workshop.program, revision=workshop.revision)
        a_staff_member(another, person=trainer)

    assert cost() == few


def test_who_runs_many_finds_what_she_learns_herself(browser, workshop, old_ones):
    person = an_enrolment(workshop).person
    for each in old_ones:
        a_staff_member(each, person=person)

    page = browser.sign_in(person).get("/").text

    assert f'href="/w/{workshop.slug}/course"' in page
    assert opened(page)[:10] == [each.slug for each in reversed(old_ones[2:])]


def test_a_workshop_of_today_is_read_wherever_it_stands(browser, workshop, old_ones):
    """It was closed in the morning, so it stands last; its register is still to be looked at."""
    trainer = a_staff_member(workshop)
    for each in old_ones:
        a_staff_member(each, person=trainer)
    workshop.closed_at = NOW
    presences(an_enrolment(workshop), Presence.PRESENT)

    page = browser.sign_in(trainer).get("/").text

    assert led_to(page).startswith(f"/w/{workshop.slug}/attendance/")
