"""How certain both gains are, as a book of statistics says it."""

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt
from statistics import mean, stdev

from lms.statistics.gain import LEAST_FOR_AN_INTERVAL, T_95, T_OF_MANY, Pair

Within = tuple[float, float] | None


def mean_gain_within(pairs: Sequence[Pair]) -> Within:
    """Mean plus and minus t standard errors of the mean, of those who could gain anything."""
    gains = [_gain(pre, post) for pre, post in pairs if pre < 100]
    return _within(mean(gains), gains) if len(gains) >= LEAST_FOR_AN_INTERVAL else None


def class_gain_within(pairs: Sequence[Pair]) -> Within:
    """The same with a pseudo-value of each person: the class as it is and as it is without her."""
    count = len(pairs)
    without = [[*pairs[:place], *pairs[place + 1 :]] for place in range(count)]
    if count < LEAST_FOR_AN_INTERVAL or any(_before(rest) == 100 for rest in (pairs, *without)):
        return None
    whole = _of_class(pairs)
    return _within(whole, [count * whole - (count - 1) * _of_class(rest) for rest in without])


def _within(middle: Fraction, values: Sequence[Fraction]) -> Within:
    freedom = len(values) - 1
    t = T_95[freedom - 1] if freedom <= len(T_95) else T_OF_MANY
    error = stdev(map(float, values)) / sqrt(len(values))
    return round(float(middle) - t * error, 6), round(float(middle) + t * error, 6)


def _before(pairs: Sequence[Pair]) -> Fraction:
    return Fraction(sum(pre for pre, _post in pairs)) / len(pairs)


def _of_class(pairs: Sequence[Pair]) -> Fraction:
    return _gain(_before(pairs), Fraction(sum(post for _pre, post in pairs)) / len(pairs))


def _gain(pre: Fraction | int, post: Fraction | int) -> Fraction:
    return Fraction(post - pre) / (100 - pre)
