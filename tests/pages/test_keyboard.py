"""The main job with the keyboard alone: sign in, go to the next step, answer, see how it was."""

import pytest
from playwright.sync_api import Page, expect

from lms.demo.build import PIN
from tests.browser import DESKTOP

pytestmark = [pytest.mark.browser, pytest.mark.server]
MAX_TABS = 60
HAS_FOCUS = "(element) => element === document.activeElement"
IS_SEEN = """() => [document.activeElement, document.activeElement.closest('label')]
  .some((element) => element && ['', '::after']
    .some((part) => getComputedStyle(element, part).outlineStyle !== 'none'))"""


@pytest.fixture
def page(open_page) -> Page:
    return open_page(DESKTOP)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the first element of `selector` has the focus, and shows it."""
    wanted = page.locator(selector).first
    for _press in range(MAX_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate(HAS_FOCUS):
            assert page.evaluate(IS_SEEN), f"the focus on {selector} is not seen"
            return
    raise AssertionError(f"{selector} is not reached with Tab on {page.url}")


def press(page: Page, selector: str) -> None:
    """Go to the first element of `selector` with Tab and press Enter, which leads to a page."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def sign_in_by_keyboard(page: Page, address: str, code: str) -> None:
    page.goto(f"{address}/sign-in")
    tab_to(page, "[name=identity]")
    page.keyboard.type(code)
    tab_to(page, "[name=secret]")
    page.keyboard.type(PIN)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_participant_practises_without_a_mouse(demo, page):
    sign_in_by_keyboard(page, demo.address, demo.contents.identities["graduate"])

    press(page, "main .next-step a")
    expect(page.locator("h1")).to_be_visible()
    workshop = demo.contents.values[1]["workshop_slug"]
    page.goto(f"{demo.address}/w/{workshop}/exercises/{demo.contents.exercise('true_false')}")
    tab_to(page, "main input[type=radio]")
    page.keyboard.press("ArrowDown")
    press(page, "main form button:not([type=button])")

    expect(page.locator("#feedback")).to_be_focused()


def test_a_participant_sits_a_quiz_without_a_mouse(demo, page):
    sign_in_by_keyboard(page, demo.address, demo.contents.identities["typist"])

    press(page, "main .items a[href$=kuis-3]")
    press(page, "main form .button.primary")
    tab_to(page, "main form [name=answer]")
    page.keyboard.type("1")
    press(page, "main form button[value=check]")
    press(page, "main form[data-hand-in] button")

    expect(page.locator("h1")).to_have_text("Hasil")


def test_the_first_tab_skips_to_the_content(demo, page):
    page.goto(f"{demo.address}/sign-in")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("#main")).to_be_focused()


def test_a_menu_opens_and_closes_by_keyboard(demo, page):
    sign_in_by_keyboard(page, demo.address, demo.contents.identities["participant"])
    tab_to(page, ".account summary")
    page.keyboard.press("Enter")
    expect(page.locator(".account .menu-list")).to_be_visible()

    page.keyboard.press("Escape")

    expect(page.locator(".account .menu-list")).to_be_hidden()
