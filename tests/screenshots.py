"""Pictures of every page: `python -m tests.screenshots [words of its name]` fills `screenshots/`.

On a phone and a laptop, named by visitor and page, so that a folder listing reads like a walk
through the product. Every role sees each of its pages in Indonesian, in light colours; who finds
most on a page sees it in English and in dark colours, too.
"""

import sys
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from lms.web.languages import LANGUAGES
from tests.browser import DESKTOP, FLAGS, PHONE, chromium_path
from tests.pages.demo import ServedDemo, build_demo, serve_demo
from tests.pages.visitors import DEFAULT_LANGUAGE, Visitors
from tests.pages.visits import PageVisit, all_visits, telling_visits

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "screenshots"
SIZES = {"phone": PHONE, "laptop": DESKTOP}
SCHEMES = ("light", "dark")
LONGEST = 4000  # CSS px of a page that are shown


def main(words: list[str]) -> None:
    """Make the pictures of the pages whose names have all the words."""
    with tempfile.TemporaryDirectory() as temporary:
        instance = Path(temporary) / "demo"
        build_demo(instance)
        with serve_demo(instance) as demo, sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=chromium_path(), args=list(FLAGS))
            with Visitors(chromium, demo) as visitors:
                for path in _pictures(visitors, demo, words):
                    sys.stdout.write(f"{path.relative_to(ROOT)}\n")
            chromium.close()


def _pictures(visitors: Visitors, demo: ServedDemo, words: list[str]) -> Iterator[Path]:
    telling = set(telling_visits())
    for language, (size_name, size) in product(LANGUAGES, SIZES.items()):
        for visit in all_visits() if language == DEFAULT_LANGUAGE else telling_visits():
            if all(word in str(visit) for word in words):
                page = visitors.page(visit.visitor, language)
                visit.load(page, demo, size)
                for scheme in SCHEMES if visit in telling else SCHEMES[:1]:
                    folder = FOLDER / language / f"{size_name}-{scheme}"
                    yield _picture(page, scheme, folder / _file_name(visit))


def _file_name(visit: PageVisit) -> str:
    parts = (visit.visitor, visit.endpoint, visit.state.name)
    return "-".join(filter(None, parts)).replace(" ", "-") + ".png"


def _picture(page: Page, scheme: str, path: Path) -> Path:
    """Take the page from its top, as long as it is or LONGEST."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    path.parent.mkdir(parents=True, exist_ok=True)
    size = page.viewport_size
    assert size is not None
    height = min(page.evaluate("document.documentElement.scrollHeight"), LONGEST)
    page.set_viewport_size({"width": size["width"], "height": max(height, size["height"])})
    page.screenshot(path=path)  # the bar at the bottom is at the bottom of the picture
    page.set_viewport_size(size)
    return path


if __name__ == "__main__":
    main(sys.argv[1:])
