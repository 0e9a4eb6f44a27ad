"""A participant's pages on a bad line: 400 kbit/s, 400 ms a request."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser import PHONE, sign_in
from tests.pages.visits import PageVisit, telling_visits

pytestmark = [pytest.mark.browser, pytest.mark.server]
BAD_LINE = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}
PAINTED, COMPLETE, COMPLETE_LATER = 2500, 4000, 1500  # milliseconds
STILL = 0.1  # the layout shift that counts as none a person notices
PAGES = {
    *("today.home", "lessons.course", "lessons.day", "lessons.lesson", "practice.exercise"),
    *("quizzes.cover", "quizzes.question", "attendance.mine", "reports.mine"),
}
_TIMES = """() => new Promise((done) => {
  let shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) shift += entry.value;
  }).observe({type: 'layout-shift', buffered: true});
  setTimeout(() => {
    const [navigation] = performance.getEntriesByType('navigation');
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    done({painted: paint.startTime, complete: navigation.loadEventEnd, shift});
  }, 50);
})"""


def times(page: Page) -> dict[str, float]:
    """Return how long the page shown took, in milliseconds, and how much it moved meanwhile."""
    page.wait_for_load_state("load")
    found: dict[str, float] = page.evaluate(_TIMES)
    return found


def slow_down(page: Page, **how: Any) -> None:
    """Put the page on the bad line."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {**BAD_LINE, **how})


def test_the_first_visit(demo, open_page):
    page = open_page(PHONE)
    slow_down(page)
    page.goto(f"{demo.address}/sign-in")

    first = times(page)

    assert first["painted"] <= PAINTED
    assert first["complete"] <= COMPLETE
    assert first["shift"] <= STILL


def test_what_is_typed_before_the_scripts_arrive_stays(demo, open_page):
    page = open_page(PHONE)
    slow_down(page)
    page.goto(f"{demo.address}/sign-in", wait_until="commit")
    page.locator("[name=identity]").press_sequentially("K4MP")
    page.wait_for_load_state("load")

    assert page.input_value("[name=identity]") == "K4MP"


def test_every_later_page(demo, open_page):
    page = open_page(PHONE)
    sign_in(page, demo.address, demo.contents.identities["participant"], "583921")
    slow_down(page)
    slow = {}
    for visit in _pages():
        visit.load(page, demo, PHONE)
        found = times(page)
        if found["complete"] > COMPLETE_LATER or found["shift"] > STILL:
            slow[str(visit)] = found

    assert slow == {}


def _pages() -> list[PageVisit]:
    """Return one state of each page a participant goes to every day."""
    seen: dict[str, PageVisit] = {}
    for visit in telling_visits():
        if visit.visitor == "participant" and visit.endpoint in PAGES:
            seen.setdefault(visit.endpoint, visit)
    return list(seen.values())
