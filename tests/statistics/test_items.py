from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.statistics.items import (
    Difficulty,
    Discrimination,
    ScoreRow,
    difficulty,
    difficulty_band,
    discrimination,
    discrimination_band,
    distractor_works,
)

MARKS = ["1111", "1110", "1100", "1000", "0000", "1101"]


def rows_of(item):
    return [
        ScoreRow(person, marks.count("1"), int(marks[item])) for person, marks in enumerate(MARKS)
    ]


def test_difficulty_is_the_share_of_right_answers():
    shares = [difficulty(row.credit for row in rows_of(item)) for item in range(4)]
    assert shares == [Fraction(5, 6), Fraction(4, 6), Fraction(2, 6), Fraction(2, 6)]


def test_an_unanswered_item_counts_and_one_never_shown_does_not():
    assert difficulty([1, 0, None]) == Fraction(1, 2)
    assert difficulty([None]) is None


@pytest.mark.parametrize(
    ("p", "word"),
    [
        (Fraction(3, 10), Difficulty.HARD),
        (Fraction(31, 100), Difficulty.MEDIUM),
        (Fraction(7, 10), Difficulty.MEDIUM),
        (Fraction(71, 100), Difficulty.EASY),
    ],
)
def test_the_words_for_difficulty(p, word):
    assert difficulty_band(p) is word


def test_discrimination_compares_the_halves():
    found = [discrimination(rows_of(item)) for item in range(4)]
    assert found == [Fraction(1, 3), Fraction(2, 3), Fraction(2, 3), Fraction(2, 3)]


def test_the_middle_person_of_an_odd_number_is_left_out():
    rows = [ScoreRow(1, 3, 1), ScoreRow(2, 2, 0), ScoreRow(3, 1, 0)]
    assert discrimination(rows) == 1


def test_of_many_people_the_outer_27_percent_are_compared():
    rows = [ScoreRow(n, 100 - n, 1 if n < 27 else 0) for n in range(100)]
    assert discrimination(rows) == 1


def test_one_person_cannot_be_compared():
    assert discrimination([ScoreRow(1, 1, 1)]) is None


@pytest.mark.parametrize(
    ("d", "word"),
    [
        (Fraction(-1, 10), Discrimination.CHECK_KEY),
        (Fraction(0), Discrimination.POOR),
        (Fraction(2, 10), Discrimination.POOR),
        (Fraction(4, 10), Discrimination.FAIR),
        (Fraction(7, 10), Discrimination.GOOD),
        (Fraction(71, 100), Discrimination.VERY_GOOD),
    ],
)
def test_the_words_for_discrimination(d, word):
    assert discrimination_band(d) is word


def test_a_distractor_works_from_five_percent_on():
    assert distractor_works(1, 20)
    assert distractor_works(1, 1)
    assert not distractor_works(1, 21)
    assert not distractor_works(0, 0)


@given(st.lists(st.tuples(st.integers(0, 20), st.sampled_from([0, 1, None])), max_size=130))
def test_discrimination_lies_between_minus_one_and_one_in_any_order(people):
    rows = [ScoreRow(n, total, credit) for n, (total, credit) in enumerate(people)]
    found = discrimination(rows)
    assert found is None or -1 <= found <= 1
    assert discrimination(rows[::-1]) == found
