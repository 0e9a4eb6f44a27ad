"""The printed guides, and the pictures in them."""

import io
import re
from pathlib import Path

import pytest
from flask_babel import force_locale, gettext
from PIL import Image
from pypdf import PdfReader

from lms.help.manuals import MANUALS
from lms.help.printing import PICTURES, picture_name
from lms.help.rules import Guide
from lms.web.languages import LANGUAGES
from tests.factories import a_person
from tests.guides import LARGEST, SHOTS

WANTED = {
    f"{language}/{picture_name(guide, step)}"
    for language in LANGUAGES
    for guide, manual in MANUALS.items()
    for step in manual.steps
}
ALL_TOGETHER = 420_000  # bytes
each_guide = pytest.mark.parametrize(
    ("guide", "language"), [(guide, language) for guide in Guide for language in LANGUAGES]
)


def words_of(text: str) -> str:
    return re.sub(r"\W+", "", text)


@pytest.fixture
def printed(app, browser):
    def ask(guide: Guide, language: str) -> PdfReader:
        with app.app_context():
            browser.sign_in(a_person())
        answer = browser.get(f"/help/{guide}/{language}.pdf")
        assert answer.mimetype == "application/pdf"
        return PdfReader(io.BytesIO(answer.data))

    return ask


def size_of(path: Path) -> tuple[int, int]:
    with Image.open(path) as picture:
        return picture.size


def test_every_step_has_its_picture_in_every_language_and_no_picture_is_left_over():
    assert {path.relative_to(PICTURES).as_posix() for path in PICTURES.rglob("*.*")} == WANTED


def test_the_script_takes_exactly_these_pictures():
    assert {f"{language}/{name}.webp" for language in LANGUAGES for name in SHOTS} == WANTED


def test_the_pictures_are_small():
    sizes = [path.stat().st_size for path in PICTURES.rglob("*.webp")]

    assert max(sizes) <= LARGEST
    assert sum(sizes) <= ALL_TOGETHER
    assert len({size_of(path) for path in PICTURES.rglob("*.webp")}) == 1


@each_guide
def test_a_guide_is_one_page_in_its_language(app, printed, guide, language):
    pdf = printed(guide, language)
    text = words_of(pdf.pages[0].extract_text())

    assert len(pdf.pages) == 1
    assert pdf.trailer["/Root"]["/Lang"] == language
    assert b"pdfuaid" in pdf.trailer["/Root"]["/Metadata"].get_data()
    with app.test_request_context(), force_locale(language):
        manual = MANUALS[guide]
        sentences = [
            manual.title,
            manual.lead,
            *(text for pair in manual.troubles for text in pair),
        ]
        for step in manual.steps:
            sentences += [step.title, step.text, step.more]
        for sentence in sentences:
            assert words_of(gettext(sentence)) in text


@each_guide
def test_a_screen_reader_hears_what_each_picture_shows(app, printed, guide, language):
    heard = alternatives(printed(guide, language).trailer["/Root"]["/StructTreeRoot"])

    with app.test_request_context(), force_locale(language):
        assert [gettext(step.picture) for step in MANUALS[guide].steps] == heard


def alternatives(element) -> list[str]:
    """Return the texts that stand for pictures, in the order they are read."""
    element = element.get_object()
    if isinstance(element, list):
        return [text for each in element for text in alternatives(each)]
    if not isinstance(element, dict):
        return []
    own = [str(element["/Alt"])] if "/Alt" in element else []
    return own + (alternatives(element["/K"]) if "/K" in element else [])
