"""Judging a stored answer again by a corrected question, and when that is refused."""

from fractions import Fraction

import pytest

from lms.grading.regrading import REFUSAL_WORDS, Incompatible, Refusal, answer_again, variant_again
from lms.questions import KINDS
from tests.questions.samples import DRAW, SAMPLES, a_question, right_fields

SEED = 7
COUNTED = [kind for kind in KINDS if not KINDS[kind].needs_trainer]


def asked(kind, **keys):
    return a_question(kind, **{**SAMPLES[kind], **keys}).variant(SEED)


def again(before, question, answer):
    """The credit of an answer that was given to `before` by another question."""
    now = variant_again(before, question)
    return now.grade(answer_again(before, now, answer)).credit


def options(*texts, right="satu"):
    return [{"text": text, **({"right": "true"} if text == right else {})} for text in texts]


def key_of(variant, text):
    return next(option.key for option in variant.options if option.text == text)


@pytest.mark.parametrize("kind", COUNTED)
def test_the_same_question_judges_the_same(kind):
    before = asked(kind)
    answer = before.read(right_fields(before))

    assert again(before, before.question, answer) == before.grade(answer).credit == 1


@pytest.mark.parametrize("kind", COUNTED)
@pytest.mark.parametrize("stored", ["", "x", [], ["x"], ["", ""], [""] * 40])
def test_whatever_is_stored_is_judged_or_refused(kind, stored):
    before = asked(kind)

    try:
        credit = again(before, before.question, stored)
    except Incompatible:
        credit = Fraction(0)

    assert 0 <= credit <= 1


CHOICE = {"options": options("satu", "dua", "tiga"), "draw": {}}
REFUSED = {
    "the question is gone": ("true_false", {}, "true", None, Refusal.GONE),
    "another kind": ("true_false", {}, "true", ("short_answer", {}), Refusal.KIND),
    "a number is missing": (
        "single_choice",
        {"options": options("satu", "dua"), "draw": DRAW},
        "dua",
        ("single_choice", {"options": options("satu", "dua"), "draw": {"a": "1..9"}}),
        Refusal.NUMBERS,
    ),
    "a drawn number is worked out now": (
        "numeric",
        {},
        "5",
        ("numeric", {"draw": {**DRAW, "w": "= a * 3"}}),
        Refusal.NUMBERS,
    ),
    "a number that was shown would be another": (
        "numeric",
        {"ask": "{p:rp}. Berapa?"},
        "5",
        ("numeric", {"ask": "{p:rp}. Berapa?", "draw": {**DRAW, "p": "= a + w"}}),
        Refusal.NUMBERS,
    ),
    "the chosen option is gone": (
        "single_choice",
        CHOICE,
        "tiga",
        ("single_choice", {**CHOICE, "options": options("satu", "dua")}),
        Refusal.OPTIONS,
    ),
    "the chosen option was replaced": (
        "single_choice",
        CHOICE,
        "tiga",
        ("single_choice", {**CHOICE, "options": options("satu", "dua", "pengurus koperasi")}),
        Refusal.OPTIONS,
    ),
    "a blank more": (
        "cloze",
        {"draw": {}, "ask": "[[1]]", "blanks": [{"accepted": ["SUM"]}]},
        ["SUM"],
        (
            "cloze",
            {
                "draw": {},
                "ask": "[[1]] [[2]]",
                "blanks": [{"accepted": ["SUM"]}, {"accepted": ["IF"]}],
            },
        ),
        Refusal.PARTS,
    ),
    "a choice in a blank is gone": (
        "cloze",
        {
            "draw": {},
            "ask": "[[1]]",
            "blanks": [{"options": ["debit", "kredit", "saldo"], "right": "debit"}],
        },
        ["saldo"],
        (
            "cloze",
            {
                "draw": {},
                "ask": "[[1]]",
                "blanks": [{"options": ["debit", "kredit"], "right": "debit"}],
            },
        ),
        Refusal.OPTIONS,
    ),
    "a step is another": (
        "ordering",
        {"draw": {}, "steps": ["bukti", "jurnal", "neraca saldo"]},
        ["1", "2", "3"],
        ("ordering", {"draw": {}, "steps": ["bukti", "jurnal", "laporan keuangan"]}),
        Refusal.PARTS,
    ),
}


