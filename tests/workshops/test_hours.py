"""Hours of one day as organisers write them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.errors import Invalid
from lms.workshops.hours import read_hours, written_hours
from lms.workshops.planning import DayTimes

FRIDAY = DayTimes(time(8), time(11), time(13, 30), time(15, 30))


@pytest.mark.parametrize(
    "text",
    ["08.00-11.00, 13.30-15.30", "8:00 - 11:00 13:30 - 15:30", "08.00\u201311.00; 13.30-15.30"],
)
def test_hours_are_read_however_they_are_divided(text):
    assert read_hours(text) == FRIDAY


@pytest.mark.parametrize("text", ["pagi", "08.00-11.00", "11.00-08.00, 13.00-15.00", "25.00-26.00"])
def test_what_are_no_hours_is_told(text):
    with pytest.raises(Invalid):
        read_hours(text)


def test_nothing_written_is_as_every_day():
    assert read_hours(" ") is None


@given(st.lists(st.times(), min_size=4, max_size=4, unique_by=lambda at: (at.hour, at.minute)))
def test_hours_written_are_read_as_the_same(times):
    whole = DayTimes(*(at.replace(second=0, microsecond=0) for at in sorted(times)))

    assert read_hours(written_hours(whole)) == whole
