"""Long lists stay short enough for a thumb: a line a row, or groups that open."""

import pytest

from tests.browser import PHONE
from tests.pages.visits import telling_visits

pytestmark = [pytest.mark.browser, pytest.mark.server]
VISITS = list(telling_visits())


def opened(demo, page_of, endpoint, state=""):
    visit = next(each for each in VISITS if each.endpoint == endpoint and state in str(each))
    page = page_of(visit.visitor)
    visit.load(page, demo, PHONE)
    return page


def height(page, selector):
    return page.locator(selector).first.bounding_box()["height"]


def test_a_timetable_is_a_line_a_row(demo, page_of):
    page = opened(demo, page_of, "lessons.guide")
    rows = page.locator(".data-table tbody tr")

    assert height(page, ".data-table") < 85 * rows.count()
    head, text = (rows.nth(1).locator(each).bounding_box() for each in ("th", "td"))
    assert head["x"] + head["width"] <= text["x"]


def test_the_goals_of_a_report_take_a_line_each(demo, page_of):
    page = opened(demo, page_of, "reports.workshop", "goals")
    goals = page.locator(".data-table tbody tr:not(.part)")

    assert goals.count() >= 20
    assert height(page, "html") < 4_200
    assert all(each.locator(".chip").is_visible() for each in goals.all())


def test_skills_stand_in_groups_that_open(demo, page_of):
    page = opened(demo, page_of, "sitting.skills", "graduate")
    group = page.locator("details.card").first
    hidden = group.locator("li").first

    assert height(page, "html") < 2_600
    assert not hidden.is_visible()
    group.locator("summary").click()
    assert hidden.is_visible()
    group.locator("summary").click()
