from datetime import timedelta

import pytest

from lms.today.rules import (
    Readiness,
    Task,
    asks_for_time,
    in_order,
    is_still_news,
    meeting_to_check_in,
    most_urgent,
    task_for,
)
from lms.workshops.rules import Phase, Schedule, Slot, meeting_at_hand
from tests.constants import HOUR, NOW, SECOND, WITA

DAY = timedelta(days=1)


def a_slot(starts_at, meeting_id=1, cancelled=False):
    return Slot(meeting_id, 1, "morning", starts_at, starts_at + HOUR, cancelled)


def a_schedule(first, last, practice_ends=None):
    """A workshop whose first meeting is `first` from now, its last one `last` from now."""
    slots = (a_slot(NOW + first), a_slot(NOW + last, 2))
    return Schedule(slots, NOW + (last + 30 * DAY if practice_ends is None else practice_ends))


RUNNING = a_schedule(-DAY, DAY)
IN_PRACTICE = a_schedule(-9 * DAY, -5 * DAY)
TO_COME = a_schedule(5 * DAY, 9 * DAY)
LATER = a_schedule(50 * DAY, 55 * DAY)
OVER = a_schedule(-99 * DAY, -95 * DAY)
WITHOUT_DATES = Schedule((), None)


@pytest.mark.parametrize(
    ("said", "stands"),
    [(-DAY, False), (-4 * DAY, False), (-HOUR, True), (HOUR - DAY, False)],
)
def test_what_was_said_for_tomorrow_goes_when_tomorrow_has_begun(said, stands):
    today = Schedule((a_slot(NOW - 4 * HOUR), a_slot(NOW + HOUR, 2)), None)

    assert is_still_news(NOW + said, today, NOW, WITA) is stands


def test_an_announcement_stands_until_the_next_day_has_begun():
    tomorrow = Schedule((a_slot(NOW - DAY), a_slot(NOW + HOUR, 2)), None)
    cancelled = Schedule((a_slot(NOW - HOUR, cancelled=True),), None)

    assert is_still_news(NOW - DAY, tomorrow, NOW, WITA)
    assert is_still_news(NOW - DAY, cancelled, NOW, WITA)
    assert is_still_news(NOW - 9 * DAY, Schedule((), None), NOW, WITA)


def test_the_running_workshop_comes_first_and_the_closed_one_last():
    schedules = {1: OVER, 2: LATER, 3: IN_PRACTICE, 4: RUNNING, 5: TO_COME, 6: WITHOUT_DATES}

    assert in_order({key: each.span for key, each in schedules.items()}, NOW) == [4, 3, 5, 2, 6, 1]


def test_the_meeting_going_on_is_at_hand():
    schedule = Schedule((a_slot(NOW - HOUR / 2),), NOW + DAY)

    assert meeting_at_hand(schedule, NOW, WITA) == schedule.slots[0]


def test_after_the_last_meeting_of_the_day_it_is_still_at_hand():
    schedule = Schedule((a_slot(NOW - 3 * HOUR / 2 + HOUR / 4),), NOW + DAY)

    assert meeting_at_hand(schedule, NOW, WITA) == schedule.slots[0]


def test_yesterdays_meeting_is_not_at_hand():
    schedule = Schedule((a_slot(NOW - DAY),), NOW + DAY)

    assert meeting_at_hand(schedule, NOW, WITA) is None


def test_a_cancelled_meeting_is_never_at_hand():
    schedule = Schedule((a_slot(NOW - HOUR / 2, cancelled=True),), NOW + DAY)

    assert meeting_at_hand(schedule, NOW, WITA) is None


@pytest.mark.parametrize(
    ("schedule", "asked"),
    [
        (a_schedule(-4 * DAY, HOUR), False),
        (a_schedule(-4 * DAY, 0 * HOUR), True),
        (a_schedule(-20 * DAY, -16 * DAY), True),
        (a_schedule(-60 * DAY, -56 * DAY), False),
        (Schedule((), None), False),
        (Schedule((a_slot(NOW - HOUR), a_slot(NOW + DAY, 2, cancelled=True)), NOW + DAY), True),
    ],
)
def test_from_the_last_afternoon_until_practice_ends_she_is_asked_for_her_time(schedule, asked):
    assert asks_for_time(schedule, NOW) == asked


@pytest.mark.parametrize(
    ("workshop", "task"),
    [
        (Readiness(Phase.PLANNED, 0, False, 0), Task.SET_DATES),
        (Readiness(Phase.OPEN, 0, False, 0), Task.NAME_TRAINER),
        (Readiness(Phase.OPEN, 0, True, 0), Task.ENROL),
        (Readiness(Phase.OPEN, 12, True, 3), Task.HAND_OUT_CARDS),
        (Readiness(Phase.OPEN, 12, True, 0), None),
        (Readiness(Phase.RUNNING, 12, False, 0), Task.NAME_TRAINER),
        (Readiness(Phase.RUNNING, 0, True, 0), Task.ENROL),
        (Readiness(Phase.RUNNING, 12, True, 3), Task.FOLLOW),
        (Readiness(Phase.PRACTICE, 12, True, 3), Task.REPORT),
        (Readiness(Phase.CLOSED, 12, True, 0), Task.CLOSE),
        (Readiness(Phase.CLOSED, 12, True, 0, closed_by_hand=True), None),
    ],
)
def test_each_workshop_has_one_thing_to_do_at_most(workshop, task):
    assert task_for(workshop) is task


def test_preparing_comes_before_following_and_the_first_of_equals_wins():
    assert most_urgent([(1, Task.REPORT), (2, Task.FOLLOW), (3, Task.ENROL)]) == (3, Task.ENROL)
    assert most_urgent([(4, Task.REPORT), (5, Task.REPORT)]) == (4, Task.REPORT)
    assert most_urgent([]) is None


CHECK_IN = Schedule((a_slot(NOW, 2), a_slot(NOW + DAY, 3)), None)


@pytest.mark.parametrize(
    ("now", "meeting_id"),
    [
        (NOW - HOUR - SECOND, None),
        (NOW - HOUR, 2),
        (NOW, 2),
        (NOW + HOUR - SECOND, 2),
        (NOW + HOUR, None),
        (NOW + DAY, 3),
    ],
)
def test_one_checks_in_from_an_hour_before_until_the_end(now, meeting_id):
    slot = meeting_to_check_in(CHECK_IN, (), now)

    assert (slot and slot.meeting_id) == meeting_id


def test_who_is_recorded_at_a_meeting_is_led_to_the_next_that_is_open():
    both = Schedule((a_slot(NOW - HOUR + SECOND, 1), a_slot(NOW, 2)), None)

    assert meeting_to_check_in(both, (), NOW).meeting_id == 1
    assert meeting_to_check_in(both, {1}, NOW).meeting_id == 2
    assert meeting_to_check_in(both, {1, 2}, NOW) is None


def test_nobody_checks_in_to_a_cancelled_meeting():
    cancelled = Schedule((a_slot(NOW, cancelled=True),), None)

    assert meeting_to_check_in(cancelled, (), NOW) is None
