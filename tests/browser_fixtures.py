"""A real Chromium for the tests that ask for one; where there is none they are left out.

Playwright is loaded by the first of them.
"""

import os
from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser import OpenPage


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs Chromium where there is none; in CI, fail.

    All are skipped in this one place, which gives one line in the summary.
    """
    if not item.get_closest_marker("browser"):
        return
    if import_module("tests.browser").chromium_path() is None:
        reason = "Chromium is missing: install it (Debian: apt-get install chromium-headless-shell)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """One Chromium for the whole run."""
    with import_module("tests.browser").chromium() as browser:
        yield browser


@pytest.fixture
def open_page(chromium: "Browser") -> "Iterator[OpenPage]":
    """Open a page of somebody new: `open_page(PHONE, java_script_enabled=False)`.

    At the end the test fails if a script broke, the page's own rules refused something, or a
    request went to another host.
    """
    contexts = import_module("tests.browser").Contexts(chromium)
    yield contexts.open
    contexts.close()
    assert contexts.troubles == []


@pytest.fixture
def page(open_page: "OpenPage") -> "Page":
    """A page on a phone of 360x740."""
    return open_page()


@pytest.fixture
def desktop(open_page: "OpenPage") -> "Page":
    """A page on a laptop of 1280x800, in another browser than `page`."""
    return open_page(import_module("tests.browser").DESKTOP)
