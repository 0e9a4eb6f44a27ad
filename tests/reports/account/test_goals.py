"""Aspect 2 by example: who reaches a goal, when it is achieved, what nothing measures."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.reports.account.evidence import evidence_of
from lms.reports.account.goals import Target, goals_of, goals_over
from tests.reports.account.samples import GOAL, answered, asked, tagged


def results(*responses, **targets):
    evidence = evidence_of(tagged(), [each for some in responses for each in some])
    return goals_of(tagged(), evidence, targets)


def the_goal(goals):
    return next(each for each in goals.results if each.goal.id == GOAL)


def test_a_person_reaches_a_goal_with_70_on_its_items_and_three_of_four_are_enough():
    goals = results(
        answered(1, "kuis-1", 1, 1),  # 100
        answered(2, "kuis-1", 1, Fraction(2, 5)),  # 70: reached
        answered(3, "kuis-1", 1, Fraction(1, 2), 1),  # 75: the third question is of no goal
        answered(4, "kuis-1", 1, 0),  # 50: missed
    )

    goal = the_goal(goals)

    assert goal.figure.people == {1, 2, 3}
    assert (goal.figure.rate.part, goal.figure.rate.whole) == (3, 4)
    assert goal.is_achieved is True  # 75 % of at least 75 %


def test_a_target_set_for_the_workshop_counts_instead_of_the_usual_one():
    responses = answered(1, "kuis-1", 1, 1), answered(2, "kuis-1", 1, 0)
    evidence = evidence_of(tagged(), [each for some in responses for each in some])

    lenient = the_goal(goals_of(tagged(), evidence, {GOAL: Target(share=50, score=90)}))
    strict = the_goal(goals_of(tagged(), evidence, {GOAL: Target(share=51, score=50)}))

    assert (lenient.is_achieved, lenient.figure.people) == (True, {1})
    assert (strict.is_achieved, strict.figure.people) == (True, {1, 2})


def test_the_pretest_says_nothing_about_a_goal():
    goal = the_goal(results(answered(1, "tes-awal", 1, 1, form="A")))

    assert (goal.figure.rate.whole, goal.is_achieved) == (0, None)
    assert goal.is_measured  # quiz 1 and the post-test ask about it
    assert {item.quiz.id for item in goal.items} == {"kuis-1", "tes-akhir"}


def test_an_answer_that_waits_for_a_trainer_is_left_out():
    assert the_goal(results(answered(1, "kuis-1", None, 1))).figure.people == {1}
    assert the_goal(results(answered(1, "kuis-1", None, None))).figure.rate.whole == 0


def test_a_goal_that_nothing_measures_is_said_to_be_so():
    goals = results()

    assert [each.goal.id for each in goals.unmeasured] == ["T2.1"]
    assert goals.figure.rate.whole == 0  # nobody was asked: no goal was missed


def test_few_people_are_marked():
    assert the_goal(results(answered(1, "kuis-1", 1, 1))).figure.is_small
    many = [answered(person, "kuis-1", 1, 1) for person in range(10)]
    assert not the_goal(results(*many)).figure.is_small


def test_over_workshops_somebody_who_reached_it_once_did():
    first = results(answered(1, "kuis-1", 0, 0), answered(2, "kuis-1", 1, 1))
    second = results(answered(1, "kuis-1", 1, 1), answered(3, "kuis-1", 0, 0))

    goal = the_goal(goals_over([first, second]))

    assert (goal.figure.people, goal.figure.among) == ({1, 2}, {1, 2, 3})
    asked = next(item for item in goal.items if item.quiz.id == "kuis-1")
    assert (asked.people, asked.earned) == (4, 2)


@given(
    st.dictionaries(
        st.integers(1, 30), st.lists(st.sampled_from([0, Fraction(1, 3), 1, None]), max_size=4)
    ),
    st.integers(1, 100),
    st.integers(1, 100),
)
def test_part_and_whole_are_the_people_and_the_share_decides(people, share, score):
    responses = [each for one, given in people.items() for each in answered(one, "kuis-1", *given)]

    goals = goals_of(
        tagged(), evidence_of(tagged(), responses), {GOAL: Target(share=share, score=score)}
    )

    goal = the_goal(goals)
    assert goal.figure.people <= goal.figure.among
    assert goal.figure.rate.part == len(goal.figure.people)
    told = {one for one, given in people.items() if any(credit is not None for credit in given[:2])}
    assert goal.figure.among == told
    if told:
        assert goal.is_achieved == (100 * Fraction(goal.figure.rate.part, len(told)) >= share)


@pytest.mark.parametrize("credit", [0, Fraction(3, 10), Fraction(31, 100)])
def test_an_item_is_hard_with_p_of_30_percent_at_most(credit):
    evidence = evidence_of(tagged(), answered(1, "kuis-1", credit))

    item = evidence.items["kuis-1", asked("kuis-1")[0]]

    assert item.difficulty == credit
