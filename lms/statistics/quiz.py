"""What marks say about a whole quiz and about its items in it, as Moodle's statistics report does.

Definitions: https://docs.moodle.org/dev/Quiz_statistics_calculations. Variances and covariances
are those of a sample (divided by n - 1). Moodle writes percent, here everything is a share.
`rows` holds one row of marks a person, each person with a mark for every item.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt

from lms.statistics.means import mean

Mark = Fraction | int
Rows = Sequence[Sequence[Mark]]


def covariance(xs: Sequence[Mark], ys: Sequence[Mark]) -> Fraction | None:
    """The covariance of pairs; None of fewer than two.

    Raises ValueError for lists of different lengths.
    """
    middle_x, middle_y = mean(xs), mean(ys)
    if middle_x is None or middle_y is None or len(xs) < 2:
        return None
    pairs = zip(xs, ys, strict=True)
    spread = sum(((x - middle_x) * (y - middle_y) for x, y in pairs), Fraction(0))
    return spread / (len(xs) - 1)


def variance(values: Sequence[Mark]) -> Fraction | None:
    """The variance of a sample; None of fewer than two values."""
    return covariance(values, values)


def deviation(values: Sequence[Mark], most: Mark = 1) -> float | None:
    """The standard deviation as a share of the highest mark."""
    spread = variance(values)
    return None if spread is None or not most else sqrt(spread) / float(most)


def median(values: Sequence[Mark]) -> Fraction | None:
    """The mark in the middle, of an even number the mean of the two; None of nothing."""
    ordered = sorted(values)
    middle = ordered[(len(ordered) - 1) // 2 : len(ordered) // 2 + 1]
    return mean(middle)


def skewness(values: Sequence[Mark]) -> float | None:
    """How far the longer tail is to one side: negative where a few have far less than the others.

    None of fewer than three values, or where all are the same.
    """
    count, spread = len(values), variance(values)
    if count < 3 or not spread:
        return None
    third = count * count * _moment(values, 3) / ((count - 1) * (count - 2))
    return float(third) / sqrt(spread**3)


def kurtosis(values: Sequence[Mark]) -> float | None:
    """How heavy the tails are against those of a normal distribution, which has 0.

    None of fewer than four values, or where all are the same.
    """
    count, spread = len(values), variance(values)
    if count < 4 or not spread:
        return None
    tails = (count + 1) * _moment(values, 4) - 3 * (count - 1) * _moment(values, 2) ** 2
    fourth = count * count * tails / ((count - 1) * (count - 2) * (count - 3))
    return float(fourth / spread**2)


def _moment(values: Sequence[Mark], power: int) -> Fraction:
    """The mean of the powers of how far each value is from the mean."""
    middle = mean(values) or Fraction(0)
    return sum(((value - middle) ** power for value in values), Fraction(0)) / len(values)


def effective_weights(rows: Rows) -> list[float | None]:
    """By item how much of what tells people's totals apart comes from it; they add up to 1.

    Of the roots of the covariances of items and totals. None where that is negative: such an item
    speaks against the others; and for all of them where nothing tells people apart.
    """
    totals = [sum(row, Fraction(0)) for row in rows]
    shared = [covariance(column, totals) for column in zip(*rows, strict=True)]
    roots = [None if each is None or each < 0 else sqrt(each) for each in shared]
    whole = sum(root for root in roots if root is not None)
    return [None if root is None or not whole else root / whole for root in roots]


def facility(marks: Sequence[Mark], most: Mark) -> Fraction | None:
    """The facility index: the mean mark as a share of the highest one."""
    middle = mean(marks)
    return None if middle is None or not most else middle / most


def discrimination_index(marks: Sequence[Mark], others: Sequence[Mark]) -> float | None:
    """The correlation of an item with the rest of the quiz, -1 to 1.

    `others` is each person's total without the item. None where either is the same for everybody.
    """
    together = covariance(marks, others)
    spread, spread_of_others = variance(marks), variance(others)
    if together is None or not spread or not spread_of_others:
        return None
    return float(together) / sqrt(spread * spread_of_others)


def discriminative_efficiency(marks: Sequence[Mark], others: Sequence[Mark]) -> Fraction | None:
    """The covariance with the rest of the quiz as a share of the highest possible one.

    The highest is reached when the same marks and the same rests are both sorted. None where that
    is 0.
    """
    together = covariance(marks, others)
    highest = covariance(sorted(marks), sorted(others))
    return None if together is None or not highest else together / highest


def internal_consistency(rows: Rows) -> Fraction | None:
    """The coefficient of internal consistency (Cronbach's alpha); it may be negative.

    P/(P-1) * (1 - sum of the items' variances / variance of the totals). For items marked 0 or 1 it
    is KR-20. None for fewer than two items or people, or equal totals.
    """
    items = len(rows[0]) if rows else 0
    whole = variance([sum(row, Fraction(0)) for row in rows])
    if items < 2 or not whole:
        return None
    parts = [variance(column) or Fraction(0) for column in zip(*rows, strict=True)]
    return Fraction(items, items - 1) * (1 - sum(parts, Fraction(0)) / whole)


def error_ratio(consistency: Fraction | None) -> float | None:
    """The share of the deviation that is chance: the root of 1 - consistency.

    It is above 1 where the consistency is negative.
    """
    return None if consistency is None else sqrt(1 - consistency)


def standard_error(rows: Rows, most: Mark) -> float | None:
    """By how much a score may be off by chance, as a share of the highest score."""
    ratio = error_ratio(internal_consistency(rows))
    spread = deviation([sum(row, Fraction(0)) for row in rows], most)
    return None if ratio is None or spread is None else ratio * spread
