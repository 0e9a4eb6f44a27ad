from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from lms.practice.history import PractisedSkill, history_of
from lms.practice.sitting.check import CHECK_LENGTH, check_choices
from lms.statistics.evidence import Scaffold, Try
from tests.constants import NOW


def a_history(number, days_ago, reached=True):
    exercises = (f"{number}-a", f"{number}-b")
    tries = [
        Try(exercise_id=exercises[0], at=NOW - timedelta(days=days), first_answer_right=True)
        for days in days_ago
    ]
    return history_of(PractisedSkill(f"skill-{number}", exercises), tries, reached)


@given(st.lists(st.lists(st.integers(0, 60), max_size=3), max_size=10))
def test_those_practised_longest_ago_are_asked_whole_and_once(days):
    histories = [a_history(number, each) for number, each in enumerate(days)]

    choices = check_choices(histories)

    assert len(choices) == min(CHECK_LENGTH, len(histories))
    assert len({each.skill_id for each in choices}) == len(choices)
    assert {each.scaffold for each in choices} <= {Scaffold.WHOLE}
    asked = {each.skill_id for each in choices}
    newest = [max((-day for day in each), default=-100) for each in days]
    inside = [new for n, new in enumerate(newest) if f"skill-{n}" in asked]
    outside = [new for n, new in enumerate(newest) if f"skill-{n}" not in asked]
    assert not outside or max(inside) <= min(outside)


def test_the_exercise_she_has_not_met_is_asked():
    assert [each.exercise_id for each in check_choices([a_history(1, [3])])] == ["1-b"]


def test_what_the_class_did_not_reach_is_left_out_unless_she_has_tried_it():
    assert check_choices([a_history(1, [], reached=False)]) == ()
    assert len(check_choices([a_history(1, [3], reached=False)])) == 1
