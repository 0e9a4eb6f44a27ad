"""Figures open the people behind them; targets are set before day 1; commands tell all of it."""

import html
import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.audit.models import AuditEntry
from lms.database import db
from lms.reports.account.queries import workshop_account
from lms.reports.targets.models import GoalTarget
from tests.constants import FIRST_DAY, NOW
from tests.factories import a_person, a_workshop, an_enrolment, an_organiser
from tests.page_text import text_of
from tests.results.factories import presences

BEFORE = {"share_0": "60", "score_0": "80", "share_1": "75", "score_1": "70"}


@pytest.fixture
def to_come(app, at, browser):
    with app.app_context():
        workshop = a_workshop(first_day=FIRST_DAY + timedelta(days=30))
        browser.sign_in(an_organiser(workshop.program))
        yield workshop


def test_a_figure_opens_those_it_counts_and_those_it_does_not(app, at, browser):
    with app.app_context():
        workshop = a_workshop()
        presences(an_enrolment(workshop, a_person("Ni Luh Hadir")), "present")
        an_enrolment(workshop, a_person("I Made Belum"))
        browser.sign_in(an_organiser(workshop.program))

        for address in (f"/w/{workshop.slug}", f"/programs/{workshop.program.slug}"):
            page = text_of(browser.get(f"{address}/report/people/reached"))
            assert page.index("Ni Luh Hadir") < page.index("I Made Belum")
        assert browser.get(f"/w/{workshop.slug}/report/people/nothing").status_code == 404


def test_every_figure_leads_to_those_behind_it_and_says_what_it_counts(app, at, browser):
    with app.app_context():
        workshop = a_workshop()
        presences(an_enrolment(workshop, a_person("Ni Luh Hadir")), "present")
        browser.sign_in(an_organiser(workshop.program))
        for report in (f"/w/{workshop.slug}/report", f"/programs/{workshop.program.slug}/report"):
            for stat in _stats(browser, report):
                means = re.search(r'class="means">([^<]+)<', stat)[1]
                assert means.endswith(".")
                address = re.search(r'href="([^"#]+)', stat)[1]
                assert browser.get(html.unescape(address)).status_code == 200


def _stats(browser, report):
    """The figures of all parts of a report that have a percentage."""
    pages = [browser.get(f"{report}?part={part}").text for part in ("", "material", "mastery")]
    found = [stat for page in pages for stat in page.split('<div class="stat">')[1:] if "%" in stat]
    assert len(found) > 5
    return found


def test_targets_are_set_before_day_1_and_noted(to_come, browser):
    answer = browser.post(f"/w/{to_come.slug}/goals", data=BEFORE)

    assert answer.status_code == 303
    (row,) = db.session.scalars(select(GoalTarget))  # the usual one needs no row
    assert (row.goal_id, row.share, row.score) == ("T1.1", 60, 80)
    assert workshop_account(to_come, NOW).goals.results[0].target.score == 80
    entry = db.session.scalars(select(AuditEntry)).one()
    assert entry.after == {"goal_targets": ["T1.1: 60% ≥ 80"]}


def test_nothing_is_noted_when_nothing_changes(to_come, browser):
    for _ in range(2):
        browser.post(f"/w/{to_come.slug}/goals", data=BEFORE)

    assert len(db.session.scalars(select(AuditEntry)).all()) == 1


def test_a_wrong_number_comes_back_at_its_field(to_come, browser):
    answer = browser.post(f"/w/{to_come.slug}/goals", data={**BEFORE, "share_0": "120"})

    assert answer.status_code == 422
    assert 'value="120"' in answer.text
    assert "Tulis bilangan bulat dari 1 sampai 100" in answer.text


def test_once_day_1_has_begun_they_are_fixed(app, at, browser):
    with app.app_context():
        workshop = a_workshop()
        browser.sign_in(an_organiser(workshop.program))

        answer = browser.post(f"/w/{workshop.slug}/goals", data=BEFORE)

        assert answer.status_code == 409
        assert db.session.scalars(select(GoalTarget)).all() == []
        assert "share_0" not in browser.get(f"/w/{workshop.slug}/goals").text


def test_both_commands_hold_the_four_aspects(app, at):
    with app.app_context():
        workshop = a_workshop()
        an_enrolment(workshop)
        names = (workshop.slug, workshop.program.slug)
    for name in names:
        printed = app.test_cli_runner().invoke(args=["report", name, "--format", "json"])
        told = json.loads(printed.output)
        assert {"reached", "goals", "material", "mastery"} <= told.keys()
        assert told["reached"]["reached"]["definition"].endswith(".")
        assert [each["measured"] for each in told["goals"]["goals"]] == [False, False]


@pytest.mark.parametrize("kind", ["csv", "text"])
def test_a_program_is_told_as_text_and_as_file_too(app, at, kind):
    with app.app_context():
        workshop = a_workshop()
        an_enrolment(workshop, a_person("Ni Luh Contoh"))
        name = workshop.program.slug

    printed = app.test_cli_runner().invoke(args=["report", name, "--format", kind])

    assert printed.exit_code == 0
    assert "Ni Luh Contoh" in printed.output
    with app.app_context():
        taken = db.session.scalars(select(AuditEntry)).one()
        assert (taken.actor_id, taken.after) == (None, {"export": "report", "lines": 1})
