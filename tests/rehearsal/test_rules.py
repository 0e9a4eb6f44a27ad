"""Where the clock of a rehearsal can go."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.errors import Invalid
from lms.rehearsal.rules import FURTHEST, ahead, begins_at, stops
from lms.workshops.rules import Slot
from tests.constants import HOUR

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
