"""Normalised gain after Hake: how much of what could be gained was gained.

Scores are percent, 0 to 100. Only people with both tests count; the caller leaves out the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from math import sqrt

from lms.statistics.means import mean

FULL = 100

Pair = tuple[Fraction | int, Fraction | int]
"""Pre-test and post-test score of one person."""

Interval = tuple[Fraction, Fraction]


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


@lru_cache(maxsize=5_000)  # many people have the same scores
def individual_gain(pre: Fraction | int, post: Fraction | int) -> Fraction | None:
    """(post - pre) / (100 - pre); None for a full pre-test. A loss is negative."""
    return None if pre == FULL else Fraction(post - pre) / (FULL - pre)


def class_gain(pairs: Sequence[Pair]) -> Fraction | None:
    """The gain of the mean scores; None without people or with only full pre-tests."""
    before, after = mean(pre for pre, _ in pairs), mean(post for _, post in pairs)
    return None if before is None or after is None else individual_gain(before, after)


def mean_gain(pairs: Sequence[Pair]) -> MeanGain:
    """The mean of the individual gains: another number than the gain of the class."""
    gains = [gain for pre, post in pairs if (gain := individual_gain(pre, post)) is not None]
    return MeanGain(mean(gains), len(gains), len(pairs) - len(gains))


LEAST_FOR_AN_INTERVAL = 5
"""Of fewer people an interval would say more about the method than about them."""

T_95 = (
    *(12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228),
    *(2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086),
    *(2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042),
)
"""Student's t, two-sided 95 %, for 1 to 30 degrees of freedom."""
T_OF_MANY = 1.96


def class_gain_interval(pairs: Sequence[Pair]) -> Interval | None:
    """A 95 % interval of the gain of the class."""
    count = len(pairs)
    if count < LEAST_FOR_AN_INTERVAL or all(pre == FULL for pre, _post in pairs):
        return None
    # Added up exactly, for the last digit shall not hang on who stands first.
    pre_sum, post_sum = (float((mean(each) or 0) * count) for each in zip(*pairs, strict=True))
    without = []
    for pre, post in ((float(pre), float(post)) for pre, post in pairs):
        before, after = (pre_sum - pre) / (count - 1), (post_sum - post) / (count - 1)
        if before >= FULL:
            return None
        without.append((after - before) / (FULL - before))
    return _jackknife((post_sum - pre_sum) / (FULL * count - pre_sum), without)


def mean_gain_interval(pairs: Sequence[Pair]) -> Interval | None:
    """A 95 % interval of the mean of the individual gains: the usual t interval of a mean."""
    gains = [float(gain) for each in pairs if (gain := individual_gain(*each)) is not None]
    count, whole = len(gains), sum(gains)
    if count < LEAST_FOR_AN_INTERVAL:
        return None
    return _jackknife(whole / count, [(whole - gain) / (count - 1) for gain in gains])


def _jackknife(whole: float, without: Sequence[float]) -> Interval:
    """The interval of a figure from what it is without each person (Tukey's jackknife)."""
    count = len(without)
    middle = sum(without) / count
    spread = sum((each - middle) ** 2 for each in without) * (count - 1) / count
    t = T_95[count - 2] if count - 1 <= len(T_95) else T_OF_MANY
    half = t * sqrt(spread)
    return Fraction(whole - half), Fraction(whole + half)


def band(gain: Fraction) -> Band:
    """How large an exact gain is (never judge the rounded one)."""
    if gain < Fraction(3, 10):
        return Band.LOW
    return Band.MIDDLE if gain < Fraction(7, 10) else Band.HIGH
