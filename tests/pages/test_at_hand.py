"""What a phone has at hand: the next step in view, long lists short enough for a thumb."""

from statistics import median

import pytest

from tests.browser import PHONE
from tests.pages.visits import telling_visits

pytestmark = [pytest.mark.browser, pytest.mark.server]
SMALL = (360, 640)
VISITS = list(telling_visits())
HOMES = [
    each
    for each in VISITS
    if each.endpoint == "today.home" and each.visitor in {"graduate", "participant", "newcomer"}
]


def opened(demo, page_of, endpoint, state=""):
    visit = next(each for each in VISITS if each.endpoint == endpoint and state in str(each))
    page = page_of(visit.visitor)
    visit.load(page, demo, PHONE)
    return page


def height(page, selector):
    return page.locator(selector).first.bounding_box()["height"]


@pytest.mark.parametrize("visit", HOMES, ids=str)
def test_the_next_step_of_a_participant_is_in_view_at_once(demo, page_of, visit):
    page = page_of(visit.visitor)
    visit.load(page, demo, SMALL)
    button = page.locator(".next-step .button").first.bounding_box()
    bar = page.locator(".nav").bounding_box()

    assert button["y"] + button["height"] <= bar["y"]


def test_a_person_of_the_register_is_a_low_row(demo, page_of):
    page = opened(demo, page_of, "attendance.register", "going on")
    heights = [row.bounding_box()["height"] for row in page.locator("#register li").all()]

    assert median(heights) < 58  # a doubt, or a name of three lines, takes one more
    assert max(heights) < 90


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
