import re

import pytest

from lms.attendance.rules import Presence
from tests.factories import a_staff_member, a_workshop, an_enrolment
from tests.results.factories import an_attempt, presences


@pytest.fixture
def enrolment(app, at, browser):
    with app.app_context():
        found = an_enrolment(a_workshop())
        browser.sign_in(found.person)
        yield found


def my_scores(browser, enrolment):
    answer = browser.get(f"/w/{enrolment.workshop.slug}/my-scores")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def test_scores_and_rates_have_both_their_numbers(browser, enrolment):
    presences(enrolment, *[Presence.PRESENT] * 4)
    an_attempt(enrolment, "kuis-1", 1, 1, 1, 0)

    page = my_scores(browser, enrolment)

    assert "75" in page
    assert re.search(r"100,0% 4 \S+ 4 ", page)


def test_what_is_missing_is_told(browser, enrolment):
    answer = browser.get(f"/w/{enrolment.workshop.slug}/my-scores")

    missing = re.search(r'class="missing">(.*?)</ul>', answer.text, re.S)
    assert missing
    assert missing[1].count("<li>") == 2


def test_somebody_who_meets_every_rule_is_told_so(browser, enrolment):
    presences(enrolment, *[Presence.PRESENT] * 5)
    an_attempt(enrolment, "tes-akhir", 1, 1)

    assert 'class="missing"' not in browser.get(f"/w/{enrolment.workshop.slug}/my-scores").text


def test_other_peoples_scores_stay_theirs(browser, enrolment):
    an_attempt(an_enrolment(enrolment.workshop), "kuis-1", 1, 1, 1, 0, 0, 0, 0)

    assert "42,9" not in my_scores(browser, enrolment)


def test_the_page_takes_at_most_nine_statements(browser, enrolment, statements):
    an_attempt(enrolment, "kuis-1", 1, 1)
    address = f"/w/{enrolment.workshop.slug}/my-scores"
    browser.get(address)

    with statements() as seen:
        browser.get(address)

    assert len(seen) <= 9


def test_a_trainer_has_no_scores_of_her_own(browser, enrolment):
    browser.sign_in(a_staff_member(enrolment.workshop))

    assert browser.get(f"/w/{enrolment.workshop.slug}/my-scores").status_code == 403
