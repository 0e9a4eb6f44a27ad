"""When an exercise is done, and which numbers a try has."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from lms.practice.rules import exercise_done, seed_of

credit = st.none() | st.fractions(0, 1)
ids = st.integers(1, 10**6)


@given(st.lists(credit))
def test_one_more_try_never_undoes_an_exercise(earned):
    assert not exercise_done(earned) or exercise_done([*earned, Fraction(0)])


@given(st.lists(st.fractions(0, Fraction(99, 100))))
def test_an_exercise_is_not_done_before_one_try_is_fully_right(earned):
    assert not exercise_done(earned)


@given(st.lists(credit), st.sampled_from([None, Fraction(1)]))
def test_a_right_try_or_a_written_text_does_it(earned, right):
    assert exercise_done([*earned, right])


@given(ids, st.integers(1, 1000))
def test_every_try_has_numbers_of_its_own_for_ever(enrolment_id, number):
    assert seed_of(enrolment_id, "h1-p1", number) == seed_of(enrolment_id, "h1-p1", number)
    assert seed_of(enrolment_id, "h1-p1", number) != seed_of(enrolment_id, "h1-p1", number + 1)
    assert seed_of(enrolment_id, "h1-p1", number) != seed_of(enrolment_id, "h1-t1", number)


def test_the_numbers_of_a_try_never_change():
    assert seed_of(7, "h1-p1", 1) == 4593517792160773790
