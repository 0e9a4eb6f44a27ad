"""The mean of exact numbers."""

from collections.abc import Iterable
from fractions import Fraction
from math import lcm


def mean(values: Iterable[Fraction | int]) -> Fraction | None:
    """The mean, None of nothing.

    Added up in whole parts of one: exact, and many times faster than adding fractions.
    """
    listed = list(values)
    if not listed:
        return None
    parts = lcm(*{value.denominator for value in listed})
    whole = sum(value.numerator * (parts // value.denominator) for value in listed)
    return Fraction(whole, parts * len(listed))
