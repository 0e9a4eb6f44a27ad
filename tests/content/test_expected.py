"""An author's own tests of a question, of every kind."""

import pytest

from lms.content.checks.expected import check_expected
from lms.questions import parse_question
from tests.questions.samples import DRAWN, SAMPLES, source_of

EXPECTED = {
    "single_choice": [("satu", "right", "Tepat."), ("dua", "wrong", "Bukan dua.")],
    "multiple_answer": [(["satu", "empat"], "right", ""), (["satu"], "partly", "Empat juga.")],
    "true_false": [("benar", "right", ""), ("salah", "wrong", "Baca lagi.")],
    "numeric": [("{p}", "right", ""), ("{p + a}", "wrong", "Bukan"), ("x", "unreadable", "")],
    "matching": [
        (["debit", "kredit", "debit"], "right", ""),
        (["kredit", "", ""], "wrong", "Kas adalah harta."),
    ],
    "ordering": [(["1", "2", "3", "4"], "right", ""), (["1", "3", "2", "4"], "partly", "dahulu")],
    "short_answer": [("otp", "right", ""), ("PIN", "wrong", "Bukan <PIN>.")],
    "cloze": [
        (["sum", "{p}", "debit"], "right", ""),
        (["sum", "{a + w}", "kredit"], "partly", "Kalikan."),
    ],
    "journal_entry": [
        (["Kas debit {p + a}", "3101 kredit {p}", "Simpanan Wajib credit {a}"], "right", ""),
        (["Kas credit 5"], "wrong", "Kas bertambah di debit."),
    ],
    "essay": [("Sebuah teks.", "pending", "")],
}


def told(kind, keys, *expected, **more):
    """What is told about the tests of a question."""
    source = source_of(kind, **keys, expect=[dict(each, **more) for each in expected])
    question = parse_question(source)
    check_expected(source, question)
    assert "expect" not in source.document
    return source.diagnostics.problems


@pytest.mark.parametrize("kind", list(EXPECTED))
def test_what_turns_out_as_expected_is_no_problem(kind):
    expected = [
        {"answer": answer, "verdict": verdict, "says": says}
        for answer, verdict, says in EXPECTED[kind]
    ]
    assert told(kind, SAMPLES[kind], *expected) == []


def test_the_numbers_that_are_given_are_drawn():
    given = {"a": "60", "w": "25000"}
    right = {"answer": "1,5 juta", "verdict": "right", "given": given}
    assert told("numeric", SAMPLES["numeric"], right) == []
    row = {"answer": "minyak", "verdict": "right", "given": {"barang": "minyak"}}
    assert told("short_answer", DRAWN["short_answer"], row) == []


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        ({"answer": "{p}", "verdict": "wrong"}, 'The verdict is "right", not "wrong"'),
        ({"answer": "{p + a}", "verdict": "wrong", "says": "Bagus"}, "Change one of them"),
        ({"answer": "1", "verdict": "wrong", "says": "Bagus"}, "What is said is nothing"),
        ({"answer": "1", "verdict": "wrong", "given": {"x": "1"}}, '"x" is not drawn'),
        ({"answer": "1", "verdict": "wrong", "given": {"a": "41"}}, "is not drawn for a"),
        ({"answer": "1", "verdict": "salah"}, '"verdict" cannot be "salah"'),
        ({"verdict": "right"}, '"answer" is missing'),
        ({"answer": "{", "verdict": "wrong"}, 'A single "{"'),
    ],
)
def test_what_turns_out_otherwise_is_told(expected, words):
    assert words in told("numeric", SAMPLES["numeric"], expected)[0]


def test_an_option_that_is_not_offered_is_told():
    [problem] = told("single_choice", SAMPLES["single_choice"], {"answer": "x", "verdict": "wrong"})
    assert problem == '"x" is not one of the options'
