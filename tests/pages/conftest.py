"""The demo, built once for the whole run, and a browser for each of its visitors."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.pages.demo import ServedDemo, build_demo, serve_demo
from tests.pages.visitors import Visitors


@pytest.fixture(scope="session")
def built_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The instance folder of a demo that nobody writes to.

    The processes of one test run share it: the first one builds it while the others wait.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "demo"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "built").exists():
            build_demo(folder)
            (folder / "built").touch()
    return folder


@pytest.fixture(scope="session")
def demo(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedDemo]:
    """A copy of the demo on the production server."""
    folder = tmp_path_factory.mktemp("served") / "demo"
    shutil.copytree(built_demo, folder)
    with serve_demo(folder) as served:
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
