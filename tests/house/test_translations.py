"""Both languages are complete: every sentence of the interface stands in both catalogues."""

import re

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tests.sentences import ROOT, sentences_of_the_product

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
FORBIDDEN = re.compile(
    r"\b(absen|gagal|kamu|kalian|nggak|cuma|e-mail|surel|ponsel|koneksi|kursus|dirilis|macet"
    r"|rumpang|papan|telepon|no\. hp|paruh hari)\b|!",
    re.IGNORECASE,
)
"""Words that are rude, unclear or have another word here: `email`, `HP`, `sambungan`, `materi`."""
HALF_FORMAL = re.compile(r"\b(kalau|bisa|punya|gak|biar|tiap|bikin|(pilih|tulis|isi)lah)\b", re.I)
ANDA_SMALL = re.compile(r"\banda\b")
ENGLISH_NUMBERS = re.compile(r"\d\.\d{3}|\d,\d{1,2}\b(?!\d)")
LALU = re.compile(r"(?<!,)(?<!yang) lalu\b")
"""Between two steps it stands behind a comma, or means ago; inside a clause it is `kemudian`."""
AGREED = {
    "Begun": "Sudah dimulai",
    "Back to Today": "Kembali ke Hari ini",
    "What time was too short for in class.": "Materi yang belum sempat dibahas di kelas.",
    "Live board": "Pantauan kelas",
    "Updated automatically": "Diperbarui otomatis",
    "The new version asks in another way: the kind of question has changed.": (
        "Jenis soal ini berubah di versi baru."
    ),
    "A few minutes of practice keep what you have learned.": (
        "Latihan beberapa menit membantu Anda tetap ingat."
    ),
}
NUMBERS = {
    "money is Rp1.250.000": re.compile(r"\bRp\.? \d|\bRp\d{4}"),
    "a percentage is 82,5%": re.compile(r"\d\.\d+ ?%|\d %|\d %%"),
    "a time is 09.00": re.compile(r"\b\d{1,2}:\d{2}\b"),
    "a decimal has a comma": re.compile(r"\b0\.\d"),
}


def catalogue(language: str) -> Catalog:
    with (ROOT / f"lms/translations/{language}/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale=language)


def translations(entry) -> tuple[str, ...]:
    return entry.string if isinstance(entry.string, tuple) else (entry.string,)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_sentence_is_in_the_catalogue(language):
    known = {entry.id for entry in catalogue(language) if entry.id}

    assert sorted(map(str, sentences_of_the_product() - known)) == []


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


def texts_with(pattern: re.Pattern[str], language: str = "id") -> list[str]:
    texts = (t for entry in catalogue(language) if entry.id for t in translations(entry))
    return [text for text in texts if pattern.search(text)]


def test_indonesian_keeps_the_wording_rules():
    assert texts_with(FORBIDDEN) == []


def test_a_number_is_not_torn_from_its_ke():
    """`hari ke‑1` has a hyphen at which no line ends."""
    assert texts_with(re.compile(r"\bke-[\d%]")) == []


def test_indonesian_is_formal():
    assert texts_with(HALF_FORMAL) == []
    assert texts_with(ANDA_SMALL) == []


def test_indonesian_joins_two_steps_with_lalu_and_nothing_else():
    assert texts_with(LALU) == []


@pytest.mark.parametrize("sentence", AGREED)
def test_what_read_strangely_has_its_agreed_words(sentence):
    assert catalogue("id").get(sentence).string == AGREED[sentence]


def test_english_writes_numbers_as_the_english_do():
    assert texts_with(ENGLISH_NUMBERS, "en") == []


@pytest.mark.parametrize("rule", NUMBERS)
def test_indonesian_writes_numbers_as_indonesians_do(rule):
    assert texts_with(NUMBERS[rule]) == []


def test_english_calls_nobody_she_and_puts_no_space_before_a_percent_sign():
    """What pages say in English stands in its catalogue: a sentence of the code may differ."""
    assert texts_with(re.compile(r"\b(she|he|hers?|his|him|herself|himself)\b", re.I), "en") == []
    assert texts_with(NUMBERS["a percentage is 82,5%"], "en") == []


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_sentence_ends_as_its_original_does(language):
    ends = [
        text
        for entry in catalogue(language)
        if isinstance(entry.id, str) and entry.id
        for text in translations(entry)
        if entry.id.endswith((".", "?")) and not text.endswith((".", "?"))
    ]

    assert ends == []
