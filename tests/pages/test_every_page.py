"""Every page of the product with the demo's data: usable by everybody, on every screen, light.

In a normal run each state of each page once, in Indonesian, with the visitor who finds most on it;
in the long one with every visitor, and in English. Every state is seen light on a phone and dark on
a laptop; the other way round the first state of each page, and in a long run all of them.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser import DESKTOP, PHONE
from tests.pages import checks
from tests.pages.demo import ServedDemo
from tests.pages.states import STATES
from tests.pages.visits import PageVisit, all_visits, pages_of, telling_visits

pytestmark = [pytest.mark.browser, pytest.mark.server]
TELLING = list(telling_visits())
NOT_IN_A_DEMO = {
    "gallery/index.html",  # not in the product; tests/web/test_gallery.py
    "layouts/base.html",
    "workshops/no_course.html",  # no course is published: one sentence and a button
}
FIRST = {visit.endpoint: visit for visit in reversed(TELLING)}
"""The first state of each page."""
THE_REST = [visit for visit in all_visits() if visit not in TELLING]


def test_the_table_names_every_page(app):
    assert set(STATES) == pages_of(app)


@pytest.mark.parametrize("visit", TELLING, ids=str)
def test_page(visit, demo, page_of, pytestconfig):
    both = visit in FIRST.values() or pytestconfig.getoption("--long")
    assert list(problems(visit, demo, page_of(visit.visitor), both=both)) == []


@pytest.mark.long
@pytest.mark.parametrize("visit", THE_REST, ids=str)
def test_page_with_another_visitor(visit, demo, page_of):
    assert list(problems(visit, demo, page_of(visit.visitor))) == []


@pytest.mark.long
@pytest.mark.parametrize("visit", TELLING, ids=str)
def test_page_in_english(visit, demo, english_page_of):
    assert list(problems(visit, demo, english_page_of(visit.visitor), "en")) == []


def test_every_template_is_seen(demo, page_of):
    """No page is left out: neither one that a form leads to, nor one for a rare case."""
    folder = Path(demo.app.root_path).parent / "templates"
    pages = {path for path in folder.rglob("*.html") if "{% extends" in path.read_text()}
    missing = {str(path.relative_to(folder)) for path in pages} - NOT_IN_A_DEMO
    missing -= {visit.state.shows for visit in TELLING}
    # The other states of a page seldom show another template.
    for visit in sorted(TELLING, key=lambda visit: FIRST[visit.endpoint] is not visit):
        if missing and visit.state.arrive is None:
            address = demo.address + visit.path(demo.app, demo.contents)
            missing.discard(page_of(visit.visitor).request.get(address).headers["x-template"])

    assert missing == set()


def problems(
    visit: PageVisit, demo: ServedDemo, page: Page, language: str = "id", *, both: bool = True
) -> Iterator[str]:
    """Load the page once, and yield everything that is wrong with it.

    `both`: on phone and laptop look at the colours of the other scheme, too. One scheme of each is
    always looked at; where on a page a colour stands hangs on the size, but not which it is.
    """
    phone: tuple[checks.Scheme, ...] = ("light", "dark") if both else ("light",)
    laptop: tuple[checks.Scheme, ...] = ("dark", "light") if both else ("dark",)
    response = visit.load(page, demo, PHONE)
    look = checks.look_at(page)
    sizes = {url: demo.bytes_sent(url) for url in look.fetched}
    yield from checks.structure_problems(look, language)
    yield from checks.weight_problems(response, sizes)
    yield from checks.size_problems(look)
    yield from checks.accessibility_problems(page, *phone)
    for width, height in (checks.NARROWEST, DESKTOP):
        page.set_viewport_size({"width": width, "height": height})
        yield from checks.sideways_problems(page)
    yield from checks.accessibility_problems(page, *laptop)
