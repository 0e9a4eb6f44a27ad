import re
from datetime import timedelta
from fractions import Fraction

import pytest

from lms.attendance.rules import Presence
from lms.workshops.models import StaffRole
from tests.constants import NOW
from tests.factories import a_person, a_staff_member, an_enrolment
from tests.results.factories import an_attempt, lessons_done, presences, tries


def page(browser, workshop, day=1, **more):
    query = "&".join(f"{key}={value}" for key, value in {"day": day, **more}.items())
    return browser.get(f"/w/{workshop.slug}/matrix?{query}")


def row_of(answer, name):
    """The cells of a person, as text."""
    found = re.search(rf"<tr>\s*<th[^>]*>(?:(?!</tr>).)*{name}.*?</tr>", answer.text, re.S)
    assert found, answer.text
    return [
        re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cell)).strip()
        for cell in re.findall(r"<td>(.*?)</td>", found[0], re.S)
    ]


def test_a_cell_shows_score_state_or_tries(browser, workshop, trainer):
    enrolment = an_enrolment(workshop, a_person("Ni Luh Contoh"))
    presences(enrolment, Presence.PRESENT)
    lessons_done(enrolment, "h1-l1")
    tries(enrolment, "h1-p1", 0, Fraction(1, 2))
    tries(enrolment, "h1-t1", 0, 1)
    an_attempt(enrolment, "tes-awal", 1, 0)
    an_attempt(enrolment, "kuis-1", 1, None)

    done, _morning, _afternoon, pretest, lesson, other, tried, right, quiz = row_of(
        page(browser, workshop), "Ni Luh Contoh"
    )

    assert (done, pretest) == ("4/6", "50")
    assert (lesson[0], other[0], right[0], quiz[0]) == ("✓", "·", "✓", "…")
    assert tried.startswith("2×")


def test_without_a_day_the_matrix_shows_the_last_day_that_has_begun(browser, workshop, trainer):
    an_enrolment(workshop)

    answer = browser.get(f"/w/{workshop.slug}/matrix")

    assert "Kuis hari 2" in answer.text


@pytest.mark.parametrize("day", [-1, 9])
def test_a_day_that_the_course_does_not_have_is_not_found(browser, workshop, trainer, day):
    assert page(browser, workshop, day).status_code == 404


def test_the_matrix_costs_the_same_for_two_as_for_thirty(browser, workshop, trainer, statements):
    def cost():
        with statements() as seen:
            assert page(browser, workshop).status_code == 200
        return len(seen)

    def somebody():
        enrolment = an_enrolment(workshop)
        lessons_done(enrolment, "h1-l1")
        tries(enrolment, "h1-p1", 1)
        an_attempt(enrolment, "kuis-1", 1)

    for _ in range(2):
        somebody()
    cost()
    few = cost()
    for _ in range(28):
        somebody()

    assert cost() == few


def test_fifty_people_stand_on_a_page(browser, workshop, trainer):
    for n in range(51):
        an_enrolment(workshop, a_person(f"Orang {n:03}"))

    assert "Orang 050" not in page(browser, workshop).text
    assert "Orang 050" in page(browser, workshop, page=2).text


@pytest.mark.parametrize("number", [0, -3, 99, "x"])
def test_a_page_that_does_not_exist_shows_the_nearest(browser, workshop, trainer, number):
    an_enrolment(workshop, a_person("Ni Luh Contoh"))

    assert "Ni Luh Contoh" in page(browser, workshop, page=number).text


def test_an_assistant_sees_the_matrix_and_a_participant_does_not(browser, workshop):
    participant = an_enrolment(workshop).person
    assistant = a_staff_member(workshop, StaffRole.ASSISTANT)

    assert page(browser.sign_in(assistant), workshop).status_code == 200
    assert page(browser.sign_in(participant), workshop).status_code == 403


def test_what_was_done_after_the_last_day_stands_apart(browser, workshop, trainer, at):
    enrolment = an_enrolment(workshop, a_person("Ni Luh Contoh"))
    lessons_done(enrolment, "h1-l1")
    tries(enrolment, "h1-p1", 1, at=NOW + timedelta(days=10))
    tries(enrolment, "h1-t1", 1, at=NOW + timedelta(days=40))
    at(NOW + timedelta(days=50))

    done, practised, *cells = row_of(page(browser, workshop), "Ni Luh Contoh")

    assert (done, practised) == ("1/6", "+1")
    assert [cell for cell in cells if "tidak dihitung" in cell] != []
