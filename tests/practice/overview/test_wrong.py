"""What a wrong number has to do with the right one."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.practice.overview.rules_wrong import POWERS, WrongBy, in_one_line, wrong_by
from tests.questions.samples import a_question

KEY = Fraction(1500)
NUMBERS = {Fraction(30), Fraction(50)}


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (-1500, (WrongBy.SIGN, 1)),
        (15_000, (WrongBy.LARGER, 10)),
        (1_500_000, (WrongBy.LARGER, 1000)),
        (Fraction(3, 2), (WrongBy.SMALLER, 1000)),
        (50, (WrongBy.NUMBER, 1)),
        (1501, (WrongBy.ROUNDED, 1)),
        (80, (WrongBy.OTHER, 1)),
    ],
)
def test_each_relation(value, found):
    assert wrong_by(Fraction(value), KEY, NUMBERS) == found


@given(st.fractions(), st.fractions())
def test_there_is_an_answer_to_every_number(value, key):
    by, times = wrong_by(value, key, ())
    assert times == 1 or (times in POWERS and by in (WrongBy.LARGER, WrongBy.SMALLER))


def test_lines_of_an_answer_do_not_run_together():
    entry = a_question("journal_entry", debit={"Kas": "5"}, credit={"Simpanan Pokok": "5"})

    assert in_one_line(entry.variant(1).key_text) == "Kas: Debit Rp5; Simpanan Pokok: Kredit Rp5"


def test_one_line_stays_as_it_is():
    assert in_one_line(a_question("numeric", answer="5", unit="rp").variant(1).key_text) == "Rp5"
