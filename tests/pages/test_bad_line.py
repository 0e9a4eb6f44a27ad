"""A participant's pages on a bad line: 400 kbit/s, 400 ms a request."""

from typing import Any

import pytest
from playwright.sync_api import Page

from lms.demo.build import PIN
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
LEARNERS = ("participant", "graduate", "newcomer", "beginner")
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


@pytest.mark.parametrize("part", LEARNERS)
def test_every_page_of_a_participant(part, demo, open_page):
    """Each page as the first thing a phone ever loads, and once more with all its parts kept."""
    page = open_page(PHONE)
    sign_in(page, demo.address, demo.contents.identities[part], PIN)
    signed_in = page.context.storage_state()
    slow = {}
    for visit in _pages(part):
        fresh = open_page(PHONE, storage_state=signed_in)
        slow_down(fresh)
        for name, complete in (("first", COMPLETE), ("later", COMPLETE_LATER)):
            visit.load(fresh, demo, PHONE)
            found = times(fresh)
            if found["painted"] > min(PAINTED, complete) or found["complete"] > complete:
                slow[f"{visit}, {name}"] = found
            if found["shift"] > STILL:
                slow[f"{visit}, {name}"] = found
        fresh.context.close()

    assert slow == {}


def _pages(part: str) -> list[PageVisit]:
    """Return every page that a participant goes to by its address, in one state."""
    seen: dict[str, PageVisit] = {}
    for visit in telling_visits():
        if visit.visitor == part and not (visit.state.arrive or visit.state.send):
            seen.setdefault(visit.endpoint, visit)
    return list(seen.values())
