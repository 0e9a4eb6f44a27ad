from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.statistics.gain import (
    Band,
    MeanGain,
    band,
    class_gain,
    class_gain_interval,
    individual_gain,
    mean_gain,
    mean_gain_interval,
)

PAIRS = [(40, 70), (60, 90), (80, 85)]
SCORES = st.fractions(min_value=0, max_value=100, max_denominator=100)


def test_the_gain_of_a_class_is_that_of_its_mean_scores():
    assert class_gain([(45, 78)]) == Fraction(3, 5)
    assert class_gain(PAIRS) == Fraction(65, 120)


def test_the_mean_of_individual_gains_is_another_number():
    assert mean_gain(PAIRS) == MeanGain(Fraction(1, 2), counted=3, left_out=0)


def test_a_full_pretest_has_no_gain_and_is_counted_apart():
    assert individual_gain(100, 100) is None
    assert mean_gain([*PAIRS, (100, 90)]) == MeanGain(Fraction(1, 2), counted=3, left_out=1)


def test_without_people_there_is_no_gain():
    assert class_gain([]) is None
    assert mean_gain([]) == MeanGain(None, counted=0, left_out=0)


def test_limits_belong_to_the_upper_band():
    assert band(Fraction(3, 10)) is Band.MIDDLE
    assert band(Fraction(7, 10)) is Band.HIGH
    assert band(Fraction(2999, 10000)) is Band.LOW


def test_a_loss_is_a_negative_gain_and_low():
    gain = individual_gain(50, 40)
    assert gain == Fraction(-1, 5)
    assert band(gain) is Band.LOW


@given(st.lists(st.tuples(SCORES, SCORES), min_size=1, max_size=20))
def test_no_gain_is_more_than_everything(pairs):
    gain = class_gain(pairs)
    assert gain is None or gain <= 1


def test_the_interval_of_the_mean_gain_is_the_t_interval():
    # Gains 0, 0.25, 0.5, 0.75, 1: mean 0.5, sample deviation 0.395285, standard error 0.176777;
    # Student's t with 4 degrees of freedom is 2.776: 0.5 ± 0.490733.
    pairs = [(0, 0), (0, 25), (0, 50), (0, 75), (0, 100)]

    low, high = mean_gain_interval(pairs)

    assert (round(float(low), 4), round(float(high), 4)) == (0.0093, 0.9907)
    assert class_gain_interval(pairs) == pytest.approx((low, high))  # all began at 0


def test_of_fewer_than_five_there_is_no_interval():
    assert mean_gain_interval([(0, 50)] * 4) is None
    assert class_gain_interval([(0, 50)] * 4) is None
    assert class_gain_interval([(100, 100)] * 9) is None
    assert mean_gain_interval([(100, 100)] * 9) is None


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 100)), min_size=5, max_size=60))
def test_an_interval_lies_around_its_gain(pairs):
    for gain, interval in (
        (class_gain(pairs), class_gain_interval(pairs)),
        (mean_gain(pairs).value, mean_gain_interval(pairs)),
    ):
        assert interval[0] - Fraction(1, 10**6) <= gain <= interval[1] + Fraction(1, 10**6)
