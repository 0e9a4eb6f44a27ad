"""A participant's pages on a bad line: 400 kbit/s, 400 ms a request."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser import PHONE
from tests.pages.demo import ServedDemo
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
AT_ONCE = 3  # phones
GO = "(address) => { setTimeout(() => location.assign(address)); }"
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


def test_the_first_visit(demo, open_page, pytestconfig):
    page = open_page(PHONE)
    slow_down(page)
    page.goto(f"{demo.address}/sign-in")

    first = times(page)

    assert first["shift"] <= STILL
    assert_quick(first, pytestconfig, COMPLETE)


def test_what_is_typed_before_the_scripts_arrive_stays(demo, open_page):
    page = open_page(PHONE)
    slow_down(page)
    page.goto(f"{demo.address}/sign-in", wait_until="commit")
    page.locator("[name=identity]").press_sequentially("K4MP")
    page.wait_for_load_state("load")

    assert page.input_value("[name=identity]") == "K4MP"


def _pages(part: str) -> list[PageVisit]:
    """Return every page that a participant goes to by its address, in one state."""
    seen: dict[str, PageVisit] = {}
    for visit in telling_visits():
        if visit.visitor == part and not (visit.state.arrive or visit.state.send):
            seen.setdefault(visit.endpoint, visit)
    return list(seen.values())


def handfuls() -> Iterator[Any]:
    """Yield pages that load together; all but the first are left to `make test-long`."""
    for part in LEARNERS:
        pages = _pages(part)
        for first in range(0, len(pages), AT_ONCE):
            visits = pages[first : first + AT_ONCE]
            name = "+".join(map(str, visits))
            now = part == LEARNERS[0] and not first
            yield pytest.param(visits, id=name, marks=[] if now else pytest.mark.long)


def assert_quick(took: dict[str, float], config: pytest.Config, complete: int) -> None:
    """Fail if a page was slow; only in a long run, which has the machine to itself.

    Otherwise the weight of each page answers for it: `checks.weight_problems`.
    """
    if config.getoption("--long"):
        assert took["painted"] <= min(PAINTED, complete)
        assert took["complete"] <= complete


@pytest.mark.parametrize("visits", list(handfuls()))
def test_every_page_of_a_participant(visits, demo, everybody, open_page, pytestconfig):
    """Each page as the first thing a phone ever loads, and once more with all its parts kept.

    A phone on a bad line mostly waits, so several wait together.
    """
    signed_in = everybody.page(visits[0].visitor).context.storage_state()
    phones = [open_page(PHONE, storage_state=signed_in) for _visit in visits]
    for phone in phones:
        slow_down(phone)
    for complete in (COMPLETE, COMPLETE_LATER):
        load_together(phones, visits, demo)
        for phone in phones:
            took = times(phone)
            assert took["shift"] <= STILL, f"{phone.url}: {took}"
            assert_quick(took, pytestconfig, complete)


def load_together(phones: list[Page], visits: list[PageVisit], demo: ServedDemo) -> None:
    """Load a page on each phone, all at the same time."""
    with ExitStack() as loading:
        coming = [loading.enter_context(phone.expect_navigation()) for phone in phones]
        for phone, visit in zip(phones, visits, strict=True):
            phone.evaluate(GO, demo.address + visit.path(demo.app, demo.contents))
    for navigation, visit in zip(coming, visits, strict=True):
        visit.as_expected(navigation.value)
