"""Which numbers a try has."""

from hypothesis import given
from hypothesis import strategies as st

from lms.practice.rules import seed_of

ids = st.integers(1, 10**6)


@given(ids, st.integers(1, 1000))
def test_every_try_has_numbers_of_its_own_for_ever(enrolment_id, number):
    assert seed_of(enrolment_id, "h1-p1", number) == seed_of(enrolment_id, "h1-p1", number)
    assert seed_of(enrolment_id, "h1-p1", number) != seed_of(enrolment_id, "h1-p1", number + 1)
    assert seed_of(enrolment_id, "h1-p1", number) != seed_of(enrolment_id, "h1-t1", number)


def test_the_numbers_of_a_try_never_change():
    assert seed_of(7, "h1-p1", 1) == 4593517792160773790
