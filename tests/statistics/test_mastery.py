"""How well a skill is held, as its tries show it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.statistics.evidence import Outcome, Scaffold, outcome_of
from lms.statistics.mastery import (
    Mastery,
    Signoff,
    SignoffVerdict,
    mastery_of,
    practical_mastery_of,
)
from tests.statistics.tries import START, any_tries, good_tries, plain_tries, right, wrong

ALONE = [right("a", 0), right("b", 0)]
LASTING = [*ALONE, right("a", 7)]


@pytest.mark.parametrize(
    ("tries", "level"),
    [
        ([], Mastery.NEW),
        ([wrong()], Mastery.NEW),
        ([right(scaffold=Scaffold.WORKED)], Mastery.WITH_EXAMPLE),
        ([wrong(second_answer_right=True)], Mastery.WITH_EXAMPLE),
        ([right("a"), right("a", 20)], Mastery.WITH_EXAMPLE),
        (ALONE, Mastery.ALONE),
        ([*ALONE, right("a", 6.9)], Mastery.ALONE),
        (LASTING, Mastery.LASTING),
    ],
)
def test_the_ladder(tries, level):
    assert mastery_of(tries) is level


def test_answers_of_a_quiz_are_unaided_evidence():
    assert mastery_of([right("a", from_quiz=True), right("b", from_quiz=True)]) is Mastery.ALONE


@pytest.mark.parametrize(
    "facts",
    [
        {"hints_opened": 1},
        {"key_known": True},
        {"scaffold": Scaffold.HALF_WORKED},
        {"first_answer_right": False, "second_answer_right": True},
    ],
)
def test_with_help_nothing_is_done_alone(facts):
    assert mastery_of([right("a"), right("b", **facts)]) is Mastery.WITH_EXAMPLE
    assert mastery_of([*ALONE, right("a", 8, **facts)]) is Mastery.ALONE


def test_one_wrong_first_answer_takes_lasting_away_and_the_seven_days_begin_again():
    fallen = [*LASTING, wrong("b", 10)]

    assert mastery_of(fallen) is Mastery.ALONE
    assert mastery_of([*fallen, right("b", 16)]) is Mastery.ALONE
    assert mastery_of([*fallen, right("b", 17)]) is Mastery.LASTING


@pytest.mark.parametrize("held", [ALONE, LASTING])
def test_two_wrong_first_answers_in_a_row_ask_for_both_clothes_again(held):
    fallen = [*held, wrong("b", 10), wrong("a", 11)]

    assert mastery_of(fallen) is Mastery.WITH_EXAMPLE
    assert mastery_of([*fallen, right("a", 12)]) is Mastery.WITH_EXAMPLE
    assert mastery_of([*fallen, right("a", 12), right("b", 12)]) is Mastery.ALONE


def test_wrong_answers_with_a_right_one_between_them_do_not_add_up():
    assert mastery_of([*ALONE, wrong("a", 1), right("b", 2), wrong("a", 3)]) is Mastery.ALONE


def test_a_hint_lowers_nothing():
    assert mastery_of([*LASTING, right("a", 9, hints_opened=2)]) is Mastery.LASTING


def test_a_question_without_drawn_numbers_is_one_of_two_clothes_at_most():
    fixed = right("b", 1, drawn=False)

    assert mastery_of([right("a"), fixed]) is Mastery.ALONE
    assert mastery_of([*ALONE, right("b", 20, drawn=False)]) is Mastery.ALONE


@given(any_tries)
def test_questions_without_drawn_numbers_alone_raise_nothing(tries):
    assert mastery_of(right(each.exercise_id, drawn=False) for each in tries) is Mastery.NEW


@given(st.lists(plain_tries, max_size=12) | any_tries, good_tries)
def test_more_good_evidence_never_lowers(tries, good):
    assert mastery_of([*tries, good]).height >= mastery_of(tries).height


@given(any_tries, st.randoms())
def test_the_order_in_which_tries_are_given_says_nothing(tries, random):
    shuffled = list(tries)
    random.shuffle(shuffled)

    assert mastery_of(shuffled) is mastery_of(tries)


@given(any_tries)
def test_what_is_held_has_been_shown(tries):
    level = mastery_of(tries)
    unaided = [each for each in tries if outcome_of(each) is Outcome.UNAIDED]
    times = [each.at for each in unaided]

    if level.height >= Mastery.WITH_EXAMPLE.height:
        assert any(outcome_of(each) is not Outcome.FAILED and each.drawn for each in tries)
    if level.height >= Mastery.ALONE.height:
        assert len({each.exercise_id for each in unaided}) >= 2
    if level is Mastery.LASTING:
        assert max(times) - min(times) >= timedelta(days=7)


@given(any_tries)
def test_what_was_known_before_raises_nothing(tries):
    copied = [right(each.exercise_id, key_known=True) for each in tries]

    assert mastery_of(copied) is Mastery.NEW


def signed(*verdicts):
    return [Signoff(START + timedelta(days=day), verdict) for day, verdict in verdicts]


@pytest.mark.parametrize(
    ("signoffs", "level"),
    [
        ([], Mastery.NEW),
        ([(0, SignoffVerdict.NOT_YET)], Mastery.NEW),
        ([(0, SignoffVerdict.NEEDS_HELP)], Mastery.WITH_EXAMPLE),
        ([(0, SignoffVerdict.ABLE)], Mastery.ALONE),
        ([(0, SignoffVerdict.ABLE), (6, SignoffVerdict.ABLE)], Mastery.ALONE),
        ([(0, SignoffVerdict.ABLE), (7, SignoffVerdict.ABLE)], Mastery.LASTING),
        (
            [(0, SignoffVerdict.ABLE), (3, SignoffVerdict.NEEDS_HELP), (7, SignoffVerdict.ABLE)],
            Mastery.ALONE,
        ),
        (
            [(0, SignoffVerdict.ABLE), (7, SignoffVerdict.ABLE), (8, SignoffVerdict.NOT_YET)],
            Mastery.NEW,
        ),
        ([(0, SignoffVerdict.NEEDS_HELP), (0, SignoffVerdict.ABLE)], Mastery.WITH_EXAMPLE),
    ],
)
def test_a_practical_skill_is_what_the_trainer_saw_last(signoffs, level):
    assert practical_mastery_of(signed(*signoffs)) is level
    assert practical_mastery_of(reversed(signed(*signoffs))) is level
