"""Which numbers a try has, and when it is over."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.practice.rules import draws_numbers, is_finished, seed_before, seed_of, takes_second_answer
from tests.questions.samples import a_question

ids = st.integers(1, 10**6)
BEFORE = 747432634996426038


def options(right, *wrong):
    """Options of which the first is right."""
    return [{"text": right, "right": "ya"}, *({"text": each} for each in wrong)]


@given(ids, st.integers(1, 1000))
def test_every_try_has_numbers_of_its_own_for_ever(enrolment_id, number):
    assert seed_of(enrolment_id, "h1-p1", number) == seed_of(enrolment_id, "h1-p1", number)
    assert seed_of(enrolment_id, "h1-p1", number) != seed_of(enrolment_id, "h1-p1", number + 1)
    assert seed_of(enrolment_id, "h1-p1", number) != seed_of(enrolment_id, "h1-t1", number)


def test_the_numbers_of_a_try_never_change():
    assert seed_of(7, "h1-p1", 1) == 4593517792160773790


@pytest.mark.parametrize(
    ("question", "takes"),
    [
        (a_question("numeric", answer="1"), True),
        (a_question("short_answer", accepted=["OTP"]), True),
        (a_question("true_false", answer="ya"), False),
        (a_question("single_choice", options=options("a", "b")), False),
        (a_question("single_choice", options=options("a", "b", "c")), True),
        (a_question("multiple_answer", options=options("a", "b")), True),
        (a_question("essay", rubric=[{"criterion": "jelas", "points": 1}]), False),
    ],
)
def test_a_second_answer_is_asked_for_where_it_shows_something(question, takes):
    assert takes_second_answer(question.variant(1)) is takes


@pytest.mark.parametrize(
    ("credit", "answered_twice", "gave_up", "over"),
    [
        (Fraction(1), False, False, True),
        (None, False, False, True),
        (Fraction(0), False, False, False),
        (Fraction(1, 2), False, False, False),
        (Fraction(0), True, False, True),
        (Fraction(0), False, True, True),
    ],
)
def test_a_try_is_over_once_nothing_more_can_be_learned_from_it(
    credit, answered_twice, gave_up, over
):
    variant = a_question("numeric", answer="1").variant(1)

    found = is_finished(variant, credit, answered_twice=answered_twice, gave_up=gave_up)

    assert found is over


def test_the_numbers_before_a_lesson_are_hers_and_never_change():
    assert seed_before(7, "h1-l1", "h1-p1") == BEFORE
    assert seed_before(8, "h1-l1", "h1-p1") != BEFORE
    assert seed_before(7, "h1-l2", "h1-p1") != BEFORE
    assert seed_before(7, "h1-l1", "h1-p2") != BEFORE


def test_all_staff_see_the_same_numbers_before_a_lesson():
    assert seed_before(None, "h1-l1", "h1-p1") == seed_before(0, "h1-l1", "h1-p1")


def test_another_try_has_other_numbers_where_something_is_drawn():
    assert draws_numbers(a_question("numeric", draw={"a": "1..9"}, answer="a"))
    assert not draws_numbers(a_question("numeric", answer="7"))
