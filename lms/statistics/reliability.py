"""How far a test would give the same order again: Kuder-Richardson formula 20."""

from collections.abc import Sequence
from fractions import Fraction


def kr20(rows: Sequence[Sequence[int]]) -> Fraction | None:
    """K/(k-1) * (1 - sum of pq / variance) of items marked 0 or 1; it may be negative.

    `rows` holds one row of marks a person. The variance is that of the population (divided by n).
    None for fewer than two items, no people, or equal totals. Raises ValueError for other marks and
    for rows of different lengths.
    """
    if any(mark not in (0, 1) for row in rows for mark in row):
        raise ValueError("KR-20 is for items marked 0 or 1")
    if len({len(row) for row in rows}) > 1:
        raise ValueError("every person has a mark for every item")
    people, items = len(rows), len(rows[0]) if rows else 0
    if items < 2:
        return None
    totals = [sum(row) for row in rows]
    mean = Fraction(sum(totals), people)
    variance = sum(((total - mean) ** 2 for total in totals), Fraction(0)) / people
    if variance == 0:
        return None
    shares = [Fraction(sum(column), people) for column in zip(*rows, strict=True)]
    spread = sum((p * (1 - p) for p in shares), Fraction(0))
    return Fraction(items, items - 1) * (1 - spread / variance)
