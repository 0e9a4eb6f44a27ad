"""The demo on a server, and a browser for each of its visitors."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.pages.demo import ServedDemo, serve_demo
from tests.pages.visitors import Visitors


@pytest.fixture(scope="session")
def demo(
    built_demo: Path, compiled_templates: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ServedDemo]:
    """A copy of the demo on the production server."""
    folder = tmp_path_factory.mktemp("served") / "demo"
    shutil.copytree(built_demo, folder)
    with serve_demo(folder, compiled_templates) as served:
        yield served


@pytest.fixture(scope="session")
def everybody(chromium: Browser, demo: ServedDemo) -> Iterator[Visitors]:
    """Everybody of the demo, each signed in, in a browser of her own."""
    with Visitors(chromium, demo) as visitors:
        yield visitors


PageOf = Callable[[str], Page]


@pytest.fixture
def page_of(everybody: Visitors) -> Iterator[PageOf]:
    """The page of a visitor by the name of her part: `page_of("trainer")`.

    At the end the test fails if there was trouble in it.
    """
    yield from _watched(everybody, "id")


@pytest.fixture
def english_page_of(everybody: Visitors) -> Iterator[PageOf]:
    """As `page_of`, in English."""
    yield from _watched(everybody, "en")


def _watched(everybody: Visitors, language: str) -> Iterator[PageOf]:
    everybody.troubles.clear()
    yield lambda part: everybody.page(part, language)
    assert everybody.troubles == []
