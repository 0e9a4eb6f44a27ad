"""Normalised gain after Hake: how much of what could be gained was gained.

Scores are percent, 0 to 100. Only people with both tests count; the caller leaves out the others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

FULL = 100

Pair = tuple[Fraction | int, Fraction | int]
"""Pre-test and post-test score of one person."""


class Band(StrEnum):
    """How large a gain is: below 0.3, from 0.3, from 0.7."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"


@dataclass(frozen=True)
class MeanGain:
    """The mean of individual gains, how many it is of, and how many had a full pre-test."""

    value: Fraction | None
    counted: int
    left_out: int


def individual_gain(pre: Fraction | int, post: Fraction | int) -> Fraction | None:
    """(post - pre) / (100 - pre); None for a full pre-test. A loss is negative."""
    if pre == FULL:
        return None
    return Fraction(post - pre) / (FULL - pre)


def class_gain(pairs: Sequence[Pair]) -> Fraction | None:
    """The gain of the mean scores; None without people or with only full pre-tests."""
    if not pairs:
        return None
    return individual_gain(_mean(pre for pre, _ in pairs), _mean(post for _, post in pairs))


def mean_gain(pairs: Sequence[Pair]) -> MeanGain:
    """The mean of the individual gains: another number than the gain of the class."""
    gains = [gain for pre, post in pairs if (gain := individual_gain(pre, post)) is not None]
    return MeanGain(_mean(gains) if gains else None, len(gains), len(pairs) - len(gains))


def band(gain: Fraction) -> Band:
    """How large an exact gain is (never judge the rounded one)."""
    if gain < Fraction(3, 10):
        return Band.LOW
    return Band.MIDDLE if gain < Fraction(7, 10) else Band.HIGH


def _mean(values: Iterable[Fraction | int]) -> Fraction:
    listed = [Fraction(value) for value in values]
    return sum(listed, Fraction(0)) / len(listed)
