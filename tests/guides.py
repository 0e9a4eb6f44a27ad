"""The pictures in the printed guides: `python -m tests.guides` takes them anew, in both languages.

They show the demo, as a phone shows it, and are kept beside the template of the guides, so that
a machine without Chromium prints them as well. `GUIDES=some/folder` also writes the PDFs there.
"""

import io
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from PIL import Image
from playwright.sync_api import Page, sync_playwright
from sqlalchemy import update

import lms
from lms.database import db
from lms.help.printing import PICTURES, guide_pdf
from lms.help.rules import Guide
from lms.people.models import Person
from lms.web.languages import LANGUAGES
from tests.browser import FLAGS, chromium_path
from tests.pages.demo import SETTINGS, ServedDemo, build_demo, serve_demo
from tests.pages.extras import NOW
from tests.pages.visitors import Visitors
from tests.pages.visits import STATES, PageVisit, State

ADDRESS = "https://belajar.example.org"
"""Where the product is served, as its pages say it in the pictures."""
WIDTH, HEIGHT = 340, 525  # CSS px that are shown
BELOW = 160  # CSS px of the window below them, where bars stand
SHARPNESS = 1.15  # 391 dots on 42 mm: 236 to the inch
QUALITY = 30
LARGEST = 40_000  # bytes of a picture
_SCROLL = """(top) => {
  const element = document.querySelector(top);
  scrollBy(0, element.getBoundingClientRect().top - 12);
  return Math.max(0, element.getBoundingClientRect().top - 12);  // where the page cannot scroll on
}"""
_DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@dataclass(frozen=True)
class Shot:
    """What a picture shows: a page, and the element that stands at its top (else the page's)."""

    visit: PageVisit
    top: str = ""


def _shot(endpoint: str, visitor: str, state: str = "", top: str = "") -> Shot:
    found = next(each for each in STATES[endpoint] if each.name == state)
    return Shot(PageVisit(endpoint, visitor, found), top)


def _now(endpoint: str, top: str = "") -> Shot:
    """Show a page of the meeting that goes on."""
    going_on = State(pick=lambda _demo, values: {"meeting_id": values["meetings"][3, "afternoon"]})
    return Shot(PageVisit(endpoint, "trainer", going_on), top)


SHOTS: Mapping[str, Shot] = MappingProxyType(
    {
        "participant-card": _shot("activation.card", "anonymous"),
        "participant-today": _shot("today.home", "participant", top=".next-step"),
        "participant-attendance": _shot("attendance.check_in", "participant", "recorded"),
        "participant-practice": _shot("practice.result", "participant", top=".feedback"),
        "participant-quiz": _shot("quizzes.question", "participant", "question 1"),
        "participant-scores": _shot("reports.mine", "graduate", "over", ".stats"),
        "trainer-cards": _shot("cards.choose", "trainer", "running", "main .form"),
        "trainer-screen": _now("attendance.screen", ".screen-qr"),
        "trainer-register": _now("attendance.register", ".register-top"),
        "trainer-board": _shot("board.board", "trainer", "running", "[data-board]"),
        "trainer-covered": _shot("coverage.meeting", "trainer", "open", "form.register"),
        "trainer-marking": _shot("grading.answer", "trainer", "waiting", ".card.accent"),
        "organiser-workshop": _shot("workshops.new_workshop", "organiser", "copied", "main .card"),
        "organiser-people": _shot("enrolment.import_preview", "organiser", top="main .table-room"),
        "organiser-cards": _shot("cards.choose", "organiser", "to come", "main .form"),
        "organiser-staff": _shot("workshops.staff", "organiser", top="main .card"),
        "organiser-follow": _shot("today.home", "organiser", top="main .card"),
        "organiser-report": _shot("reports.program", "organiser", "in short", "main .card"),
    }
)
"""By the name of the picture: the guide and its step."""


def main() -> None:
    """Take every picture, and say how large it is."""
    with tempfile.TemporaryDirectory() as temporary:
        instance = Path(temporary) / "demo"
        build_demo(instance)
        _settle_tours(instance)
        served = serve_demo(instance, PUBLIC_ADDRESS=ADDRESS)
        with served as demo, sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=chromium_path(), args=list(FLAGS))
            with Visitors(chromium, demo, sharpness=SHARPNESS) as visitors:
                for path in _pictures(visitors, demo):
                    sys.stdout.write(f"{path.stat().st_size:6d}  {path.relative_to(PICTURES)}\n")
            chromium.close()
            _print_guides(demo)


def _settle_tours(instance: Path) -> None:
    """Offer nobody the tour: the guides show how a page looks from the second time on."""
    with lms.create_app(str(instance), **SETTINGS).app_context():
        db.session.execute(update(Person).values(tour_settled_at=NOW))
        db.session.commit()
        db.engine.dispose()


def _pictures(visitors: Visitors, demo: ServedDemo) -> Iterator[Path]:
    for language in LANGUAGES:
        for name, shot in SHOTS.items():
            page = visitors.page(shot.visit.visitor, language)
            shot.visit.load(page, demo, (WIDTH, HEIGHT + BELOW))
            path = PICTURES / language / f"{name}.webp"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_packed(_taken(page, shot.top)))
            yield path


def _taken(page: Page, top: str) -> bytes:
    page.evaluate(_DRAWN)  # with the focus where the page has put it
    begins = page.evaluate(_SCROLL, top) if top else 0
    return page.screenshot(clip={"x": 0, "y": begins, "width": WIDTH, "height": HEIGHT})


def _packed(png: bytes) -> bytes:
    """Return the picture as WebP."""
    packed = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").save(packed, "WEBP", quality=QUALITY, method=6)
    return packed.getvalue()


def _print_guides(demo: ServedDemo) -> None:
    if folder := os.environ.get("GUIDES"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        for guide in Guide:
            for language in LANGUAGES:
                with demo.app.test_request_context():
                    pdf = guide_pdf(guide, language)
                (Path(folder) / f"go-digital-{guide}-{language}.pdf").write_bytes(pdf)


if __name__ == "__main__":
    main()
