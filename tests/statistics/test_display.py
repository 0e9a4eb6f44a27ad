from decimal import Decimal
from fractions import Fraction

import pytest

from lms.statistics.display import half_up


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (Fraction(90), 1, "90.0"),
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(-1, 8), 2, "-0.13"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(2, 3), 2, "0.67"),
    ],
)
def test_halves_are_rounded_up_and_places_are_kept(value, decimals, shown):
    assert str(half_up(value, decimals)) == str(Decimal(shown))


def test_what_is_undefined_stays_undefined():
    assert half_up(None, 2) is None
