"""The vector of KR-20, worked out by hand for the other figures too, and what always holds."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.statistics.quiz import (
    covariance,
    deviation,
    discrimination_index,
    discriminative_efficiency,
    effective_weights,
    error_ratio,
    facility,
    internal_consistency,
    kurtosis,
    median,
    skewness,
    standard_error,
    variance,
)
from lms.statistics.reliability import kr20

ROWS = [[int(mark) for mark in row] for row in ("1111", "1110", "1100", "1000", "0000", "1101")]
marks = st.lists(st.fractions(0, 10, max_denominator=8), min_size=2, max_size=12)
pairs = st.lists(
    st.tuples(st.fractions(0, 9, max_denominator=6), st.fractions(0, 9, max_denominator=6)),
    min_size=2,
    max_size=12,
)
tables = st.integers(2, 5).flatmap(
    lambda items: st.lists(
        st.lists(st.integers(0, 1), min_size=items, max_size=items), min_size=2, max_size=12
    )
)


def item(number):
    """Return the marks of an item and the rest of each total."""
    own = [row[number] for row in ROWS]
    return own, [sum(row) - mark for row, mark in zip(ROWS, own, strict=True)]


def test_facility_is_the_mean_share_of_the_highest_mark():
    assert [facility(item(n)[0], 1) for n in range(4)] == [
        Fraction(5, 6),
        Fraction(4, 6),
        Fraction(2, 6),
        Fraction(2, 6),
    ]
    assert facility([1, 2, 3], 4) == Fraction(1, 2)


def test_variances_are_divided_by_one_less_than_the_people():
    assert variance(item(0)[0]) == Fraction(1, 6)
    assert variance(item(0)[1]) == Fraction(22, 15)
    assert covariance(*item(0)) == Fraction(4, 15)


def test_discrimination_is_the_correlation_with_the_rest():
    assert discrimination_index(*item(0)) == pytest.approx(0.5394, abs=0.00005)


def test_efficiency_compares_with_the_best_order():
    assert discriminative_efficiency(*item(0)) == 1
    assert discriminative_efficiency([0, 1, 1], [2, 1, 3]) == Fraction(0)
    assert discriminative_efficiency([1, 0, 0], [1, 2, 3]) == -1


def test_the_figures_of_the_whole_quiz():
    assert internal_consistency(ROWS) == Fraction(48, 65)
    assert error_ratio(Fraction(48, 65)) == pytest.approx(0.5114, abs=0.00005)
    assert deviation([sum(row) for row in ROWS]) == pytest.approx(1.4720, abs=0.00005)
    assert standard_error(ROWS, 4) == pytest.approx(0.7528 / 4, abs=0.00005)


def test_where_nothing_can_be_said_nothing_is_said():
    assert facility([], 1) is None
    assert facility([1], 0) is None
    assert deviation([1]) is None
    assert internal_consistency([]) is None
    assert internal_consistency([[1], [0]]) is None
    assert internal_consistency([[1, 0], [0, 1]]) is None
    assert discrimination_index([1, 1], [2, 3]) is None
    assert discriminative_efficiency([1, 1], [2, 3]) is None
    assert standard_error([[1, 1]], 2) is None


def test_a_quiz_that_contradicts_itself_is_worse_than_chance():
    rows = [[1, 0, 1], [0, 1, 1], [1, 0, 0], [0, 1, 0], [0, 1, 0]]

    assert internal_consistency(rows) < 0
    assert error_ratio(internal_consistency(rows)) > 1


@given(rows=tables)
def test_for_items_marked_0_or_1_it_is_kr20(rows):
    assert internal_consistency(rows) == kr20(rows)


@given(pairs=pairs)
def test_a_correlation_is_within_one(pairs):
    index = discrimination_index([x for x, _y in pairs], [y for _x, y in pairs])

    assert index is None or -1 - 1e-9 <= index <= 1 + 1e-9


@given(pairs=pairs)
def test_no_order_does_better_than_the_sorted_one(pairs):
    efficiency = discriminative_efficiency([x for x, _y in pairs], [y for _x, y in pairs])

    assert efficiency is None or efficiency <= 1


@given(marks=marks, factor=st.integers(1, 9))
def test_other_units_change_nothing(marks, factor):
    larger = [mark * factor for mark in marks]

    assert facility(larger, 10 * factor) == facility(marks, 10)
    assert discrimination_index(larger, marks) == pytest.approx(discrimination_index(marks, marks))


@given(rows=tables)
def test_the_error_is_no_larger_than_the_deviation_unless_consistency_is_negative(rows):
    consistency = internal_consistency(rows)
    error = standard_error(rows, 1)
    if error is not None and consistency >= 0:
        assert error <= deviation([sum(row) for row in rows]) + 1e-9


def test_the_median_of_an_even_number_is_between_the_two_in_the_middle():
    assert median([4, 1, 3, 2]) == Fraction(5, 2)
    assert median([3, 1, 2]) == 2
    assert median([]) is None


def test_skewness_and_kurtosis_are_those_of_a_spreadsheet():
    # The example of SKEW and KURT in the manuals of spreadsheets.
    values = [3, 4, 5, 2, 3, 4, 5, 6, 4, 7]

    assert skewness(values) == pytest.approx(0.359543071)
    assert kurtosis(values) == pytest.approx(-0.151799637)


@pytest.mark.parametrize("values", [[], [1], [1, 2], [2, 2, 2, 2]])
def test_too_few_marks_or_equal_ones_have_no_shape(values):
    assert skewness(values) is None
    assert kurtosis(values) is None


def test_an_item_that_speaks_against_the_others_has_no_weight():
    rows = [[1, 1, 0], [1, 1, 0], [0, 0, 1], [0, 0, 0]]

    first, second, against = effective_weights(rows)

    assert against is None
    assert first == second == pytest.approx(0.5)


def test_where_nothing_tells_people_apart_no_item_has_a_weight():
    assert effective_weights([[1, 0], [1, 0]]) == [None, None]
    assert effective_weights([]) == []
