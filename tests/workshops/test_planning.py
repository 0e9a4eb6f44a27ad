"""Laying out the days of a workshop."""

from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lms.workshops.planning import (
    NOTICE,
    USUAL_TIMES,
    DayTimes,
    half_days,
    laid_out,
    problems_of_days,
    problems_of_times,
    proposed_first_day,
)
from tests.constants import WITA

MONDAY = date(2026, 11, 23)
dates = st.dates(date(2020, 1, 1), date(2090, 1, 1))


def test_five_days_from_monday_are_a_week():
    assert laid_out(MONDAY, 5) == [MONDAY + timedelta(days=n) for n in range(5)]


def test_days_that_would_fall_on_a_weekend_move_to_monday():
    assert laid_out(date(2026, 11, 27), 2) == [date(2026, 11, 27), date(2026, 11, 30)]


@given(dates, st.integers(1, 31))
def test_laid_out_days_follow_each_other_and_fit(first, count):
    days = laid_out(first, count)

    assert len(days) == count
    assert days[0] == first
    assert problems_of_days(days) == {}
    assert all(day.weekday() < 5 for day in days[1:])


@given(dates, st.lists(dates, max_size=4))
def test_the_proposed_first_day_is_a_monday_with_notice_after_all_others(today, taken):
    first = proposed_first_day(today, taken)

    assert first.weekday() == 0
    assert first >= today + NOTICE
    assert all(first > day for day in taken)


def test_a_date_twice_and_a_date_too_early_are_told_at_their_days():
    found = problems_of_days([MONDAY, MONDAY, MONDAY - timedelta(days=1)])

    assert found == {
        2: "This is the same date as the day before it.",
        3: "This date is earlier than the day before it.",
    }


def test_a_date_out_of_this_world_is_told():
    assert list(problems_of_days([date(1, 1, 1), date(9999, 12, 31)])) == [1, 2]


def test_the_usual_times_fit():
    assert problems_of_times(USUAL_TIMES) == {}


def test_half_days_that_end_before_they_start_or_overlap_are_told():
    times = DayTimes(time(12), time(8), time(7), time(6))

    assert set(problems_of_times(times)) == {"morning_ends", "afternoon_starts", "afternoon_ends"}


def test_half_days_are_on_the_clocks_of_the_place():
    (starts_at, _ends_at), (_starts, ends_at) = half_days(MONDAY, USUAL_TIMES, WITA)

    assert starts_at.isoformat() == "2026-11-23T08:00:00+08:00"
    assert ends_at.isoformat() == "2026-11-23T16:00:00+08:00"
