"""How the kinds with several boxes judge."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.language import number, rupiah
from lms.questions import InvalidAnswer, Verdict
from tests.questions.samples import ACCOUNTS, SAMPLES, a_question, problems_of

SIDES = a_question("matching", **SAMPLES["matching"])
STEPS = a_question("ordering", steps=["satu", "dua", "tiga", "empat"])
TEXT = a_question("cloze", **SAMPLES["cloze"])
ENTRY = a_question(
    "journal_entry",
    debit={"Kas": "125000"},
    credit={"Simpanan Pokok": "100000", "Simpanan Wajib": "25000"},
)
RIGHT = [("1101", "125000", ""), ("3101", "", "100000"), ("3102", "", "25000")]
seeds = st.integers(0, 999)


def credit(question, cells, seed=1):
    variant = question.variant(seed)
    return variant.grade(variant.cells(list(cells))).credit


# Matching


@given(seeds, st.lists(st.integers(-1, 2), min_size=3, max_size=3))
def test_matching_gives_the_share_that_is_right(seed, chosen):
    variant = SIDES.variant(seed)
    keys = [*(option.key for option in variant.options), ""]
    answer = [keys[n] for n in chosen]
    right = [mine == key for mine, key in zip(answer, variant.key_answer, strict=True)]
    assert variant.grade(answer).credit == Fraction(sum(right), 3)
    assert (variant.grade(answer).verdict is Verdict.RIGHT) == (answer == variant.key_answer)


def test_two_items_may_share_an_option():
    key = SIDES.variant(1).key_answer
    assert key[0] == key[2] != key[1]


def test_what_is_not_chosen_yet_may_stay_open():
    variant = SIDES.variant(1)
    assert variant.read({"answer": [variant.key_answer[0], "", ""]})[1:] == ["", ""]


def test_an_option_that_is_not_offered_is_refused():
    with pytest.raises(InvalidAnswer):
        SIDES.variant(1).read({"answer": ["x", "", ""]})


# Ordering


def numbered(seed, order):
    """Return the answer of somebody who puts the steps (0 to 3) in this order."""
    shown = [int(right) - 1 for right in STEPS.variant(seed).key_answer]
    return [str(order.index(step) + 1) for step in shown]


@pytest.mark.parametrize(
    ("order", "share"),
    [
        ((0, 1, 2, 3), Fraction(1)),
        ((3, 2, 1, 0), Fraction(0)),
        ((1, 0, 2, 3), Fraction(2, 3)),
        ((1, 0, 3, 2), Fraction(1, 3)),
        ((1, 2, 3, 0), Fraction(2, 3)),
    ],
)
def test_ordering_counts_neighbours_in_the_right_order(order, share):
    assert credit(STEPS, numbered(1, order)) == share


@given(seeds, st.permutations(range(4)))
def test_ordering_is_right_only_in_the_right_order_however_the_steps_are_shown(seed, order):
    variant = STEPS.variant(seed)
    grade = variant.grade(variant.read({"answer": numbered(seed, order)}))
    assert 0 <= grade.credit <= 1
    assert (grade.credit == 1) == (list(order) == [0, 1, 2, 3])
    assert grade.credit == credit(STEPS, numbered(7, order), 7)


@given(seeds)
def test_steps_are_never_shown_in_their_order(seed):
    assert STEPS.variant(seed).key_answer != ["1", "2", "3", "4"]


def test_steps_come_in_many_orders():
    shown = {STEPS.variant(seed).steps for seed in range(300)}
    assert len(shown) == len(list(permutations(range(4)))) - 1


@pytest.mark.parametrize(
    ("typed", "told", "named"),
    [
        (["1", "1", "2", "2"], "more than once", "1, 2"),
        (["1", "", "3", ""], "Not given yet", "2, 4"),
        (["1", "2", "3", "9"], "Not given yet", "4"),
    ],
)
def test_numbers_given_twice_or_not_at_all_are_named_and_kept(typed, told, named):
    variant = STEPS.variant(1)
    with pytest.raises(InvalidAnswer, match=told) as refused:
        variant.read({"answer": typed})
    assert refused.value.params == {"numbers": named}
    assert variant.as_typed({"answer": typed}) == typed


@given(st.lists(st.sampled_from(["", "0", "1", "2", "3", "4", "x"]), min_size=4, max_size=4))
def test_a_number_given_twice_never_gets_full_credit(typed):
    assert (credit(STEPS, typed) == 1) == (typed == STEPS.variant(1).key_answer)


def test_an_order_is_shown_back_as_a_list():
    variant = STEPS.variant(1)
    assert variant.key_text == "<ol><li>satu</li><li>dua</li><li>tiga</li><li>empat</li></ol>"
    assert variant.answer_text(["1", "1", "", ""]).startswith("<ul><li>1: ")


# Cloze


@given(seeds, st.lists(st.booleans(), min_size=3, max_size=3))
def test_cloze_gives_the_share_that_is_right(seed, known):
    variant = TEXT.variant(seed)
    wrong = ["COUNTIF", "1", "kredit"]
    answer = [key if k else w for k, key, w in zip(known, variant.key_answer, wrong, strict=True)]
    assert variant.grade(variant.read({"answer": answer})).credit == Fraction(sum(known), 3)


def test_each_blank_is_judged_like_its_kind():
    variant = TEXT.variant(1)
    amount = variant.numbers["p"]
    for typed in (str(amount), number(amount), rupiah(amount), f"Rp {number(amount)},00"):
        assert variant.grade([" sum. ", typed, "debit"]).verdict is Verdict.RIGHT
    assert variant.grade(["sum", "", "Debit"]).credit == Fraction(1, 3)


@pytest.mark.parametrize(
    ("typed", "told"), [(["", "dua", ""], "write a number"), (["", "", "x"], "from the list")]
)
def test_a_blank_that_cannot_be_read_is_named(typed, told):
    with pytest.raises(InvalidAnswer, match=told) as refused:
        TEXT.variant(1).read({"answer": typed})
    assert refused.value.params["number"] in (2, 3)


def test_the_text_has_a_numbered_gap_where_a_box_belongs():
    variant = TEXT.variant(1)
    assert '<code>=<span class="gap">[1]</span>(E2:E40)</code>' in variant.prompt
    assert [place for _text, place in variant.pieces] == [0, 1, 2, None]
    assert "⟦" not in "".join(text for text, _place in variant.pieces)


def test_choices_in_a_text_change_places():
    orders = {tuple(dict(TEXT.variant(seed).choices[2])) for seed in range(20)}
    assert orders == {("debit", "kredit"), ("kredit", "debit")}


# Journal entries


def cells(*lines):
    return [cell for line in lines for cell in line]


@pytest.mark.parametrize(
    ("lines", "share"),
    [
        (RIGHT, Fraction(1)),
        (RIGHT[:2], Fraction(2, 3)),
        ([RIGHT[0], ("3101", "", "125000")], Fraction(0)),
        ([*RIGHT[:2], ("3102", "", "20000")], Fraction(1, 3)),
        ([*RIGHT, ("1201", "5", "")], Fraction(2, 3)),
        ([("1101", "", "125000"), ("3101", "100000", ""), ("3102", "25000", "")], Fraction(0)),
        ([], Fraction(0)),
    ],
)
def test_an_entry_gets_its_right_lines_less_its_other_lines(lines, share):
    assert credit(ENTRY, cells(*lines)) == share


LINES = st.lists(
    st.tuples(
        st.sampled_from(["", *(account.code for account in ACCOUNTS)]),
        st.sampled_from(["", "0", "25000", "100000", "125.000", "x", "-5"]),
        st.sampled_from(["", "25.000", "Rp100.000", "125000"]),
    ),
    max_size=6,
)


@given(LINES, st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(lines, chance):
    before = credit(ENTRY, cells(*lines))
    chance.shuffle(lines)
    assert credit(ENTRY, cells(*lines)) == before
    assert 0 <= before <= 1


@given(LINES)
def test_an_entry_gets_full_credit_only_if_it_is_the_right_one(lines):
    sums = {}
    for account, *amounts in lines:
        for side, text in zip(("debit", "credit"), amounts, strict=True):
            digits = text.replace(".", "").removeprefix("Rp")
            if account and digits.isdigit() and int(digits):
                sums[account, side] = sums.get((account, side), 0) + int(digits)
    key = {("1101", "debit"): 125000, ("3101", "credit"): 100000, ("3102", "credit"): 25000}
    assert (credit(ENTRY, cells(*lines)) == 1) == (sums == key)


def test_amounts_on_the_same_side_of_an_account_are_added_up():
    lines = [("1101", "100.000", ""), *RIGHT[1:], ("1101", "Rp25.000", "0")]
    assert credit(ENTRY, cells(*lines)) == 1


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([("", "125000", "")], "the account of line"),
        ([RIGHT[0], ("3101", "", "")], "the amount of line"),
        ([RIGHT[0], ("3101", "", "banyak")], "the amount in line"),
        ([("1101", "-125000", "")], "the amount in line"),
        ([("9999", "125000", "")], "from the list"),
    ],
)
def test_half_a_line_is_named_and_kept(lines, told):
    variant = ENTRY.variant(1)
    fields = {"answer": cells(*lines)}
    with pytest.raises(InvalidAnswer, match=told) as refused:
        variant.read(fields)
    assert refused.value.params in ({}, {"line": len(lines)})
    assert variant.as_typed(fields) == variant.cells(fields["answer"])


def test_an_entry_that_does_not_balance_can_be_handed_in():
    variant = ENTRY.variant(1)
    answer = variant.read({"answer": cells(*RIGHT[:2])})
    assert not variant.is_balanced(answer)
    assert variant.totals(answer) == ("Rp125.000", "Rp100.000")
    assert variant.is_balanced(variant.key_answer)


def test_an_entry_is_shown_back_as_it_was_understood():
    variant = ENTRY.variant(1)
    answer = variant.cells(cells(("1101", "125000", ""), ("", "", "<b>")))
    assert variant.journal(answer) == [("Kas", "Rp125.000", ""), ("…", "", "&lt;b&gt;")]
    assert variant.key_text == (
        "<ul><li>Kas: Debit Rp125.000</li><li>Simpanan Pokok: Kredit Rp100.000</li>"
        "<li>Simpanan Wajib: Kredit Rp25.000</li></ul>"
    )


# What authors are told


@pytest.mark.parametrize(
    ("kind", "keys", "words"),
    [
        ("matching", {"items": [{"text": "x", "match": "debet"}] * 2}, 'Did you mean "debit"?'),
        ("matching", {"items": [{"text": "x", "match": "debit"}]}, "needs at least 2"),
        ("ordering", {"steps": ["satu", "dua"]}, "needs at least 3"),
        ("ordering", {"steps": [f"langkah {n}" for n in range(13)]}, "at most 12"),
        ("cloze", {"ask": "=[[1]]"}, "each blank once, in this order: [[1]], [[2]], [[3]]"),
        ("cloze", {"ask": "[[2]] [[1]] [[3]]"}, "in this order"),
        ("cloze", {"ask": '[x](https://example.org "[[1]]") [[2]] [[3]]'}, "each blank once"),
        ("cloze", {"blanks": [{"accepted": ["a"], "answer": "1"}]}, "this one has 2"),
        ("cloze", {"blanks": [{}]}, "this one has 0"),
        ("cloze", {"blanks": [{"options": ["a", "b"], "right": "c"}]}, "is not one of the opt"),
        ("cloze", {"blanks": [{"options": ["a", "a"], "right": "a"}]}, "Two options are the sa"),
        ("journal_entry", {"debit": {"Kass": "1"}}, 'Did you mean "Kas"?'),
        ("journal_entry", {"credit": None}, '"credit" is missing'),
        ("journal_entry", {"debit": {"Kas": "z"}}, '"z" is not one of the numbers'),
    ],
)
def test_authors_are_told_what_is_wrong(kind, keys, words):
    assert any(words in told for told in problems_of(kind, **{**SAMPLES[kind], **keys}))


def test_steps_are_told_in_the_order_given_those_without_a_number_last():
    variant = STEPS.variant(1)
    by_step = {"satu": "4", "dua": "2", "tiga": "", "empat": "1"}

    parts = variant.parts([by_step[step] for step in variant.steps])

    assert [(part.label, part.own) for part in parts] == [
        ("empat", "1"),
        ("dua", "2"),
        ("satu", "4"),
        ("tiga", ""),
    ]
    assert [part.right for part in parts] == ["4", "2", "1", "3"]
    assert [part.is_right for part in parts] == [False, True, False, False]


def test_neighbours_count_only_where_both_have_a_number():
    by_step = {"satu": "", "dua": "1", "tiga": "2", "empat": ""}
    variant = STEPS.variant(1)

    assert variant.grade([by_step[step] for step in variant.steps]).credit == Fraction(1, 3)


def test_every_option_may_be_matched_and_a_box_left_empty():
    variant = SIDES.variant(1)
    for key, _text in variant.choices:
        variant.check([key, ""])
    variant.check(["", *(key for key, _text in variant.choices)])
    with pytest.raises(InvalidAnswer):
        variant.check(["tidak ada"])


NUMBERS = a_question(
    "cloze",
    ask="[[1]] dan [[2]]",
    blanks=[
        {"answer": "10", "tolerance": "1/2", "mistakes": [{"if": "20", "say": "Bukan dua kali."}]},
        {"answer": "7"},
    ],
)


@pytest.mark.parametrize(
    ("typed", "right"), [("9,5", 1), ("10,5", 1), ("9,4", 0), ("10,6", 0), ("sepuluh", 0)]
)
def test_a_number_in_a_blank_is_right_up_to_its_tolerance(typed, right):
    assert credit(NUMBERS, [typed, "7"]) == Fraction(1 + right, 2)


def test_only_a_known_mistake_is_answered_with_words():
    grade = NUMBERS.variant(1).grade

    assert grade(["20", "7"]).feedback == "<p>Bukan dua kali.</p>"
    assert grade(["30", "7"]).feedback == ""
    assert grade(["sepuluh", "7"]).feedback == ""
