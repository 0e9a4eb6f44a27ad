"""Where the clock of a rehearsal can go."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.errors import Invalid
from lms.rehearsal.rules import FURTHEST, ahead, begins_at, stops
from lms.workshops.rules import Slot
from tests.constants import HOUR, SECOND

MONDAY = datetime(2026, 11, 23, 0, tzinfo=UTC)
SLOTS = [
    Slot(1, 1, "morning", MONDAY, MONDAY + 3 * HOUR),
    Slot(2, 1, "afternoon", MONDAY + 5 * HOUR, MONDAY + 8 * HOUR),
]


def test_it_begins_shortly_before_the_first_meeting():
    assert begins_at(SLOTS, MONDAY - 100 * HOUR) == MONDAY - timedelta(minutes=20)


def test_of_a_workshop_that_has_begun_it_begins_now():
    assert begins_at(SLOTS, MONDAY + HOUR) == MONDAY + HOUR


def test_the_stops_are_the_meetings_to_come_and_the_day_after():
    assert stops(SLOTS, MONDAY) == [
        (SLOTS[1].starts_at, SLOTS[1]),
        (SLOTS[1].ends_at + timedelta(days=1), None),
    ]


@given(st.integers(0, 10**6), st.integers(-(10**7), 4 * 10**7))
def test_the_clock_only_goes_forward_and_not_beyond_a_year(so_far, seconds):
    to = MONDAY + timedelta(seconds=seconds)
    if 0 < seconds <= FURTHEST.total_seconds():
        assert ahead(so_far, MONDAY, to) == so_far + seconds
    else:
        with pytest.raises(Invalid):
            ahead(so_far, MONDAY, to)


def test_exactly_the_furthest_is_near_enough_and_standing_still_is_no_move():
    assert ahead(7, MONDAY, MONDAY + FURTHEST) == 7 + FURTHEST.total_seconds()
    for to in (MONDAY, MONDAY - SECOND, MONDAY + FURTHEST + SECOND):
        with pytest.raises(Invalid):
            ahead(7, MONDAY, to)


def test_a_meeting_is_a_stop_up_to_the_second_before_it_begins():
    assert stops(SLOTS, MONDAY - SECOND)[0] == (MONDAY, SLOTS[0])
    assert stops(SLOTS, SLOTS[1].ends_at + timedelta(days=1)) == []
    assert stops([], MONDAY) == []


def test_without_meetings_it_begins_now():
    assert begins_at([], MONDAY) == MONDAY
