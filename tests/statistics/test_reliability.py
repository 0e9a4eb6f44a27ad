from decimal import Decimal

import pytest

from lms.statistics.display import half_up
from lms.statistics.reliability import kr20

MARKS = [[int(mark) for mark in row] for row in ["1111", "1110", "1100", "1000", "0000", "1101"]]


def test_the_example_of_the_domain_guide():
    assert half_up(kr20(MARKS), 4) == Decimal("0.7385")


def test_it_may_be_negative():
    assert kr20([[1, 0, 1], [0, 1, 0], [0, 1, 0]]) < 0


@pytest.mark.parametrize("rows", [[], [[1], [0]], [[1, 0], [0, 1]]])
def test_without_items_people_or_spread_it_is_undefined(rows):
    assert kr20(rows) is None


def test_partial_credit_is_refused():
    with pytest.raises(ValueError, match="0 or 1"):
        kr20([[2, 0], [0, 1]])


def test_ragged_rows_are_refused():
    with pytest.raises(ValueError, match="every item"):
        kr20([[1, 0], [0]])
