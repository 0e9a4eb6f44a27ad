"""Words, accounts and rows that are drawn: what each kind makes of them, what authors are told."""

import json
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.rehearsal import rehearse
from lms.questions import parse_question
from lms.questions.authoring.source import Source
from lms.questions.diagnostics import StoredDiagnostics
from lms.questions.draws import picker, row_draw
from lms.questions.expressions import Unsound
from lms.questions.template import fill_line
from lms.questions.written_words import places_of
from tests.questions.samples import (
    DRAWN,
    ROWS,
    a_question,
    problems_of,
    right_fields,
    source_of,
    with_accounts,
)

QUESTIONS = {kind: a_question(kind, **keys) for kind, keys in DRAWN.items()}
every_kind = pytest.mark.parametrize("kind", list(DRAWN))


def tried(kind, **keys):
    """What is told about a question after it was tried out."""
    source = source_of(kind, **keys)
    question = parse_question(source)
    if not source.diagnostics.problems:
        rehearse(source, question)
    return source.diagnostics.problems


@every_kind
def test_every_draw_of_it_is_sound(kind):
    assert tried(kind, **DRAWN[kind]) == []


@every_kind
@given(seed=st.integers(0, 2**63 - 1))
def test_the_right_answer_is_right_whatever_is_drawn(kind, seed):
    variant = QUESTIONS[kind].variant(seed)
    if kind == "short_answer":
        fields = {"answer": [variant.accepted[-1]]}
    elif kind == "numeric":
        fields = {"answer": [str(variant.key)]}
    else:
        fields = right_fields(variant)
    assert variant.grade(variant.read(fields)).credit == (None if kind == "essay" else 1)


@every_kind
def test_a_stored_question_draws_the_same(kind):
    source = source_of(kind, **DRAWN[kind])
    question = parse_question(source)
    stored = json.loads(json.dumps(source.document))
    again = parse_question(with_accounts(Source(stored, StoredDiagnostics())))

    assert again == question
    assert again.variant(5).numbers == question.variant(5).numbers


def test_rows_are_drawn_once_each_and_all_of_them():
    question = QUESTIONS["matching"]
    seen = Counter()
    for seed in range(300):
        numbers = question.variant(seed).numbers
        pair = (numbers["baris1.akun"], numbers["baris2.akun"])
        assert pair[0] != pair[1]
        seen[pair] += 1
    assert len(seen) == question.draw.variety == 12


def test_a_column_of_numbers_can_be_worked_with():
    rule = row_draw(ROWS)
    values = rule.values("x", picker("q", 1))
    assert isinstance(values["x.jumlah"], Fraction)
    assert rule.has_minus


def test_words_are_escaped():
    prompts = {QUESTIONS["essay"].variant(seed).prompt for seed in range(20)}
    assert "<p>beras &amp; gula?</p>" in prompts


def test_what_is_typed_differs_by_draw_so_that_no_trainer_accepts_it_for_all():
    assert places_of(QUESTIONS["short_answer"]) == ()
    assert places_of(QUESTIONS["cloze"]) == ()


@pytest.mark.parametrize(
    ("line", "filled"), [("{a}", "7"), ("{b}", "{b}"), ("a{", "a{"), ("{{a}}", "{a}")]
)
def test_a_line_stored_before_it_had_placeholders_stays_as_it_was(line, filled):
    assert fill_line(line, {"a": Fraction(7)}) == filled


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        ({"x": ["beras"]}, "There are 1 to choose from"),
        ({"x": ["beras", "beras"]}, "can be drawn twice"),
        ({"x": {"take": "3", "of": ["a", "b"]}}, "There are 2 to choose from"),
        ({"x": {"take": "0", "of": ["a", "b"]}}, "from 1 to 12"),
        ({"x": {"take": "1", "off": ["a", "b"]}}, '"off" is not a key'),
        ({"x": [{"a": "1"}, {"b": "2"}]}, "All rows have the same keys as the first one (a)"),
        ({"x": [{"a": "1"}, "beras"]}, "All rows have the same keys"),
        ({"x": [{"a b": "1"}, {"a b": "2"}]}, "cannot name a value"),
        ({"x": [["a"], ["b"]]}, "Expected text here, found a list"),
        ({"x": {"take": "2", "of": ["a", "b"]}, "x1": "1..2"}, "has a value already"),
    ],
)
def test_lists_that_cannot_be_drawn_from_are_told(draw, words):
    assert any(
        words in told
        for told in problems_of("essay", **DRAWN["essay"] | {"draw": draw, "ask": "?"})
    )


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"answer": "baris.akun"}, '"baris.akun" is a word'),
        ({"ask": "{barang:rp}"}, '":rp" writes a number, "barang" is a word'),
        ({"answer": "baris.jumla"}, 'Did you mean "baris.jumlah"?'),
        ({"answer": "baris"}, '"baris" is not one of the numbers drawn'),
    ],
)
def test_words_in_calculations_are_told(changed, words):
    [told] = tried("numeric", **DRAWN["numeric"] | changed)
    assert words in told


def test_options_that_are_never_right_are_told():
    keys = DRAWN["single_choice"]
    options = [keys["options"][0], {"text": "lain"}]
    [told] = tried("single_choice", **keys | {"options": options})
    assert told.startswith("0 options are right when baris.akun = Simpanan Pokok")
    [told] = tried("true_false", draw=keys["draw"], answer="{baris.akun}")
    assert told == '"Kas" must be true or false'


@pytest.mark.parametrize(
    ("kind", "changed", "words"),
    [
        ("matching", {"options": ["debit", "lain", "keduanya"]}, '"kredit" is not one of the'),
        ("journal_entry", {"debit": {"{baris.sisi}": "w * baris.jumlah"}}, '"debit" is not an acc'),
    ],
)
def test_drawn_words_that_fit_nothing_are_told(kind, changed, words):
    [told] = tried(kind, **DRAWN[kind] | changed)
    assert words in told


def test_a_row_that_was_drawn_is_no_calculation():
    with pytest.raises(Unsound):
        a_question("numeric", **DRAWN["numeric"]).answer.value({"baris.jumlah": "x"})
