"""What a wrong number has to do with the right one, where its author named no mistake."""

from collections.abc import Collection
from enum import StrEnum
from fractions import Fraction

from markupsafe import Markup

POWERS = tuple(10**power for power in range(1, 7))
NEARLY = Fraction(1, 100)
"""Within so much of the key it is taken for one that was rounded wrongly."""


class WrongBy(StrEnum):
    """How an answer stands to the key."""

    SIGN = "sign"
    LARGER = "larger"
    SMALLER = "smaller"
    NUMBER = "number"
    ROUNDED = "rounded"
    OTHER = "other"


def wrong_by(value: Fraction, key: Fraction, numbers: Collection[Fraction]) -> tuple[WrongBy, int]:
    """Return how a wrong answer stands to the key, and by which power of ten; else 1.

    `numbers` are those that the question itself names.
    """
    if value == -key:
        return WrongBy.SIGN, 1
    for times in POWERS:
        if value == key * times:
            return WrongBy.LARGER, times
        if value * times == key:
            return WrongBy.SMALLER, times
    if value in numbers:
        return WrongBy.NUMBER, 1
    if abs(value - key) <= abs(key) * NEARLY:
        return WrongBy.ROUNDED, 1
    return WrongBy.OTHER, 1


def in_one_line(shown: Markup) -> str:
    """Return what a page shows, without its marks; lines of a list are parted by semicolons."""
    return Markup(shown.replace("</li>", "; ")).striptags().strip("; ")
