"""How the lessons of Koperasi Go Digital are written: for a phone and for a reader of fifty."""

import re
from pathlib import Path

import pytest
import yaml

COURSE = Path(__file__).parents[3] / "courses" / "koperasi-go-digital"
LESSONS = sorted(COURSE.glob("day-*/*.md"))
MAX_WORDS = 600
MAX_SENTENCE = 25
KNOWN = {"AD", "ART", "GB", "HP", "KTP", "MB", "NIK", "PIN", "QR", "SMS", "UU", "WITA"} | {
    "COUNTIF",
    "LNS",
    "SUM",
}
"""Short words that stand on every phone and card, or that the lesson itself explains."""

FEWEST_MENTIONS = 15
PARTS = (
    '!!! catatan "Sebelum membaca"',
    '!!! tip "Patokan"',
    '!!! contoh "Contoh penuh',
    '!!! contoh "Contoh setengah jadi"',
    '??? catatan "Lihat jawabannya"',
    '!!! contoh "Di koperasi Anda"',
    '!!! tip "Coba sekarang"',
)


def head_and_text(path):
    _nothing, head, text = path.read_text(encoding="utf-8").split("---\n", 2)
    return head, text


def words(text):
    return [each for each in re.split(r"[\s|]+", text) if re.search(r"\w", each)]


def sentences(text):
    """The sentences of running text; what stands in tables and lists ends with its line."""
    for block in text.split("\n"):
        line = re.sub(r"`[^`]*`|[*_]", "", block.strip())
        if line and not line.startswith(("|", "!!!", "???")):
            yield from re.split(r"(?<=[.?!:])\s+", line)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
class TestLesson:
    """Each of the twenty."""

    def test_it_fits_a_phone(self, path):
        assert len(words(head_and_text(path)[1])) <= MAX_WORDS

    def test_sentences_are_short(self, path):
        _head, text = head_and_text(path)
        assert [each for each in sentences(text) if len(words(each)) > MAX_SENTENCE] == []

    def test_it_asks_before_it_tells_and_has_all_its_parts(self, path):
        head, text = head_and_text(path)
        assert "\npre: [" in head
        places = [text.find(part) for part in PARTS]
        assert min(places) >= 0, dict(zip(PARTS, places, strict=True))
        assert places[0] == 0
        assert places[3] < places[4] < places[5] < places[6]

    def test_it_ends_with_five_lines(self, path):
        _head, text = head_and_text(path)
        summary = text.split("## Ringkasan\n")[1]
        assert len(re.findall(r"(?m)^- ", summary)) == 5


def test_one_cooperative_runs_through_all_five_days():
    told = [path for path in LESSONS if "Koperasi Contoh Sejahtera" in path.read_text("utf-8")]
    assert len(told) >= FEWEST_MENTIONS
    assert {path.parent.name for path in told} == {f"day-{day}" for day in range(1, 6)}


def test_twenty_lessons_say_one_word_for_one_thing():
    assert len(LESSONS) == 20
    for path in LESSONS:
        text = path.read_text(encoding="utf-8").casefold()
        for word in ("surel", "n-gain", "kamu ", "absen", "hutang"):
            assert word not in text, (path.name, word)


def test_every_term_is_in_the_glossary_and_opens_in_a_lesson():
    terms = yaml.safe_load((COURSE / "glossary.yaml").read_text(encoding="utf-8"))
    names = [{name.casefold() for name in (t["term"], *t.get("also", ()))} for t in terms]
    text = "\n".join(head_and_text(path)[1] for path in LESSONS)
    opened = {
        (term or shown).casefold()
        for shown, term in re.findall(r"\[\[([^\]|]+)(?:\|([^\]]+))?\]\]", text)
    }
    prose = re.sub(r"`[^`]*`|\{[^}]*\}|\([^)\s]*\)", " ", text)
    short = set(re.findall(r"\b[A-Z]{2,}\b(?![-0-9])", prose)) - KNOWN
    explained = {word.upper() for known in names for name in known for word in name.split()}

    assert short - explained == set()
    assert [sorted(known) for known in names if not known & opened] == []
