"""Both gains are as certain by the reference as by the account, whoever took the tests."""

from fractions import Fraction
from math import gamma, pi, sqrt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lms.reports.reconcile.reference_intervals import class_gain_within, mean_gain_within
from lms.statistics.gain import T_95, class_gain_interval, mean_gain_interval

score = st.one_of(
    st.sampled_from([0, 50, 100]), st.builds(Fraction, st.integers(0, 9900), st.just(99))
)


@example([(100, 100)] * 5 + [(40, 80)])
@example([(100, 100)] * 6)
@example([(40, 80)] * 5 + [(100, 90)])
@given(st.lists(st.tuples(score, score), max_size=45))
def test_both_ways_find_the_same(pairs):
    for own, twin in (
        (mean_gain_interval(pairs), mean_gain_within(pairs)),
        (class_gain_interval(pairs), class_gain_within(pairs)),
    ):
        assert (own is None) == (twin is None)
        assert own is None or twin == pytest.approx([float(end) for end in own], abs=2e-6)


@pytest.mark.parametrize("freedom", range(4, len(T_95) + 1))
def test_the_table_of_t_leaves_five_percent_outside(freedom):
    height = gamma((freedom + 1) / 2) / (sqrt(freedom * pi) * gamma(freedom / 2))
    step = T_95[freedom - 1] / 2000  # the area below the density, by Simpson's rule
    density = [
        height * (1 + (n * step) ** 2 / freedom) ** (-(freedom + 1) / 2) for n in range(2001)
    ]
    inside = (
        2
        * step
        / 3
        * (density[0] + 4 * sum(density[1::2]) + 2 * sum(density[2:-1:2]) + density[-1])
    )

    assert inside == pytest.approx(0.95, abs=1e-4)
