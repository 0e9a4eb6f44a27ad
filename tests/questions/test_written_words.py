"""Where words are typed in a question, and what was typed there."""

import pytest

from lms.questions.written_words import is_key, is_near_key, places_of, word_at
from tests.questions.samples import a_question

SHORT = a_question("short_answer", accepted=["simpanan pokok"], near_misses="true")
STRICT = a_question("short_answer", accepted=["simpanan pokok"])
CLOZE = a_question(
    "cloze",
    ask="[[1]], [[2]] dan [[3]]",
    blanks=[
        {"answer": "7"},
        {"accepted": ["buku kas"], "near_misses": "true"},
        {"accepted": ["neraca saldo"]},
    ],
)
DRAWN = a_question("short_answer", draw={"barang": ["beras", "gula"]}, accepted=["{barang}"])


@pytest.mark.parametrize(
    ("question", "places"),
    [
        (SHORT, (0,)),
        (CLOZE, (2, 3)),
        (DRAWN, ()),
        (a_question("numeric", answer="7"), ()),
        (None, ()),
    ],
)
def test_words_are_typed_where_they_are_the_same_for_everybody(question, places):
    assert places_of(question) == places


@pytest.mark.parametrize(
    ("answer", "place", "word"),
    [
        ("kas", 0, "kas"),
        (["7", "kas", "neraca"], 1, "7"),
        (["7", "kas", "neraca"], 3, "neraca"),
        (["7", "kas"], 3, ""),
        ([], 1, ""),
        (["7"], 0, ""),
        ("kas", 1, ""),
        ([None, 7], 1, ""),
        ([None, 7], 2, ""),
        (None, 0, ""),
        (None, 2, ""),
        (7, 0, ""),
    ],
)
def test_what_was_typed_at_a_place_is_found_whatever_is_stored(answer, place, word):
    assert word_at(answer, place) == word


@pytest.mark.parametrize(
    ("question", "place", "text", "key", "near"),
    [
        (SHORT, 0, "SIMPANAN POKOK", True, False),
        (SHORT, 0, "simpanan pokk", False, True),
        (SHORT, 0, "setoran", False, False),
        (STRICT, 0, "simpanan pokk", False, False),
        (CLOZE, 2, "buku kas", True, False),
        (CLOZE, 2, "buku kass", False, True),
        (CLOZE, 2, "neraca saldo", False, False),
        (CLOZE, 3, "neraca saldo", True, False),
        (CLOZE, 3, "neraca sald", False, False),
    ],
)
def test_a_word_is_the_key_or_near_it_at_its_own_place(question, place, text, key, near):
    assert is_key(question, place, text) is key
    assert is_near_key(question, place, text) is near