@pytest.mark.parametrize("case", list(REFUSED))
def test_what_is_too_different_is_refused_with_the_reason(case):
    kind, keys, answer, corrected, reason = REFUSED[case]
    before = asked(kind, **keys)
    question = None
    if corrected is not None:
        new_kind, new_keys = corrected
        question = a_question(new_kind, **{**SAMPLES[new_kind], **new_keys})
    if kind == "single_choice":
        answer = key_of(before, answer)

    with pytest.raises(Incompatible) as refusal:
        again(before, question, answer)

    assert refusal.value.reason is reason


def test_every_reason_can_be_told():
    assert REFUSAL_WORDS.keys() == set(Refusal)


def test_another_option_can_be_the_right_one():
    before = asked("single_choice", **CHOICE)
    corrected = a_question("single_choice", options=options("satu", "dua", "tiga", right="dua"))

    assert again(before, corrected, key_of(before, "dua")) == 1
    assert again(before, corrected, key_of(before, "satu")) == 0


def test_options_in_another_order_are_found_by_their_text():
    before = asked("single_choice", **CHOICE)
    corrected = a_question("single_choice", options=options("tiga", "satu", "dua"))

    assert again(before, corrected, key_of(before, "satu")) == 1
    assert again(before, corrected, key_of(before, "tiga")) == 0


def test_an_option_may_be_added_and_a_slip_corrected():
    before = asked(
        "single_choice", options=options("rapat angota", "pengurus", right="pengurus"), draw={}
    )
    corrected = a_question(
        "single_choice",
        options=options("rapat anggota", "pengurus", "pengawas", right="rapat anggota"),
    )

    assert again(before, corrected, key_of(before, "rapat angota")) == 1


def test_an_option_nobody_chose_may_go():
    before = asked("multiple_answer", **CHOICE)
    corrected = a_question("multiple_answer", options=options("satu", "dua"))

    assert again(before, corrected, [key_of(before, "satu")]) == 1


def test_the_numbers_that_were_seen_are_kept_when_the_range_changes():
    before = asked("numeric")
    corrected = a_question("numeric", **{**SAMPLES["numeric"], "draw": {**DRAW, "a": "1000..2000"}})

    assert again(before, corrected, str(before.key_text)) == 1


def test_a_key_that_was_worked_out_wrongly_is_worked_out_anew():
    wrong = {**DRAW, "p": "= a + w"}
    before = asked("numeric", draw=wrong)
    corrected = a_question("numeric", **SAMPLES["numeric"])
    right = before.numbers["a"] * before.numbers["w"]

    assert before.grade(str(right)).credit == 0
    assert again(before, corrected, str(right)) == 1


def test_steps_whose_right_order_was_wrong_are_judged_by_the_new_order():
    before = asked("ordering", draw={}, steps=["jurnal", "bukti", "buku besar"])
    corrected = a_question("ordering", steps=["bukti", "jurnal", "buku besar"])
    numbers = {"bukti": "1", "jurnal": "2", "buku besar": "3"}
    answer = [numbers[str(step)] for step in before.steps]

    assert again(before, corrected, answer) == 1


def test_an_item_whose_match_was_wrong_is_judged_by_the_new_one():
    both = {"draw": {}, "options": ["debit", "kredit"]}
    items = [{"text": "Kas", "match": "kredit"}, {"text": "Utang", "match": "kredit"}]
    before = asked("matching", **both, items=items)
    corrected = a_question("matching", **both, items=[items[1], {"text": "Kas", "match": "debit"}])
    answer = [key_of(before, "debit"), key_of(before, "kredit")]

    assert before.grade(answer).credit == Fraction(1, 2)
    assert again(before, corrected, answer) == 1


def test_an_account_that_is_gone_from_the_chart_is_refused():
    keys = {"draw": {}, "mistakes": []}
    before = asked("journal_entry", **keys, debit={"Kas": "5"}, credit={"3102": "5"})
    fewer = a_question("journal_entry", debit={"Kas": "5"}, credit={"Simpanan Pokok": "5"})
    object.__setattr__(fewer, "accounts", fewer.accounts[:3])

    with pytest.raises(Incompatible):
        again(before, fewer, ["1101", "5", "", "3102", "", "5"])
