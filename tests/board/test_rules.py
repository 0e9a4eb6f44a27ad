from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.attendance.rules import Presence
from lms.board.rules import (
    STARTED_FOR,
    STUCK_AFTER,
    STUCK_FOR,
    Activity,
    ActivityKind,
    BoardLine,
    in_order,
    is_practice_morning,
    places,
    started_until,
    stuck,
    wrong_in_a_row,
)
from lms.lessons.rules import Item, ItemKind
from lms.workshops.rules import Schedule, Slot
from tests.constants import HOUR, MINUTE, NOW, WITA

WAYAN, MADE = 1, 2
RIGHT, WRONG = True, False


def tries(who, exercise, *results, ended=NOW):
    """Answers a minute apart, the last one at `ended`."""
    first = ended - (len(results) - 1) * MINUTE
    return [
        Activity(who, exercise, ActivityKind.TRIED, first + n * MINUTE, right)
        for n, right in enumerate(results)
    ]


def test_three_wrong_in_a_row_are_stuck_and_two_are_not():
    activities = [*tries(WAYAN, "h1-p1", WRONG, WRONG, WRONG), *tries(MADE, "h1-p1", WRONG, WRONG)]

    assert stuck(activities, NOW) == {WAYAN: 3}


def test_a_right_answer_ends_it():
    assert stuck(tries(WAYAN, "h1-p1", WRONG, WRONG, WRONG, RIGHT), NOW) == {}


def test_another_exercise_ends_it_and_reading_does_not():
    wrong = tries(WAYAN, "h1-p1", *[WRONG] * 3, ended=NOW - MINUTE)
    reads = Activity(WAYAN, "h1-l1", ActivityKind.READ, NOW)

    assert stuck([*wrong, reads], NOW) == {WAYAN: 3}
    assert stuck([*wrong, *tries(WAYAN, "h1-p2", WRONG)], NOW) == {}


def test_nobody_is_stuck_who_stopped_trying_long_ago():
    long_ago = tries(WAYAN, "h1-p1", *[WRONG] * 3, ended=NOW - STUCK_FOR)

    assert stuck(long_ago, NOW) == {}
    assert stuck(long_ago, NOW - timedelta(seconds=1)) == {WAYAN: 3}


exercises = st.sampled_from(["h1-p1", "h1-p2"])
histories = st.lists(
    st.builds(
        Activity,
        st.sampled_from([WAYAN, MADE]),
        exercises,
        st.sampled_from(ActivityKind),
        st.integers(0, 60).map(lambda minutes: NOW - minutes * MINUTE),
        st.booleans(),
    ),
    max_size=25,
    unique_by=lambda each: (each.enrolment_id, each.at),
)


@given(histories, st.randoms())
def test_the_order_in_which_rows_are_read_does_not_matter(history, random):
    shuffled = list(history)
    random.shuffle(shuffled)

    assert stuck(shuffled, NOW) == stuck(history, NOW)


@given(histories)
def test_whoever_is_stuck_answered_wrong_at_last_and_often_enough(history):
    for who, count in stuck(history, NOW).items():
        mine = sorted((a for a in history if a.enrolment_id == who), key=lambda a: a.at)
        tried = [a for a in mine if a.deed is ActivityKind.TRIED]
        assert count >= STUCK_AFTER
        assert [a.right for a in tried[-count:]] == [WRONG] * count
        assert len({a.item_id for a in tried[-count:]}) == 1


@given(histories)
def test_what_one_does_never_makes_another_stuck(history):
    mine = [each for each in history if each.enrolment_id == WAYAN]

    assert wrong_in_a_row(mine).get(WAYAN) == wrong_in_a_row(history).get(WAYAN)


ITEM = Item(ItemKind.EXERCISE, "h1-p1", 1, "Saldo kas")


def test_whom_to_look_at_comes_first():
    away = BoardLine(1, "A", Presence.SICK, ITEM, at=NOW)
    busy = BoardLine(2, "B", Presence.PRESENT, ITEM, at=NOW)
    idle = BoardLine(3, "C", Presence.LATE)
    stuck_one = BoardLine(4, "D", Presence.PRESENT, ITEM, at=NOW, wrong=3)

    assert [line.name for line in in_order([away, busy, idle, stuck_one])] == ["D", "C", "B", "A"]


def test_places_count_people_and_those_who_are_stuck_but_nobody_away():
    lines = [
        BoardLine(1, "A", Presence.SICK, ITEM),
        BoardLine(2, "B", None, ITEM),
        BoardLine(3, "C", Presence.PRESENT, ITEM, wrong=4),
        BoardLine(4, "D", Presence.PRESENT),
    ]

    (place,) = places(lines)

    assert (place.item, place.people, place.stuck) == (ITEM, 2, 1)


def test_what_is_started_ends_with_the_meeting():
    slot = Slot(1, 1, "morning", NOW - MINUTE, NOW + 90 * MINUTE)

    assert started_until(Schedule((slot,), None), NOW) == slot.ends_at
    assert started_until(Schedule((), None), NOW) == NOW + STARTED_FOR


MORNING = Slot(5, 3, "morning", NOW - MINUTE, NOW + 150 * MINUTE)


@pytest.mark.parametrize(
    ("slots", "after", "offered"),
    [
        ((MORNING,), 0, True),
        ((MORNING,), -60, True),  # before it begins
        ((MORNING,), 150, False),
        ((replace(MORNING, day=1),), 0, False),
        ((replace(MORNING, cancelled=True),), 0, False),
        ((), 0, False),
    ],
)
def test_practice_is_offered_until_the_first_meeting_of_a_later_day_ends(slots, after, offered):
    assert is_practice_morning(Schedule(slots, None), NOW + after * MINUTE, WITA) == offered


def test_the_morning_is_that_of_the_workshops_own_day():
    """A meeting at seven in Bali stands on the calendar of the day before in UTC."""
    seven = NOW - 2 * HOUR
    slots = (Slot(1, 2, "morning", seven, seven + HOUR),)
    at_breakfast, late_at_night = seven - 2 * HOUR, seven - 8 * HOUR

    assert is_practice_morning(Schedule(slots, None), at_breakfast, WITA)
    assert not is_practice_morning(Schedule(slots, None), late_at_night, WITA)
