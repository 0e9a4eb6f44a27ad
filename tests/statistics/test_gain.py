from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from lms.statistics.gain import Band, MeanGain, band, class_gain, individual_gain, mean_gain

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
