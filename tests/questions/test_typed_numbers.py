"""Numbers as people type them into a question: one reading is taken, two are asked back."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.questions.base import TwoReadings
from lms.questions.numeric import as_typed
from tests.questions.samples import a_question


def an_amount(key="4735000", unit="rp"):
    return a_question("numeric", answer=key, unit=unit).variant(1)


def a_blank(key="1500"):
    blanks = [{"answer": key, "unit": "rp"}]
    return a_question("cloze", ask="Jumlahnya [[1]].", blanks=blanks).variant(1)


@pytest.mark.parametrize(
    "typed", ["4735 ribu", "4.735.000 rupiah", "4,735,000", "IDR 4735000", "4,7350 juta", "4735rb"]
)
def test_every_way_to_write_the_right_amount_is_right(typed):
    variant = an_amount()

    assert variant.grade(variant.read({"answer": [typed]})).credit == 1


@pytest.mark.parametrize("typed", ["16,7 persen", "16,7%", "16,7", "16.7 %"])
def test_a_percentage_may_carry_its_word_or_its_sign(typed):
    variant = an_amount("16.7", "%")

    assert variant.grade(variant.read({"answer": [typed]})).credit == 1


def test_a_number_with_two_readings_is_asked_back_with_a_way_to_write_each():
    with pytest.raises(TwoReadings) as asked:
        an_amount().read({"answer": ["1,125"]})

    assert asked.value.params == {"typed": "1,125", "first": "1,1250", "second": "1125"}


def test_a_blank_with_two_readings_is_asked_back_with_its_number():
    with pytest.raises(TwoReadings) as asked:
        a_blank().read({"answer": ["1,500"]})

    assert asked.value.params["number"] == 1


def test_what_was_kept_with_two_readings_is_judged_and_shown_by_the_house_rule():
    assert an_amount("1.5").grade("1,500").credit == 1
    assert an_amount("1500").grade("1,500").credit == 0
    assert an_amount("1500").answer_text("1,500") == "Rp1,5"
    assert a_blank().grade(["1,500"]).credit == 0


@given(st.integers(-(10**9), 10**9), st.integers(0, 4))
def test_a_key_as_it_is_typed_is_read_and_right(digits, places):
    variant = an_amount(str(Fraction(digits, 10**places)), "")

    typed = as_typed(variant.key)
    assert variant.grade(variant.read({"answer": [typed]})).credit == 1


@pytest.mark.parametrize(
    ("keys", "takes"),
    [
        ({"answer": "a * 2", "draw": {"a": "2..9"}}, False),
        ({"answer": "a - 5", "draw": {"a": "2..9"}}, True),
        ({"answer": "a", "draw": {"a": "-2..9"}}, True),
        ({"answer": "a", "draw": {"a": "one of 4, -4"}}, True),
        ({"answer": "b", "draw": {"a": "2..9", "b": "= 5 - a"}}, True),
        ({"answer": "7", "mistakes": [{"if": "-answer", "say": "Tandanya terbalik."}]}, True),
    ],
)
def test_a_minus_is_offered_where_an_answer_below_zero_is_possible(keys, takes):
    assert a_question("numeric", **keys).variant(1).takes_minus is takes


def test_whether_a_minus_is_offered_does_not_depend_on_the_numbers_drawn():
    question = a_question("numeric", answer="a - 5", draw={"a": "2..9"})

    assert {question.variant(seed).takes_minus for seed in range(40)} == {True}


@given(st.integers(-30, 30), st.integers(0, 30), st.integers(1, 9))
def test_where_no_minus_is_offered_no_answer_is_below_zero(first, more, seed):
    draw = {"a": f"{first}..{first + more}", "b": "= a * 3 + 1"}
    variant = a_question("numeric", answer="a + b", draw=draw).variant(seed)

    assert variant.takes_minus or variant.key >= 0


def test_a_minus_is_offered_only_in_a_blank_for_a_number_that_may_be_below_zero():
    text = a_question(
        "cloze",
        ask="[[1]] [[2]] [[3]]",
        blanks=[{"answer": "7"}, {"answer": "-7"}, {"accepted": ["a-b"]}],
    ).variant(1)

    assert [text.takes_minus(place) for place in range(3)] == [False, True, False]
