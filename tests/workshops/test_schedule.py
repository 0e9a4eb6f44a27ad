"""When a workshop and its meetings begin and end, to the second."""

from datetime import UTC, datetime, timedelta

import pytest

from lms.workshops.rules import Phase, Schedule, Slot, practice_end
from tests.constants import HOUR, NOW, SECOND, WITA

DAY = timedelta(days=1)
MORNING = Slot(1, 1, "morning", NOW, NOW + 3 * HOUR)
AFTERNOON = Slot(2, 1, "afternoon", NOW + 4 * HOUR, NOW + 7 * HOUR)
NEXT_DAY = Slot(3, 2, "morning", NOW + DAY, NOW + DAY + 3 * HOUR)
PRACTICE_ENDS = NOW + 30 * DAY
SCHEDULE = Schedule((MORNING, AFTERNOON, NEXT_DAY), PRACTICE_ENDS)


@pytest.mark.parametrize(
    ("now", "phase"),
    [
        (NOW - SECOND, Phase.OPEN),
        (NOW, Phase.RUNNING),
        (NEXT_DAY.ends_at - SECOND, Phase.RUNNING),
        (NEXT_DAY.ends_at, Phase.PRACTICE),
        (PRACTICE_ENDS - SECOND, Phase.PRACTICE),
        (PRACTICE_ENDS, Phase.CLOSED),
    ],
)
def test_a_phase_begins_at_its_instant(now, phase):
    assert SCHEDULE.phase(now) is phase


def test_closing_by_hand_holds_from_that_instant_on():
    closed = Schedule(SCHEDULE.slots, PRACTICE_ENDS, closed_at=NOW + HOUR)

    assert closed.phase(NOW + HOUR - SECOND) is Phase.RUNNING
    assert closed.phase(NOW + HOUR) is Phase.CLOSED


def test_without_meetings_it_is_planned():
    assert Schedule((), None).phase(NOW) is Phase.PLANNED


@pytest.mark.parametrize(
    ("now", "current", "following"),
    [
        (NOW - SECOND, None, MORNING),
        (NOW, MORNING, AFTERNOON),
        (MORNING.ends_at - SECOND, MORNING, AFTERNOON),
        (MORNING.ends_at, None, AFTERNOON),
        (AFTERNOON.starts_at, AFTERNOON, NEXT_DAY),
        (NEXT_DAY.starts_at, NEXT_DAY, None),
    ],
)
def test_a_meeting_goes_on_from_its_start_up_to_its_end(now, current, following):
    assert SCHEDULE.current(now) == current
    assert SCHEDULE.following(now) == following


@pytest.mark.parametrize(
    ("now", "recorded", "held"),
    [
        (MORNING.ends_at - SECOND, False, False),
        (MORNING.ends_at, False, True),
        (NOW - SECOND, True, False),
        (NOW, True, True),
    ],
)
def test_a_meeting_counts_once_it_is_over_or_has_begun_with_a_record(now, recorded, held):
    assert MORNING.is_held(now, recorded=recorded) is held


def test_a_cancelled_meeting_never_counts_goes_on_or_follows():
    cancelled = Slot(1, 1, "morning", NOW, NOW + HOUR, cancelled=True)
    schedule = Schedule((cancelled,), PRACTICE_ENDS)

    assert not cancelled.is_held(NOW + DAY, recorded=True)
    assert schedule.current(NOW) is None
    assert schedule.following(NOW - DAY) is None


def test_of_the_meetings_those_that_count_are_held():
    assert SCHEDULE.held(MORNING.ends_at, recorded={2}) == (MORNING,)
    assert SCHEDULE.held(AFTERNOON.starts_at, recorded={2}) == (MORNING, AFTERNOON)


@pytest.mark.parametrize(
    ("now", "day"),
    [(NOW - SECOND, 0), (NOW, 1), (NEXT_DAY.starts_at - SECOND, 1), (NEXT_DAY.starts_at, 2)],
)
def test_a_day_has_begun_with_its_first_meeting(now, day):
    assert SCHEDULE.last_day_begun(now) == day


def test_the_day_of_an_instant_is_that_of_the_calendar():
    midnight = datetime(2026, 11, 25, tzinfo=WITA)

    assert SCHEDULE.day_of(midnight, WITA) == 1
    assert SCHEDULE.day_of(midnight - SECOND, WITA) is None
    assert SCHEDULE.day_of(midnight + DAY, WITA) == 2
    assert SCHEDULE.on_date(midnight, WITA) == (MORNING, AFTERNOON)


def test_a_day_starts_with_the_earlier_of_its_meetings():
    assert Schedule((AFTERNOON, MORNING), None).day_starts_at(1) == NOW
    assert SCHEDULE.day_starts_at(3) is None


def test_practice_ends_with_the_last_second_of_a_day_or_the_latest_extension():
    regular = datetime(2026, 12, 6, 23, 59, 59, tzinfo=WITA)

    assert practice_end((NEXT_DAY, MORNING), 10, [], WITA) == regular
    assert practice_end((NEXT_DAY,), 10, [regular - DAY], WITA) == regular
    assert practice_end((NEXT_DAY,), 10, [regular + DAY, regular], WITA) == regular + DAY
    assert practice_end((), 10, [regular], WITA) is None


def test_the_day_practice_ends_is_that_of_the_zone_not_of_greenwich():
    ends = datetime(2026, 11, 25, 1, tzinfo=WITA)  # in Greenwich still the day before
    late = Slot(1, 1, "evening", ends - HOUR, ends.astimezone(UTC))

    assert practice_end((late,), 1, [], WITA) == datetime(2026, 11, 26, 23, 59, 59, tzinfo=WITA)


@pytest.mark.parametrize(
    ("day", "from_afternoon", "meetings"),
    [(1, False, [1, 2, 3]), (1, True, [2, 3]), (2, False, [3]), (2, True, []), (3, False, [])],
)
def test_who_walks_in_is_missing_at_no_meeting_before(day, from_afternoon, meetings):
    since = SCHEDULE.since(day, from_afternoon=from_afternoon)

    assert [slot.meeting_id for slot in since.slots] == meetings
    assert since.practice_ends_at == PRACTICE_ENDS


def test_without_an_end_of_practice_it_is_planned():
    assert Schedule((MORNING,), None).phase(NOW) is Phase.PLANNED
