"""The edges of a journal entry: zero, half a line, both sides, the same account twice."""

from fractions import Fraction

import pytest

from lms.language import read_number
from lms.questions import InvalidAnswer
from lms.questions.base import TwoReadings
from tests.questions.samples import SAMPLES, a_question

EMPTY = ["", "", ""]


def entry():
    """A variant of the sample, and the lines of its key: account, debit, credit."""
    variant = a_question("journal_entry", **SAMPLES["journal_entry"]).variant(1)
    cells = variant.key_answer
    rows = [cells[n : n + 3] for n in range(0, len(cells), 3)]
    return variant, [row for row in rows if any(row)]


def answer(variant, rows):
    cells = [cell for row in rows for cell in row]
    return cells + [""] * (variant.count - len(cells))


@pytest.mark.parametrize("side", [1, 2])
@pytest.mark.parametrize("zero", ["0", "0,00", "-0"])
def test_an_amount_of_zero_is_no_amount(side, zero):
    variant, [first, *_others] = entry()
    row = [first[0], "", ""]
    row[side] = zero

    with pytest.raises(InvalidAnswer, match="amount of line"):
        variant.check(answer(variant, [row]))


def test_zero_on_the_other_side_of_an_amount_changes_nothing():
    variant, rows = entry()
    with_zeros = [[account, debit or "0", credit or "0"] for account, debit, credit in rows]
    variant.check(answer(variant, with_zeros))

    assert variant.grade(answer(variant, with_zeros)).credit == 1


def test_zero_without_an_account_is_an_empty_line():
    variant, rows = entry()
    sent = answer(variant, [*rows, ["", "0", ""]])
    variant.check(sent)

    assert variant.grade(sent).credit == 1


@pytest.mark.parametrize("amount", ["-1", "satu", "1.2.3"])
def test_an_amount_below_zero_or_unreadable_is_told_with_its_line(amount):
    variant, [first, *_others] = entry()

    with pytest.raises(InvalidAnswer, match="like 1250000") as refused:
        variant.check(answer(variant, [EMPTY, [first[0], amount, ""]]))
    assert refused.value.params == {"line": 2}


def test_an_amount_that_can_be_read_in_two_ways_is_asked_back_with_its_line():
    variant, [first, *_others] = entry()

    with pytest.raises(TwoReadings) as asked:
        variant.check(answer(variant, [EMPTY, [first[0], "1,500", ""]]))
    shown = {"typed": "1,500", "line": 2, "first": "1,5", "second": "1500"}
    assert asked.value.params == shown


def test_an_amount_needs_an_account_from_the_list():
    variant, _rows = entry()

    with pytest.raises(InvalidAnswer, match="choose the account of line"):
        variant.check(answer(variant, [["", "1", ""]]))
    with pytest.raises(InvalidAnswer, match="from the list"):
        variant.check(answer(variant, [["999-nothing", "1", ""]]))


def test_a_line_too_many_takes_away_a_right_one_and_never_more_than_there_is():
    variant, rows = entry()
    account = rows[0][0]
    wrong_side = [account, *reversed(rows[0][1:])]

    assert variant.grade(answer(variant, [*rows, wrong_side])).credit == Fraction(
        len(rows) - 1, len(rows)
    )
    assert variant.grade(answer(variant, [wrong_side])).credit == 0
    assert variant.grade(answer(variant, rows[:1])).credit == Fraction(1, len(rows))


def test_amounts_on_one_side_of_an_account_are_added_up():
    variant, [first, *others] = entry()
    side = 1 if first[1] else 2
    parts = [[first[0], "", ""], [first[0], "", ""]]
    parts[0][side], parts[1][side] = "1", str(int(read_number(first[side])) - 1)

    assert variant.grade(answer(variant, [*parts, *others])).credit == 1


def test_both_sides_of_one_line_count_and_balance():
    variant, [first, *_others] = entry()
    both = answer(variant, [[first[0], "7", "7"]])

    assert variant.is_balanced(both)
    assert variant.totals(both) == ("Rp7", "Rp7")
    assert len(variant.journal(both)) == 2
    assert not variant.is_balanced(answer(variant, [[first[0], "7", "6"]]))


def test_the_key_has_the_lines_of_both_sides():
    variant, rows = entry()

    assert [bool(debit) for _account, debit, _credit in rows] == [True, False, False]
    assert variant.is_balanced(variant.key_answer)
