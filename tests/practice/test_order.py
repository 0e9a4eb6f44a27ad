"""Today's sitting: which questions, in which order."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.practice.history import PractisedSkill, SkillHistory, history_of, pace_from
from lms.practice.memory import recall
from lms.practice.order import (
    FORGETS_FAST,
    LENGTH,
    SURE,
    expected_gain,
    is_stuck,
    rests,
    todays_sitting,
)
from lms.statistics.evidence import Scaffold
from tests.statistics.tries import START, plain_tries, right, wrong

FIRST = START.date()
TODAY = FIRST + timedelta(days=41)
END = TODAY + timedelta(days=20)
WORKED, HALF_WORKED, WHOLE = Scaffold


def a_skill(name: str) -> PractisedSkill:
    return PractisedSkill(name, ("a", "b", "c"))


def practised(name: str, *tries) -> SkillHistory:
    return history_of(a_skill(name), tries)


def known(name: str, day: int = 40) -> SkillHistory:
    """A skill she had right so often, last on `day`, that she surely can do it today."""
    return practised(name, *(right("a", day - 5 * step) for step in range(4)))


@st.composite
def courses(draw: st.DrawFn) -> list[SkillHistory]:
    return [
        history_of(a_skill(f"s{n}"), draw(st.lists(plain_tries, max_size=8)), draw(st.booleans()))
        for n in range(draw(st.integers(0, 9)))
    ]


def sitting_of(histories, seed=1, day=TODAY):
    return todays_sitting(histories, day, END, seed)


def skills(sitting) -> list[str]:
    return [choice.skill_id for choice in sitting.choices]


seeds = st.integers(0, 2**31)


@given(courses(), seeds)
def test_it_is_a_function_of_history_day_and_seed(course, seed):
    assert sitting_of(course, seed) == sitting_of(course, seed)


@given(courses(), seeds)
def test_it_has_five_questions_unless_fewer_than_two_skills_are_open(course, seed):
    chosen = set(skills(sitting := sitting_of(course, seed)))

    assert len(sitting.choices) == (LENGTH if len(chosen) >= 2 else len(chosen))


@given(courses(), seeds)
def test_at_most_one_skill_is_new(course, seed):
    assert len({each.skill_id for each in sitting_of(course, seed).choices if each.is_new}) <= 1


@given(courses(), seeds)
def test_no_skill_comes_twice_running(course, seed):
    asked = skills(sitting_of(course, seed))

    assert all(one != next_one for one, next_one in pairwise(asked))


@given(courses(), seeds)
def test_what_rests_is_not_asked_and_what_she_is_stuck_at_is_told(course, seed):
    sitting = sitting_of(course, seed)

    assert not set(skills(sitting)) & {each.skill.id for each in course if rests(each, TODAY)}
    assert list(sitting.stuck) == [each.skill.id for each in course if is_stuck(each)]


@given(courses(), seeds)
def test_nothing_between_the_ends_is_remembered_better_than_they_are(course, seed):
    asked = sitting_of(course, seed).choices
    pace = pace_from(course)
    chance = {each.skill.id: recall(each.memory, TODAY, pace) for each in course}
    ends = [asked[0], asked[-1]] if asked else []
    middle = [each for each in asked[1:-1] if each.skill_id not in {end.skill_id for end in ends}]

    for choice in middle:
        assert all(chance[choice.skill_id] <= chance[end.skill_id] for end in ends)


@given(courses(), seeds)
def test_the_questions_are_exercises_of_their_skills(course, seed):
    by_id = {each.skill.id: each for each in course}

    for choice in sitting_of(course, seed).choices:
        assert choice.exercise_id in by_id[choice.skill_id].skill.exercises
        assert choice.scaffold is by_id[choice.skill_id].scaffold


def test_a_sitting_begins_and_ends_with_what_she_surely_can_do():
    course = [*(known(f"known-{n}", 36) for n in range(4))]
    course += [practised(f"shaky-{n}", wrong("a", 20), right("a", 20)) for n in range(3)]

    asked = skills(sitting_of(course))

    chance = {each.skill.id: recall(each.memory, TODAY, pace_from(course)) for each in course}
    assert chance[asked[0]] >= SURE
    assert chance[asked[-1]] >= SURE


def test_what_the_class_did_not_reach_comes_first_among_the_new():
    begun = [known(f"known-{n}") for n in range(5)]
    missed = SkillHistory(a_skill("missed"))
    not_reached = SkillHistory(a_skill("not-reached"), class_reached=False)

    new = [each for each in sitting_of([*begun, missed, not_reached]).choices if each.is_new]

    assert [(each.skill_id, each.scaffold) for each in new] == [("not-reached", WORKED)]


def test_a_quiz_before_the_lesson_does_not_make_a_skill_known():
    asked = history_of(a_skill("a"), [wrong("a", 0, from_quiz=True)], class_reached=False)

    assert asked.is_new
    assert asked.scaffold is WORKED
    assert not replace(asked, class_reached=True).is_new


def test_the_least_recent_exercise_of_a_skill_is_asked():
    course = [practised("s", right("a", 1), right("c", 2), right("b", 3))]

    assert sitting_of(course).choices[0].exercise_id == "a"


def test_a_second_sitting_does_not_begin_with_what_ended_the_first():
    course = [known(f"known-{n}") for n in range(6)]
    last = skills(sitting_of(course))[0]
    course = [
        history_of(each.skill, [*each.tries, right("a", 41)]) if each.skill.id == last else each
        for each in course
    ]

    assert skills(sitting_of(course))[0] != last


@pytest.mark.parametrize(
    ("tries", "scaffold"),
    [
        ([], WORKED),
        ([right("a", scaffold=WORKED)], HALF_WORKED),
        ([right("a", scaffold=WORKED), right("a", 1, scaffold=HALF_WORKED)], WHOLE),
        ([right("a", scaffold=WORKED), wrong("a", 1, scaffold=HALF_WORKED)], WORKED),
        ([right("a"), wrong("a", 1)], WHOLE),
        ([right("a"), wrong("a", 1), wrong("b", 2)], WORKED),
        ([wrong("a"), right("a", 1), wrong("b", 2)], WHOLE),
        ([wrong("a"), wrong("a", 1, second_answer_right=True), wrong("b", 2)], WHOLE),
    ],
)
def test_after_failing_twice_comes_an_example_then_half_of_one_then_the_whole(tries, scaffold):
    assert practised("s", *tries).scaffold is scaffold


def test_six_tries_without_two_right_let_a_skill_rest_for_three_days():
    history = practised("s", right("a", 0), *(wrong("a", day) for day in range(1, 6)))

    assert is_stuck(history)
    assert rests(history, FIRST + timedelta(days=7))
    assert not rests(history, FIRST + timedelta(days=8))
    assert sitting_of([history], day=FIRST + timedelta(days=7)).choices == ()


@pytest.mark.parametrize("rights", [0, 1])
def test_five_tries_or_two_right_are_not_stuck(rights):
    five = [wrong("a", day) for day in range(5)]

    assert not is_stuck(practised("s", *five))
    assert is_stuck(practised("s", *five, *[right("a", 5)] * rights, wrong("a", 6)))
    assert not is_stuck(
        practised("s", *five, right("a", 5), wrong("a", 6, second_answer_right=True))
    )


def test_a_try_beside_an_example_takes_longer_and_so_gains_less_for_a_minute():
    fresh = SkillHistory(a_skill("s"))
    slow = replace(fresh, skill=replace(fresh.skill, minutes=2))
    goal = date(2027, 1, 31)

    assert expected_gain(fresh, TODAY, goal, 1) == 2 * expected_gain(slow, TODAY, goal, 1) > 0


def test_what_is_forgotten_most_is_not_what_gains_most():
    """Of what failed again and again less stays until the end than of what was held once."""
    hopeless = replace(
        practised("hopeless", *(wrong("a", day) for day in range(0, 40, 4))), scaffold=WHOLE
    )
    once = practised("once", right("a", 20))

    assert recall(hopeless.memory, TODAY) < recall(once.memory, TODAY)
    assert expected_gain(hopeless, TODAY, END, 1) < expected_gain(once, TODAY, END, 1)


FIRM = {f"s{n}" for n in range(6)}


def hardly_kept() -> list[SkillHistory]:
    """Ten skills of somebody who forgot each within two days; of late she was right at six."""
    lost = (right("a", 0), *(wrong("a", day) for day in range(2, 14, 2)))
    of_late = tuple(right("a", day) for day in (30, 33, 36, 39))
    return [practised(f"s{n}", *lost, *(of_late if f"s{n}" in FIRM else ())) for n in range(10)]


def asked_of(course, end) -> set[str]:
    return {
        each.skill_id
        for seed in range(20)
        for each in todays_sitting(course, TODAY, end, seed).choices
    }


def test_who_forgets_fast_makes_firm_what_she_knows_best_while_there_is_time():
    course = hardly_kept()
    assert pace_from(course) >= FORGETS_FAST

    assert asked_of(course, END) <= FIRM


def test_who_forgets_fast_comes_back_to_everything_before_the_end():
    assert not asked_of(hardly_kept(), TODAY + timedelta(days=10)) <= FIRM


def test_who_forgets_as_most_do_is_asked_everything():
    course = [known(f"s{n}") for n in range(9)] + [practised("weak", right("a", 30))]
    assert pace_from(course) < FORGETS_FAST

    assert "weak" in skills(sitting_of(course))
