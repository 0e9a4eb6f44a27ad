"""Moments: `day 3 14:30` of a workshop."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.moments import (
    LAST,
    Anchor,
    Calendar,
    Moment,
    NotAMoment,
    closes_too_early,
    parse_moment,
    resolve,
)

WITA = ZoneInfo("Asia/Makassar")
BERLIN = ZoneInfo("Europe/Berlin")  # has summer time: a day may have 23 or 25 hours


def a_calendar(zone=WITA, first=date(2026, 11, 23), apart=1):
    starts = {
        n: datetime.combine(first + timedelta(days=(n - 1) * apart), time(8), zone)
        for n in range(1, 6)
    }
    over = starts[5] + timedelta(hours=8)
    return Calendar(starts, over, over + timedelta(days=30), zone)


def local(moment, calendar=None):
    calendar = calendar or a_calendar()
    instant = resolve(parse_moment(moment), calendar)
    assert instant.tzinfo is UTC
    return instant.astimezone(calendar.zone).strftime("%d.%m. %H:%M:%S")


@pytest.mark.parametrize(
    ("written", "when"),
    [
        ("day 3 14:30", "25.11. 14:30:00"),
        ("Day 3  14.30", "25.11. 14:30:00"),
        ("last day 07:05", "27.11. 07:05:00"),
        ("start of day 5", "27.11. 08:00:00"),
        ("start of last day", "27.11. 08:00:00"),
        ("end of day 5", "27.11. 23:59:59"),
        ("end of day 5 + 7 days", "04.12. 23:59:59"),
        ("start of day 2 - 30 minutes", "24.11. 07:30:00"),
        ("day 1 08:00 + 1 day + 2 hours", "24.11. 10:00:00"),
        ("start of practice", "27.11. 16:00:00"),
        ("end of practice", "27.12. 16:00:00"),
    ],
)
def test_when_it_is(written, when):
    assert local(written) == when


@pytest.mark.parametrize(
    "written",
    [
        "", "3", "day", "day 0 14:30", "day 3", "day 3 24:00", "day 3 14:60", "day 100 10:00",
        "start of", "end of day", "tomorrow", "day 3 14:30 +", "day 3 14:30 + 7", "end of day 5 +",
        "end of day 5 + 7 weeks", "day 3 14:30 x", "end of practice + 99999 days", "2026-11-25",
    ],
)  # fmt: skip
def test_what_does_not_say_when_is_refused(written):
    with pytest.raises(NotAMoment):
        parse_moment(written)


moments = st.builds(
    Moment,
    anchor=st.sampled_from(Anchor),
    day=st.integers(LAST, 5),
    at=st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    days=st.integers(-30, 200),
    minutes=st.integers(-5000, 5000),
)
zones = st.sampled_from([WITA, BERLIN])
first_days = st.dates(date(2026, 1, 1), date(2027, 1, 1))
calendars = st.builds(a_calendar, zones, first_days, st.integers(1, 10))


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text):
    try:
        moment = parse_moment(text)
    except NotAMoment:
        return
    assert parse_moment(str(moment)) == moment


@given(moments, calendars)
def test_what_is_stored_is_the_same_moment(moment, calendar):
    again = parse_moment(str(moment))

    assert str(again) == str(moment)
    assert resolve(again, calendar) == resolve(moment, calendar)


@given(moments, first_days, st.integers(-90, 90), st.integers(1, 10))
def test_moving_a_workshop_moves_its_moments_along(moment, first, by, apart):
    before = resolve(moment, a_calendar(first=first, apart=apart))
    after = resolve(moment, a_calendar(first=first + timedelta(days=by), apart=apart))

    assert after - before == timedelta(days=by)


@given(st.integers(0, 60), first_days)
def test_days_added_keep_the_clock_time_through_summer_time(days, first):
    moment = Moment(Anchor.CLOCK, 1, time(14, 30), days=days)
    calendar = a_calendar(BERLIN, first)

    shown = resolve(moment, calendar).astimezone(BERLIN)
    assert (shown.time(), shown.date()) == (time(14, 30), first + timedelta(days=days))


def test_without_days_there_is_no_moment():
    nothing = Calendar({}, None, None, WITA)

    for anchor in Anchor:
        assert resolve(Moment(anchor, 1), nothing) is None
        assert resolve(Moment(anchor), nothing) is None


def test_a_day_the_workshop_does_not_have_is_no_moment():
    assert resolve(parse_moment("start of day 9"), a_calendar()) is None


@pytest.mark.parametrize(
    ("opens", "closes", "too_early"),
    [
        ("day 3 14:30", "day 3 15:00", False),
        ("day 3 14:30", "day 3 14:30", True),
        ("day 3 14:30", "end of day 2", True),
        ("start of day 3", "end of day 2 + 3 days", True),  # days may be a week apart
        ("start of day 1", "end of practice", False),
        ("end of practice + 1 day", "end of practice", True),
    ],
)
def test_closing_before_opening_is_noticed(opens, closes, too_early):
    found = closes_too_early(parse_moment(opens), parse_moment(closes), days=5, practice_days=30)

    assert found is too_early
