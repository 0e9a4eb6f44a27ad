"""What is planned for a day, by the clock of each workshop."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from lms.content.values import TimetableEntry
from lms.lessons.timetable import timed_day
from lms.workshops.planning import USUAL_TIMES
from lms.workshops.rules import Slot
from tests.shipped import shipped_course

START = datetime(2026, 11, 30, 0, 0, tzinfo=UTC)
LESSON_HOUR = 45


def a_slot(part="morning", day=1, minutes=0, lasts=225):
    begins = START + timedelta(minutes=minutes)
    return Slot(1, day, part, begins, begins + timedelta(minutes=lasts))


def shown(timed):
    """Minutes from the start, and what is done; None at noon."""
    since = [(each.begins - START).total_seconds() // 60 for each in timed]
    words = [each.entry.text if each.entry else None for each in timed]
    return list(zip(since, words, strict=True))


@pytest.fixture
def module():
    """A day of the shipped course with a short plan."""
    return replace(
        shipped_course().modules[0],
        morning=(TimetableEntry(30, "Registrasi"), TimetableEntry(90, "Kas", "h1-l1")),
        afternoon=(TimetableEntry(60, "Kuis"),),
    )


def test_each_meeting_begins_by_the_clock_of_the_workshop(module):
    timed = timed_day(module, [a_slot(), a_slot("afternoon", minutes=285)])
    assert shown(timed) == [(0, "Registrasi"), (30, "Kas"), (120, None), (285, "Kuis")]
    assert [each.is_late for each in timed] == [False] * 4


def test_what_is_longer_than_its_meeting_is_late(module):
    timed = timed_day(module, [a_slot(lasts=100), a_slot("afternoon", minutes=120)])
    assert shown(timed) == [(0, "Registrasi"), (30, "Kas"), (120, "Kuis")]
    assert [each.is_late for each in timed] == [False, True, False]


def test_days_without_meetings_or_plans_have_no_timetable(module):
    assert timed_day(module, [a_slot(day=2)]) == ()
    assert timed_day(module, []) == ()


def test_the_five_days_fill_their_meetings_and_give_each_lesson_its_hours():
    times = USUAL_TIMES
    usual = [
        (times.morning_starts, times.morning_ends),
        (times.afternoon_starts, times.afternoon_ends),
    ]
    wanted = [(e.hour - b.hour) * 60 + e.minute - b.minute for b, e in usual]
    for module in shipped_course().modules:
        parts = [module.morning, module.afternoon]
        assert [sum(each.minutes for each in part) for part in parts] == wanted, module.id
        given = Counter()
        for each in (*module.morning, *module.afternoon):
            given[each.lesson] += each.minutes
        for lesson in module.lessons:
            assert given[lesson.id] == lesson.lesson_hours * LESSON_HOUR, lesson.id
        words = " ".join(each.text for each in module.afternoon)
        assert "Kuis akhir hari" in words
