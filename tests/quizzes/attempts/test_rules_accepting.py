"""What trainers accept beside the key, or refuse of what is misspelled."""

from fractions import Fraction

import pytest

from lms.questions.short_answer import normalised
from lms.quizzes.attempts.rules_accepting import Accepted
from tests.questions.samples import a_question

NOTHING = Accepted({})
SHORT = a_question("short_answer", accepted=["simpanan pokok"], near_misses="true")
CLOZE = a_question(
    "cloze",
    ask="Setiap bulan anggota membayar [[1]], sebesar [[2]] rupiah, di [[3]].",
    blanks=[
        {"accepted": ["simpanan wajib"], "near_misses": "true"},
        {"answer": "10000"},
        {"accepted": ["kantor"]},
    ],
)


def credit(question, answer, accepted=NOTHING):
    return accepted.credit(question.variant(1), answer)


def accepting(place, text):
    return Accepted({("q-1", place): frozenset({normalised(text)})})


def refusing(place, text):
    return Accepted({}, {("q-1", place): frozenset({normalised(text)})})


def test_an_answer_that_was_not_given_earns_nothing():
    assert credit(SHORT, None) == 0


def test_without_a_trainers_word_the_key_decides():
    assert credit(SHORT, "Simpanan Pokok") == 1
    assert credit(SHORT, "setoran awal") == 0


def test_what_a_trainer_accepts_earns_all_however_it_is_spaced_and_written():
    assert credit(SHORT, "Setoran  AWAL", accepting(0, "setoran awal")) == 1


def test_what_is_accepted_for_one_question_is_not_for_another():
    elsewhere = Accepted({("q-2", 0): frozenset({normalised("setoran awal")})})

    assert credit(SHORT, "setoran awal", elsewhere) == 0


def test_a_misspelled_answer_that_a_trainer_refuses_earns_nothing():
    assert credit(SHORT, "simpanan pokk") == 1
    assert credit(SHORT, "simpanan pokk", refusing(0, "simpanan pokk")) == 0


def test_another_misspelling_than_the_refused_one_stays_accepted():
    assert credit(SHORT, "simpanan poko", refusing(0, "simpanan pokk")) == 1


def test_the_key_itself_cannot_be_refused():
    assert credit(SHORT, "simpanan pokok", refusing(0, "simpanan pokok")) == 1


def test_each_blank_is_a_share():
    assert credit(CLOZE, ["simpanan wajib", "10000", "bank"]) == Fraction(2, 3)


def test_what_is_accepted_in_one_blank_is_not_in_another():
    answer = ["iuran", "10000", "iuran"]

    assert credit(CLOZE, answer, accepting(3, "iuran")) == Fraction(2, 3)
    assert credit(CLOZE, answer, accepting(1, "iuran")) == Fraction(2, 3)
    assert credit(CLOZE, answer) == Fraction(1, 3)


def test_a_misspelled_blank_that_a_trainer_refuses_earns_nothing():
    answer = ["simpanan wajb", "10000", "kantor"]

    assert credit(CLOZE, answer) == 1
    assert credit(CLOZE, answer, refusing(1, "simpanan wajb")) == Fraction(2, 3)


def test_a_number_is_judged_by_the_key_alone():
    answer = ["simpanan wajib", "9000", "kantor"]

    assert credit(CLOZE, answer, accepting(2, "9000")) == Fraction(2, 3)


def test_words_that_are_drawn_are_judged_by_the_key_alone():
    drawn = a_question(
        "cloze",
        draw={"barang": ["beras", "gula"]},
        ask="Dijual: [[1]] di [[2]].",
        blanks=[{"accepted": ["{barang}"]}, {"accepted": ["kantor"]}],
    )

    answer = ["minyak", "kantor"]
    assert credit(drawn, answer, accepting(1, "minyak")) == Fraction(1, 2)


def test_a_question_of_another_kind_is_judged_by_the_key_alone():
    assert credit(a_question("numeric", answer="7"), "7") == 1
    assert credit(a_question("numeric", answer="7"), "8", accepting(0, "8")) == 0


def test_what_waits_for_a_trainer_has_no_credit_yet():
    assert (
        credit(a_question("essay", rubric=[{"criterion": "Jelas", "points": "60"}]), "Sebuah teks.")
        is None
    )


@pytest.mark.parametrize(
    ("place", "text", "refused"),
    [
        (1, "simpanan wajb", True),
        (1, "simpanan wajib", False),
        (3, "kantr", False),  # its author accepts nothing misspelled
    ],
)
def test_only_what_the_course_accepts_misspelled_can_be_refused(place, text, refused):
    assert refusing(place, text).refuses(CLOZE, place, text) is refused


def test_a_place_is_accepted_by_itself():
    accepted = accepting(2, "iuran")

    assert accepted.holds("q-1", 2, "IURAN")
    assert not accepted.holds("q-1", 1, "iuran")
    assert not accepted.holds("q-2", 2, "iuran")
