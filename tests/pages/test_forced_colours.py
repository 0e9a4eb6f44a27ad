"""In colours that the reader has chosen, where backgrounds go, states are still told apart."""

import pytest
from playwright.sync_api import Page

from tests.browser import PHONE
from tests.pages.visits import telling_visits

pytestmark = [pytest.mark.browser, pytest.mark.server]
VISITS = list(telling_visits())
LOOK = """([chosen, other]) => [chosen, other].map((selector) => {
  const element = document.querySelector(selector);
  const all = getComputedStyle(element);
  const names = ['backgroundColor', 'color', 'outlineStyle', 'borderBlockEndWidth'];
  return names.map((name) => all[name]).join();
})"""
STATES = [
    ("attendance.register", ".register :checked + span", ".register input:not(:checked) + span"),
    ("today.home", ".nav a[aria-current] .icon", ".nav a:not([aria-current]) .icon"),
    (
        "quizzes.question",
        ".navigator [aria-current]",
        ".navigator :is(a, button):not([aria-current])",
    ),
    ("reports.workshop", ".tabs [aria-current]", ".tabs a:not([aria-current])"),
]


def page_with(demo, page_of, endpoint: str, *selectors: str) -> Page:
    """Open the first state of a page that has something of each kind."""
    for visit in (each for each in VISITS if each.endpoint == endpoint):
        page: Page = page_of(visit.visitor)
        visit.load(page, demo, PHONE)
        if all(page.locator(each).count() for each in selectors):
            return page
    raise AssertionError(f"no state of {endpoint} has {selectors}")


@pytest.mark.parametrize(("endpoint", "chosen", "other"), STATES, ids=lambda each: each[:20])
def test_what_is_chosen_looks_different(demo, page_of, endpoint, chosen, other):
    page = page_with(demo, page_of, endpoint, chosen, other)
    page.emulate_media(forced_colors="active")
    first, second = page.evaluate(LOOK, [chosen, other])
    page.emulate_media(forced_colors="none")

    assert first != second
