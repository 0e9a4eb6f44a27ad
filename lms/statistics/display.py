"""Rounding for display, the only place where a statistic loses digits."""

from decimal import Decimal
from fractions import Fraction

from lms.language import round_half_up


def half_up(value: Fraction | int | None, decimals: int) -> Decimal | None:
    """`value` with exactly `decimals` places, halves away from zero; None stays None.

    Percentages are shown with one decimal, indices such as gain and KR-20 with two.
    """
    return None if value is None else rounded(value, decimals)


def rounded(value: Fraction | int, decimals: int) -> Decimal:
    """`value` with exactly `decimals` places, halves away from zero."""
    whole = round_half_up(value, decimals) * 10**decimals
    return Decimal(whole.numerator).scaleb(-decimals)
