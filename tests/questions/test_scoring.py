"""How each type judges, with every rule tried on many answers."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.language import number, rupiah
from lms.questions import Verdict
from tests.questions.samples import SAMPLES, a_question, problems_of

MANY = a_question(
    "multiple_answer",
    options=[{"text": f"pilihan {n}", "right": str(n < 3).lower()} for n in range(6)],
)


@given(st.integers(0, 999), st.sets(st.integers(0, 5)))
def test_multiple_answer_takes_wrong_ticks_from_right_ones(seed, ticked):
    variant = MANY.variant(seed)
    keys = {option.text: option.key for option in variant.options}
    answer = [keys[f"pilihan {n}"] for n in ticked]
    right = len([n for n in ticked if n < 3])
    assert variant.grade(answer).credit == Fraction(max(0, right - (len(ticked) - right)), 3)


@given(st.integers(0, 999), st.lists(st.integers(0, 5), min_size=1))
def test_a_tick_sent_twice_counts_once(seed, ticked):
    variant = MANY.variant(seed)
    keys = [option.key for option in variant.options]
    once = variant.read({"answer": [keys[n] for n in set(ticked)]})
    assert variant.read({"answer": [keys[n] for n in ticked]}) == once


def numeric(**keys):
    return a_question("numeric", **{"answer": "2.5", "tolerance": "0.1", **keys}).variant(1)


@given(st.fractions(min_value=2, max_value=3, max_denominator=1000))
def test_numeric_is_right_exactly_within_the_tolerance(value):
    typed = number(value, 6)
    exact = Fraction(typed.replace(",", "."))
    right = Fraction(24, 10) <= exact <= Fraction(26, 10)
    assert numeric().grade(typed).verdict is (Verdict.RIGHT if right else Verdict.WRONG)


def test_the_edge_of_the_tolerance_is_right_where_floats_would_say_wrong():
    assert numeric().grade("2,6").verdict is Verdict.RIGHT


@given(st.integers(-(10**9), 10**9))
def test_money_is_understood_however_it_is_written(value):
    variant = a_question("numeric", answer=str(value), unit="rp").variant(1)
    for typed in (str(value), number(value), rupiah(value), f"{rupiah(value)},00"):
        assert variant.grade(variant.read({"answer": [typed]})).verdict is Verdict.RIGHT
    assert variant.answer_text(str(value)) == rupiah(value)


def test_a_unit_typed_along_is_understood():
    variant = a_question("numeric", answer="12", unit="bulan").variant(1)
    assert variant.grade(variant.read({"answer": ["12 Bulan"]})).verdict is Verdict.RIGHT
    assert variant.answer_text("12") == "12 bulan"


def test_the_first_mistake_that_fits_is_named():
    mistakes = [{"if": "3", "say": "Tiga."}, {"if": "3 + 0", "say": "Lain."}]
    assert numeric(mistakes=mistakes).grade("3").feedback == "<p>Tiga.</p>"


def test_a_right_answer_is_no_mistake():
    grade = numeric(mistakes=[{"if": "2.55", "say": "Salah."}]).grade("2,55")
    assert (grade.verdict, grade.feedback) == (Verdict.RIGHT, "")


@pytest.mark.parametrize(
    "typed", ["OTP", "otp", " o t p. ", '"Kode-OTP"', "ＯＴＰ", "KODE\u200bOTP"]
)
def test_short_answers_ignore_case_spaces_and_punctuation(typed):
    variant = a_question("short_answer", **SAMPLES["short_answer"]).variant(1)
    assert variant.grade(variant.read({"answer": [typed]})).verdict is Verdict.RIGHT


@pytest.mark.parametrize("typed", ["PIN", "OTPX", "...", "O-T"])
def test_other_short_answers_are_wrong(typed):
    variant = a_question("short_answer", **SAMPLES["short_answer"]).variant(1)
    assert variant.grade(typed).verdict is Verdict.WRONG


@pytest.mark.parametrize(("answer", "says"), [("true", ""), ("false", "<p>Baca lagi.</p>")])
def test_true_false_says_what_its_author_says(answer, says):
    variant = a_question("true_false", **SAMPLES["true_false"]).variant(1)
    grade = variant.grade(answer)
    assert (grade.credit, grade.feedback) == (answer == "true", says)


def test_a_single_choice_says_what_its_author_says_about_the_choice():
    variant = a_question("single_choice", **SAMPLES["single_choice"]).variant(1)
    said = {option.text: variant.grade(option.key).feedback for option in variant.options}
    assert said["satu"] == "<p>Tepat.</p>"
    assert said["dua"] == "<p>Bukan dua.</p>"


def test_an_essay_waits_for_a_trainer_and_keeps_its_paragraphs():
    variant = a_question("essay", **SAMPLES["essay"]).variant(1)
    answer = variant.read({"answer": ["Satu <b>\r\nbaris\r\n\r\nDua"]})
    assert variant.grade(answer).verdict is Verdict.PENDING
    assert variant.answer_text(answer) == "<p>Satu &lt;b&gt;<br>baris</p><p>Dua</p>"
    assert (variant.rubric_points, variant.most_words) == (60, 60)


def test_the_worked_solution_has_the_persons_numbers():
    variant = a_question("numeric", **SAMPLES["numeric"]).variant(7)
    a, w = variant.numbers["a"], variant.numbers["w"]
    assert variant.solution == (
        f"<p>{number(a)} × {rupiah(w)} = <strong>{rupiah(a * w)}</strong></p>"
    )


def test_missing_and_unknown_keys_are_told_together():
    told = problems_of("numeric", answr="1", ask=None)
    assert [sentence[:12] for sentence in told] == ['"ask" is mis', '"answr" is n']


@pytest.mark.parametrize(
    ("answer", "tolerance", "shown"),
    [
        ("2 / 11 * 100", "0.1", "18,2%"),
        ("2 / 11 * 100", "0.01", "18,18%"),
        ("200 / 11", "1", "18%"),
        ("12.5", "1", "12,5%"),
        ("96.25", "0.1", "96,25%"),
    ],
)
def test_endless_decimals_of_a_key_are_shown_as_far_as_they_are_asked_for(answer, tolerance, shown):
    question = a_question("numeric", answer=answer, tolerance=tolerance, unit="%")
    assert question.variant(1).key_text == shown
