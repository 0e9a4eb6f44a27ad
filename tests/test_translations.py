"""Both languages are complete: every sentence of the interface stands in both catalogues."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
KEYWORDS = {**DEFAULT_KEYWORDS, "mark": None, "lazy_gettext": None}
NOT_SHOWN = {"lms/web/gallery.py", "templates/gallery/index.html"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
FORBIDDEN = re.compile(r"\b(absen|gagal|kamu)\b|!", re.IGNORECASE)


@pytest.fixture(scope="module")
def sentences() -> set[str | tuple[str, str]]:
    """Everything marked for translation in the code and the templates."""
    with (ROOT / "babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)
    return {
        message
        for file, _line, message, _comments, _context in extract_from_dir(
            ROOT, methods, options, KEYWORDS
        )
        if file not in NOT_SHOWN
    }


def catalogue(language: str) -> Catalog:
    with (ROOT / f"lms/translations/{language}/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale=language)


def translations(entry) -> tuple[str, ...]:
    return entry.string if isinstance(entry.string, tuple) else (entry.string,)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_sentence_is_in_the_catalogue(sentences, language):
    known = {entry.id for entry in catalogue(language) if entry.id}

    assert sorted(map(str, sentences - known)) == []


@pytest.mark.parametrize("language", ["id", "en"])
def test_nothing_in_the_catalogue_is_empty_or_unsure(language):
    unfinished = [
        entry.id
        for entry in catalogue(language)
        if entry.id and (entry.fuzzy or not all(translations(entry)))
    ]

    assert unfinished == []


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_translation_has_the_placeholders_of_its_sentence(language):
    for entry in catalogue(language):
        if not entry.id:
            continue
        wanted = entry.id[-1] if isinstance(entry.id, tuple) else entry.id
        for text in translations(entry):
            missing = set(PLACEHOLDER.findall(text)) - set(PLACEHOLDER.findall(wanted))
            assert not missing, f"{entry.id}: {missing}"


def test_indonesian_keeps_the_wording_rules():
    broken = [
        text
        for entry in catalogue("id")
        if entry.id
        for text in translations(entry)
        if FORBIDDEN.search(text)
    ]

    assert broken == []
