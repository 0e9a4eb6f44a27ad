"""Misspelled words, where their author accepts them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.questions.short_answer import MAX_SHORT_ANSWER_LENGTH, is_near
from tests.questions.samples import a_question


def a_word(*accepted, near_misses="true"):
    return a_question("short_answer", accepted=list(accepted), near_misses=near_misses).variant(1)


@pytest.mark.parametrize(
    "typed", ["cash opnam", "cash opnme", "kash opname", "cash oopname", "Csah-Opname", "CASHOPNAE"]
)
def test_one_slip_of_the_pen_is_accepted_and_known_as_such(typed):
    word = a_word("cash opname")
    assert word.grade(typed).credit == 1
    assert word.near_misses(typed) == (typed,)


@pytest.mark.parametrize("typed", ["casopnme", "opname", "cash", "kas opnam", ""])
def test_more_slips_are_not(typed):
    assert a_word("cash opname").grade(typed).credit == 0


def test_a_long_answer_may_have_two_slips():
    word = a_word("merchant discount rate")
    assert word.grade("merchan discont rate").credit == 1
    assert word.grade("merchan discont rat").credit == 0


@pytest.mark.parametrize(("key", "typed"), [("OTP", "OTB"), ("kas", "kss"), ("SHU", "SHUU")])
def test_short_words_have_no_slips(key, typed):
    assert a_word(key).grade(typed).credit == 0


@pytest.mark.parametrize("typed", ["UU 25 Tahun 1993", "UU 2 Tahun 1992", "UU 52 Tahun 1992"])
def test_a_digit_is_never_a_slip(typed):
    word = a_word("UU 25 Tahun 1992")
    assert word.grade(typed).credit == 0
    assert word.grade("UU 25 Tahn 1992").credit == 1


def test_what_is_spelled_rightly_is_no_near_miss():
    assert a_word("cash opname", "kas opname").near_misses("KAS-OPNAME") == ()


def test_nothing_misspelled_counts_unless_the_author_says_so():
    word = a_word("cash opname", near_misses="false")
    assert word.grade("cash opnam").credit == 0
    assert word.near_misses("cash opnam") == ()


def test_a_blank_may_accept_it_too():
    text = a_question(
        "cloze",
        ask="[[1]] dan [[2]]",
        blanks=[
            {"accepted": ["pendapatan"], "near_misses": "true"},
            {"accepted": ["penyusutan"]},
        ],
    ).variant(1)
    assert text.grade(["pendaptan", "penyustan"]).credit == Fraction(1, 2)
    assert text.near_misses(["pendaptan", "penyustan"]) == ("pendaptan",)


@given(
    key=st.text("abcde", min_size=5, max_size=11), at=st.integers(0, 10), new=st.sampled_from("xyz")
)
def test_any_single_slip_is_near(key, at, new):
    at %= len(key)
    assert is_near([key], key[:at] + new + key[at:])
    assert is_near([key], key[:at] + new + key[at + 1 :])


@given(st.text(max_size=MAX_SHORT_ANSWER_LENGTH + 5), st.lists(st.text(max_size=40), max_size=5))
def test_any_text_has_an_answer(typed, keys):
    assert is_near(keys, typed) in (True, False)
