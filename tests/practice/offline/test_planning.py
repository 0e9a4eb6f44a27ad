"""What a phone takes along: a week of sittings, and enough of each skill."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lms.practice.history import PractisedSkill, history_of
from lms.practice.offline.planning import DAYS, DRAWN, counts, planned
from lms.statistics.evidence import Try

TODAY = date(2026, 11, 28)
END = TODAY + timedelta(days=20)


def histories(tried):
    """A skill for each number in `tried`: how many days ago it was tried, None for never."""
    return [
        history_of(
            PractisedSkill(f"skill-{n}", (f"e{n}-a", f"e{n}-b")),
            [] if days is None else [a_try(f"e{n}-a", days)],
        )
        for n, days in enumerate(tried)
    ]


def a_try(exercise, days):
    at = datetime(2026, 11, 28, 8, tzinfo=UTC) - timedelta(days=days)
    return Try(exercise_id=exercise, at=at, first_answer_right=True)


def plan(tried):
    found = histories(tried)
    return found, planned(found, TODAY, END, lambda day: day.toordinal(), UTC)


days_ago = st.lists(st.none() | st.integers(0, 60), max_size=12)


@given(days_ago)
def test_there_is_a_sitting_for_each_day_and_all_its_questions_come_along(tried):
    found, sittings = plan(tried)
    drawn = dict(counts(found, sittings))

    assert len(sittings) == (DAYS if tried else 0)
    for sitting in sittings:
        assert sitting.places == tuple(range(1, len(sitting.choices) + 1))
        for choice in sitting.choices:
            drawn[choice.exercise_id] -= 1
    assert all(left >= 0 for left in drawn.values())


@given(days_ago)
def test_at_least_five_of_each_skill_come_along(tried):
    found, sittings = plan(tried)
    drawn = counts(found, sittings)

    for history in found:
        assert sum(drawn.get(each, 0) for each in history.skill.exercises) >= DRAWN


def test_later_days_ask_for_what_the_first_did_not():
    _found, sittings = plan([40, 30, 20, 10, 5, 4, 3, 2, 2, 2])
    asked = [{choice.skill_id for choice in sitting.choices} for sitting in sittings]

    assert asked[0] != asked[1]
    assert len(set.union(*asked)) == 10
