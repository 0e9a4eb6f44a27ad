"""Every page of the product with the demo's data: usable by everybody, on every screen, light.

In a normal run each page once, in Indonesian, with the visitor who finds most on it: as narrow as
it gets, wide, and by axe, by turns light on a phone and dark on a laptop. The same holds for each
state that shows something else; of the other states every second one is drawn, only narrow. Every
third visit is looked at for its colours, too, a sample on both sizes in both schemes, and some in
English. A long run has every state with every visitor, both languages, schemes and sizes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser import DESKTOP, PHONE
from tests.pages import checks
from tests.pages.course_text import course_text_problems, unmarked_texts
from tests.pages.demo import ServedDemo
from tests.pages.states import STATES
from tests.pages.visits import PageVisit, all_visits, pages_of, telling_visits

Schemes = tuple[checks.Scheme, ...]
Sizes = tuple[tuple[int, int], ...]

pytestmark = [pytest.mark.browser, pytest.mark.server]
TELLING = list(telling_visits())
NOT_IN_A_DEMO = {
    "gallery/index.html",  # not in the product; tests/web/test_gallery.py
    "layouts/base.html",
    # Their codes hold for half a minute; tests/people/test_second_factor.py goes through both.
    "people/second_factor/ask.html",
    "people/second_factor/codes.html",
    "workshops/no_course.html",  # no course is published: one sentence and a button
}
FIRST = {visit.endpoint: visit for visit in reversed(TELLING)}
"""The first state of each page."""
THE_REST = [visit for visit in all_visits() if visit not in TELLING]
ASKED_FOR = {
    visitor: [v for v in TELLING if v.visitor == visitor and not (v.state.arrive or v.state.send)]
    for visitor in {visit.visitor for visit in TELLING}
}
"""What each visitor comes to by its address alone."""
MANY_IN_ONE = {"practice.exercise", "today.home"}
"""Pages of which each state is a page of its own: a kind of question, the home of a role."""
WIDTHS: Sizes = (checks.NARROWEST, DESKTOP)
PHONE_SCHEMES: Schemes = ("light", "dark")
LAPTOP_SCHEMES: Schemes = ("dark", "light")


@dataclass(frozen=True)
class How:
    """How closely a page is looked at.

    `phone`, `laptop`: in which schemes axe looks at it there, and whether at its colours. `widths`:
    where nothing may stick out; with a scheme for the laptop the last of them is the laptop's.
    """

    phone: Schemes = ()
    laptop: Schemes = ()
    widths: Sizes = WIDTHS
    colours: bool = True


MOST = How(PHONE_SCHEMES, LAPTOP_SCHEMES)


def is_sample(visit: PageVisit, one_in: int) -> bool:
    """Tell whether a visit is one of a sample."""
    return TELLING.index(visit) % one_in == 0


def looked_at_closely(visit: PageVisit) -> tuple[Schemes, Schemes]:
    """Return in which schemes axe looks at a page on the phone and on the laptop.

    At the first state of a page, and at one that shows something else (another template, a form
    sent back, a kind of question), on one of the two, by turns; at a sample of the first on both,
    light and dark; at the others not.
    """
    if visit in FIRST.values() and is_sample(visit, one_in=8):
        return PHONE_SCHEMES, LAPTOP_SCHEMES
    if not shows_something_else(visit):
        return (), ()
    return (PHONE_SCHEMES[:1], ()) if is_sample(visit, one_in=2) else ((), LAPTOP_SCHEMES[:1])


def shows_something_else(visit: PageVisit) -> bool:
    """Tell whether a state is more than an earlier one of its page with other people in it."""
    state = visit.state
    more = state.shows or state.send or state.status != 200 or visit.endpoint in MANY_IN_ONE
    return bool(more) or visit in FIRST.values()


def long_unless(visits: list[PageVisit], is_now: Callable[[PageVisit], bool]) -> list[Any]:
    """Leave all but some visits to `make test-long`."""
    return [
        pytest.param(visit, id=str(visit), marks=[] if is_now(visit) else pytest.mark.long)
        for visit in visits
    ]


def is_seen_now(visit: PageVisit) -> bool:
    """Tell whether a page is drawn in `make test`."""
    return shows_something_else(visit) or is_sample(visit, one_in=2)


def test_the_table_names_every_page(app):
    assert set(STATES) == pages_of(app)


@pytest.mark.parametrize("visit", long_unless(TELLING, is_seen_now))
def test_page(visit, demo, page_of, pytestconfig):
    page = page_of(visit.visitor)
    how = MOST
    if not pytestconfig.getoption("--long"):
        phone, laptop = looked_at_closely(visit)
        widths = WIDTHS if shows_something_else(visit) else WIDTHS[:1]
        how = How(phone, laptop, widths, colours=is_sample(visit, one_in=3) or len(phone) > 1)

    assert list(problems(visit, demo, page, how)) == []


@pytest.mark.long
@pytest.mark.parametrize("visit", THE_REST, ids=str)
def test_page_with_another_visitor(visit, demo, page_of):
    page = page_of(visit.visitor)

    assert list(problems(visit, demo, page, MOST)) == []


@pytest.mark.parametrize("visit", long_unless(TELLING, lambda visit: is_sample(visit, one_in=40)))
def test_page_in_english(visit, demo, english_page_of, pytestconfig):
    page = english_page_of(visit.visitor)
    phone = PHONE_SCHEMES if pytestconfig.getoption("--long") else ()

    assert list(problems(visit, demo, page, How(phone), "en")) == []


@pytest.mark.parametrize("visitor", sorted(ASKED_FOR))
def test_the_words_of_the_course_are_marked_in_english(
    visitor, demo, english_page_of, pytestconfig
):
    """What a page is asked for by its address; where a form leads to, `test_page_in_english` looks.

    People's own words (names, cooperatives, announcements) are in no file of a course.
    """
    everything = pytestconfig.getoption("--long")
    visits = [each for each in ASKED_FOR[visitor] if everything or shows_something_else(each)]
    page = english_page_of(visitor)
    page.goto(f"{demo.address}/help")
    addresses = [demo.address + visit.path(demo.app, demo.contents) for visit in visits]

    found = {
        str(visit): problem
        for visit, texts in zip(visits, unmarked_texts(page, addresses), strict=True)
        for problem in course_text_problems(texts)
    }
    assert found == {}


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
    visit: PageVisit,
    demo: ServedDemo,
    page: Page,
    how: How,
    language: str = "id",
) -> Iterator[str]:
    """Load the page once, and yield everything that is wrong with it."""
    response = visit.load(page, demo, PHONE)
    look = checks.look_at(page)
    # What the phone keeps for a time without a line comes after the page: itself, and the pack.
    kept = {response.url, f"{response.url.rpartition('/')[0]}/pack"}
    # Her own photos come when she scrolls to them.
    furniture = (url for url in look.fetched if url not in kept and "/files/" not in url)
    sizes = {url: demo.bytes_sent(url) for url in furniture}
    yield from checks.structure_problems(look, language)
    yield from checks.weight_problems(response, sizes)
    yield from checks.size_problems(look)
    yield from checks.covered_problems(page)
    yield from checks.accessibility_problems(page, *how.phone, colours=how.colours)
    if language == "id":
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        yield from checks.large_text_problems(page)
    for width, height in how.widths:
        page.set_viewport_size({"width": width, "height": height})
        yield from checks.sideways_problems(page)
    yield from checks.accessibility_problems(page, *how.laptop, colours=how.colours)
