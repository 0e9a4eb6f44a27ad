"""What a sitting stores of its questions, and how much she rose in it."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from lms.practice.history import PractisedSkill, history_of
from lms.practice.order import Choice
from lms.practice.sitting.rules import choices_from, levels, stored_choices
from lms.statistics.evidence import Scaffold, Try
from lms.statistics.mastery import Mastery
from tests.constants import NOW, SECOND

words = st.text("abc-1", min_size=1, max_size=6)
choices = st.builds(Choice, words, words, st.sampled_from(Scaffold), st.booleans(), st.booleans())


@given(st.lists(choices, max_size=5).map(tuple))
def test_choices_are_read_as_they_were_stored(chosen):
    assert choices_from(stored_choices(chosen)) == chosen


def test_what_is_stored_can_be_read_by_tomorrows_release():
    check = Choice("saldo", "h1-p1", Scaffold.HALF_WORKED, is_new=False, is_check=True)

    assert stored_choices([check]) == [
        {
            "skill": "saldo",
            "exercise": "h1-p1",
            "scaffold": "half_worked",
            "is_new": False,
            "is_check": True,
        }
    ]


def test_a_question_stored_before_there_were_checks_is_none():
    old = {"skill": "saldo", "exercise": "h1-p1", "scaffold": "whole", "is_new": True}

    assert choices_from([old]) == (Choice("saldo", "h1-p1", Scaffold.WHOLE, is_new=True),)


SKILL = PractisedSkill("saldo", ("h1-p1", "h1-p2"))


def right(exercise_id, at):
    return Try(exercise_id=exercise_id, at=at, first_answer_right=True)


def levels_since(since, *tries):
    (found,) = levels([history_of(SKILL, tries)], since)
    return found


def test_what_she_did_before_the_sitting_is_told_apart_from_what_she_holds_now():
    yesterday = NOW - timedelta(days=1)

    found = levels_since(NOW, right("h1-p1", yesterday), right("h1-p2", NOW + SECOND))

    assert found.skill is SKILL
    assert (found.before, found.now) == (Mastery.WITH_EXAMPLE, Mastery.ALONE)
    assert found.rose


def test_an_answer_at_the_very_beginning_belongs_to_the_sitting():
    found = levels_since(NOW, right("h1-p1", NOW))

    assert (found.before, found.now) == (Mastery.NEW, Mastery.WITH_EXAMPLE)


def test_who_holds_a_skill_as_before_has_not_risen():
    assert not levels_since(NOW, right("h1-p1", NOW - SECOND)).rose
