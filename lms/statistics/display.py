"""Rounding for display, the only place where a statistic loses digits."""

from decimal import Decimal
from fractions import Fraction

from lms.language import in_places


def half_up(value: Fraction | int | None, decimals: int) -> Decimal | None:
    """`value` with exactly `decimals` places, halves away from zero; None stays None.

    Percentages are shown with one decimal, indices such as gain and KR-20 with two.
    """
    return None if value is None else rounded(value, decimals)


def rounded(value: Fraction | int, decimals: int) -> Decimal:
    """`value` with exactly `decimals` places, halves away from zero."""
    return Decimal(in_places(value, decimals)).scaleb(-decimals)
