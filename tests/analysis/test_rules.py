"""The vector of the domain guide as six people's answers, and what is left out."""

from fractions import Fraction

import pytest

from lms.analysis.rules import FirstAttempt, GivenAnswer, analyse
from lms.questions.base import option_key
from lms.quizzes.attempts.rules import question_seed
from lms.statistics.items import Difficulty, Discrimination
from tests.questions.samples import a_question

MARKS = ["1111", "1110", "1100", "1000", "0000", "1101"]
OPTIONS = [{"text": "debit", "right": "true"}, {"text": "kredit"}, {"text": "netral"}]


def questions(count=4, **keys):
    return [a_question("short_answer", id=f"q-{n}", accepted=["a"], **keys) for n in range(count)]


def a_quiz_attempt(person, *earned, points=1):
    answers = {
        f"q-{n}": GivenAnswer(None if credit is None else Fraction(credit), Fraction(points))
        for n, credit in enumerate(earned)
    }
    return FirstAttempt(person, 1, answers)


def six():
    return [a_quiz_attempt(person, *map(int, marks)) for person, marks in enumerate(MARKS)]


def test_every_item_has_its_difficulty_and_discrimination():
    analysis = analyse(questions(), six())

    assert [item.p for item in analysis.items] == [
        Fraction(5, 6),
        Fraction(4, 6),
        Fraction(2, 6),
        Fraction(2, 6),
    ]
    assert [item.d for item in analysis.items] == [Fraction(1, 3), *[Fraction(2, 3)] * 3]
    assert (analysis.items[3].p_upper, analysis.items[3].p_lower) == (Fraction(2, 3), 0)
    assert analysis.items[0].difficulty is Difficulty.EASY
    assert analysis.items[0].discrimination is Discrimination.FAIR


def test_the_whole_quiz():
    whole = analyse(questions(), six()).whole

    assert whole.kr20 == whole.consistency == Fraction(48, 65)
    assert whole.mean == Fraction(13, 24)
    assert (whole.items, whole.binary) == (4, 4)


def test_points_weigh_in_the_whole_quiz():
    heavy = [*questions(1, points="3"), *questions(2)[1:]]
    quiz_attempts = [a_quiz_attempt(1, 1, 0), a_quiz_attempt(2, 0, 1)]

    assert analyse(heavy, quiz_attempts).whole.mean == Fraction(1, 2)


def test_what_waits_for_a_trainer_is_left_out_of_its_item_and_of_the_whole():
    quiz_attempts = [
        a_quiz_attempt(1, 1, 1, None),
        a_quiz_attempt(2, 0, 1, 1),
        a_quiz_attempt(3, 1, 0, 1),
    ]
    analysis = analyse(questions(3), quiz_attempts)

    assert (analysis.items[2].people, analysis.items[2].waiting) == (2, 1)
    assert analysis.items[2].p == 1
    assert analysis.whole.items == 2


def test_items_with_a_part_of_the_credit_are_left_out_of_kr20():
    quiz_attempts = [a_quiz_attempt(1, 1, "1/2", 1), a_quiz_attempt(2, 0, 1, 0)]

    assert analyse(questions(3), quiz_attempts).whole.binary == 2


def test_who_chose_what():
    question = a_question("single_choice", id="q-0", options=OPTIONS)
    chosen = {1: 0, 2: 0, 3: 1, 4: 1}
    quiz_attempts = [
        FirstAttempt(
            person,
            person * 7,
            {
                "q-0": GivenAnswer(
                    Fraction(option == 0),
                    Fraction(1),
                    frozenset({option_key(question, question_seed(person * 7, "q-0"), option)}),
                )
            },
        )
        for person, option in chosen.items()
    ]

    choices = analyse([question], quiz_attempts).items[0].choices

    assert [(c.right, c.upper, c.lower, c.count, c.works) for c in choices] == [
        (True, 1, 0, 2, True),
        (False, 0, 1, 2, True),
        (False, 0, 0, 0, False),
    ]


def test_an_option_of_nobody_knows_is_counted_nowhere():
    question = a_question("true_false", id="q-0", answer="true")
    odd = FirstAttempt(1, 1, {"q-0": GivenAnswer(Fraction(0), Fraction(1), frozenset({"entah"}))})

    assert [choice.count for choice in analyse([question], [odd]).items[0].choices] == [0, 0]


def test_nobody_at_all():
    analysis = analyse(questions(), [])

    assert analysis.is_a_hint
    assert [item.p for item in analysis.items] == [None] * 4
    assert analysis.whole.kr20 is None


def test_few_people_are_a_hint():
    assert analyse(questions(1), [a_quiz_attempt(n, 1) for n in range(19)]).is_a_hint
    assert not analyse(questions(1), [a_quiz_attempt(n, 1) for n in range(20)]).is_a_hint


def test_the_spread_of_the_whole_is_a_share_of_its_highest_mark():
    quiz_attempts = [a_quiz_attempt(1, 1, 1, points=5), a_quiz_attempt(2, 0, 0, points=5)]
    plain = analyse(questions(2), [a_quiz_attempt(1, 1, 1), a_quiz_attempt(2, 0, 0)]).whole

    assert plain.deviation == pytest.approx(0.5**0.5)
    assert analyse(questions(2, points="5"), quiz_attempts).whole.deviation == plain.deviation
