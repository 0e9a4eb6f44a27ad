"""Mistakes that an author foresaw: who makes one is told what went wrong, in every kind."""

import pytest

from lms.content.rehearsal import rehearse
from lms.questions import KINDS, parse_question
from tests.questions.samples import DRAW, SAMPLES, a_question, source_of


def said(variant, answer):
    return str(variant.grade(answer).feedback)


def tried(kind, **keys):
    source = source_of(kind, **keys)
    question = parse_question(source)
    if not source.diagnostics.problems:
        rehearse(source, question)
    return source.diagnostics.problems


def test_every_kind_that_is_marked_has_them():
    without = {"true_false", "single_choice", "multiple_answer", "essay", "file_upload"}
    assert {kind for kind in KINDS if "mistakes" in SAMPLES[kind] or kind in without} >= {
        *without,
        *("numeric", "short_answer", "ordering", "journal_entry"),
    }


def test_a_right_option_left_out_is_told():
    variant = a_question("multiple_answer", **SAMPLES["multiple_answer"]).variant(1)
    keys = {option.text.striptags()[:4]: option.key for option in variant.options}

    assert said(variant, [keys["satu"]]).count("Empat juga.") == 1
    assert "Empat juga." not in said(variant, [keys["empa"]])
    assert "Empat juga." in said(variant, [])


def test_a_wrong_pair_is_told_once():
    variant = a_question("matching", **SAMPLES["matching"]).variant(1)
    keys = {option.text.striptags(): option.key for option in variant.options}
    debit, kredit = keys["debit"], keys["kredit"]

    assert said(variant, [kredit, kredit, debit]) == "<p>Kas adalah harta.</p>"
    assert said(variant, [debit, debit, debit]) == ""


def test_a_step_too_early_is_told():
    variant = a_question("ordering", **SAMPLES["ordering"]).variant(1)
    place = {text.striptags()[:5]: n for n, text in enumerate(variant.steps)}
    early = [""] * 4
    early[place["jurna"]], early[place["buku "]] = "3", "2"

    assert said(variant, early) == "<p>Jurnal dahulu.</p>"
    assert said(variant, variant.key_answer) == ""


def test_wrong_words_are_told():
    variant = a_question("short_answer", **SAMPLES["short_answer"]).variant(1)

    assert said(variant, " pin. ") == "<p>Bukan &lt;PIN&gt;.</p>"
    assert said(variant, "otp") == said(variant, "kas") == ""


def test_wrong_blanks_are_told_by_what_they_hold():
    variant = a_question("cloze", **SAMPLES["cloze"]).variant(1)
    sum_of = variant.numbers["a"] + variant.numbers["w"]

    assert said(variant, ["sumif", str(sum_of), "kredit"]) == (
        "<p>Tanpa syarat.</p><p>Kalikan.</p><p>Aset di debit.</p>"
    )
    assert said(variant, variant.key_answer) == ""


def test_wrong_lines_of_an_entry_are_told():
    variant = a_question("journal_entry", **SAMPLES["journal_entry"]).variant(1)
    both = str(variant.numbers["p"] + variant.numbers["a"])

    assert said(variant, ["1101", both, "", "3101", "", both]) == (
        "<p>Pisahkan simpanan wajib.</p>"
    )
    assert said(variant, ["1101", "", "5"]) == "<p>Kas bertambah di debit.</p>"
    assert said(variant, variant.key_answer) == ""


@pytest.mark.parametrize(
    ("kind", "changed", "words"),
    [
        ("short_answer", {"mistakes": [{"if": ["otp."], "say": "x"}]}, "is a right answer"),
        ("short_answer", {"mistakes": [{"if": "PIN", "say": "x"}]}, "must be a list"),
        ("ordering", {"mistakes": [{"if": "2 before 3", "say": "x"}]}, "is no mistake"),
        ("ordering", {"mistakes": [{"if": "9 before 3", "say": "x"}]}, "There are 4 steps, not 9"),
        ("ordering", {"mistakes": [{"if": "tiga", "say": "x"}]}, '"3 before 1"'),
        ("journal_entry", {"mistakes": [{"say": "x"}]}, "A mistake has lines"),
        (
            "journal_entry",
            {"mistakes": [{"debit": {"Kas": "any"}, "say": "x"}]},
            "only lines of the right entry",
        ),
        (
            "journal_entry",
            {"mistakes": [{"debit": {"Kass": "any"}, "say": "x"}]},
            'Did you mean "Kas"?',
        ),
        ("journal_entry", {"debit": {"Kas": "any"}}, '"any" is not one of the numbers'),
    ],
)
def test_what_is_no_mistake_is_told(kind, changed, words):
    told = tried(kind, **SAMPLES[kind] | changed)
    assert words in told[0]


def test_a_mistake_of_a_pair_is_another_option():
    items = [
        {"text": "Kas", "match": "debit", "mistakes": [{"if": "debit", "say": "x"}]},
        {"text": "Modal", "match": "kredit", "mistakes": [{"if": "kas", "say": "x"}]},
    ]
    told = tried("matching", options=["debit", "kredit"], items=items)
    assert "This is the right option" in told[0]
    assert '"kas" is not one of the options' in told[1]


def test_nobody_misses_a_wrong_option():
    options = [{"text": "a", "right": "true"}, {"text": "b", "missed": "x"}]
    [told] = tried("multiple_answer", options=options, draw=DRAW)
    assert "This option is not right" in told
