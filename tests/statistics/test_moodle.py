"""The figures that Moodle's own tests expect for two quizzes.

The marks and figures are those of Moodle's tests of its statistics report, which were worked out
apart in a spreadsheet (github.com/moodle/moodle, mod/quiz/report/statistics/tests):
fixtures/results00.csv, fixtures/qstats00.csv and stats_from_steps_walkthrough_test.php for the
first quiz, fixtures/mdl_question_states.csv and statistics_test.php for the question of eight
points. Moodle writes percent; its tolerance is 0.001 %.
"""

from fractions import Fraction

import pytest

from lms.statistics.quiz import (
    covariance,
    deviation,
    discrimination_index,
    discriminative_efficiency,
    effective_weights,
    error_ratio,
    facility,
    internal_consistency,
    kurtosis,
    median,
    skewness,
    standard_error,
    variance,
)

MARKS = """
1 1 1 1 1 0 1       1 1 1 1 .5 1 0      1 1 1 1 .5 0 1      0 0 1 1 1 0 0       1 0 1 0 0 1 .5
1 1 1 1 .5 0 .5     0 1 1 1 .5 1 .5     1 1 1 0 .5 1 .5     1 0 1 1 1 1 1       0 1 1 0 .5 1 .5
.8 0 1 1 .5 1 .5    1 1 1 0 .5 1 1      1 0 1 1 .5 1 .5     1 0 1 1 1 0 .5      0 0 1 1 0 1 1
1 0 1 0 .5 1 1      .8 0 1 1 .5 0 1     1 0 1 1 0 1 .5      1 0 1 1 .5 0 .5     0 1 1 0 .5 1 0
1 1 .3333333 1 .5 0 .5    1 1 1 0 .5 0 .5    1 1 1 1 0 1 .5      0 0 1 0 .5 1 1      0 0 1 1 1 1 1
"""
QUESTIONS = 7
# By question: facility, standard deviation, covariance with the rest, variance, variance of the
# rest, discrimination index, highest covariance, discriminative efficiency.
EXPECTED = [
    (0.704, 0.45136829, -0.02255556, 0.20373333, 0.50027778, -7.06507675, 0.23855556, -9.4550537),
    (0.48, 0.50990195, -0.11727778, 0.26, 0.63345556, -28.89821258, 0.31883333, -36.78341189),
    (0.97333333, 0.13333334, -0.00988889, 0.01777778, 0.6609, -9.12306743, 0.04566667, -21.6545012),
    (0.68, 0.47609523, -0.08338889, 0.22666667, 0.59901111, -22.63064441, 0.26522222, -31.44113956),
    (0.52, 0.30550505, -0.04369444, 0.09333333, 0.65295556, -17.69970477, 0.20630556, -21.17948026),
    (0.64, 0.48989795, -0.20155555, 0.24, 0.82201111, -45.37851784, 0.354, -56.93659744),
    (0.62, 0.33166248, -0.01425, 0.11, 0.5774, -5.65431666, 0.21908333, -6.50437421),
]

# The question of eight points, and the total of the same attempt, for 22 attempts.
OF_EIGHT = "5.5 1 2.5 4 3 4.5 3 6 .5 5.5 2.5 4 4 3 1 1 1.5 4 2 1 6 7"
TOTALS = """12 7.4 11.7 8.5 10.1 11.3 11.2 14.1 8.6 11.6 9.3 13.1 11.5 11.3 5.5 4.8 8.7 11.8 6 5.9
12.8 13.8"""


def figures(text):
    return [Fraction(each) for each in text.split()]


def rows():
    marks = figures(MARKS)
    return [marks[start : start + QUESTIONS] for start in range(0, len(marks), QUESTIONS)]


def close(expected):
    return pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("number", range(QUESTIONS))
def test_the_figures_of_each_question(number):
    own = [row[number] for row in rows()]
    others = [sum(row) - row[number] for row in rows()]

    assert EXPECTED[number] == close(
        (
            float(facility(own, 1)),
            deviation(own),
            float(covariance(own, others)),
            float(variance(own)),
            float(variance(others)),
            100 * discrimination_index(own, others),
            float(covariance(sorted(own), sorted(others))),
            100 * float(discriminative_efficiency(own, others)),
        )
    )


def test_the_figures_of_the_whole_quiz():
    totals = [sum(row) for row in rows()]
    consistency = internal_consistency(rows())

    assert float(sum(totals) / len(totals)) == close(4.617333332)
    assert median(totals) == Fraction(9, 2)
    assert deviation(totals) == close(0.8117265554)
    assert skewness(totals) == close(-0.092502502)
    assert kurtosis(totals) == close(-0.7073968557)
    assert 100 * float(consistency) == close(-87.2230935542)
    assert 100 * error_ratio(consistency) == close(136.8294900795)
    assert standard_error(rows(), 1) == close(1.1106813066)


def test_the_effective_weight_of_each_question():
    expected = [21.2922742, 18.8979800, 4.44301257, 18.9347251, 11.1450139, 9.80813392, 15.4788602]

    assert [100 * weight for weight in effective_weights(rows())] == close(expected)


def test_a_question_of_several_points():
    own, totals = figures(OF_EIGHT), figures(TOTALS)
    others = [total - mark for total, mark in zip(totals, own, strict=True)]

    assert 100 * float(facility(own, 8)) == close(41.19318182)
    assert deviation(own) == close(1.912733589)
    assert 100 * discrimination_index(own, others) == close(25.88327077)
    assert 100 * float(discriminative_efficiency(own, others)) == close(27.23492723)
