from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.values import Course, Lesson, Module, Passing
from lms.coverage.advice import AdviceKind, advice
from lms.coverage.entries import CoverageEntry, compare, proposed_minutes
from lms.coverage.home import exercises_of
from lms.coverage.rules import CoverageRecord, CoverageState, Covered, coverage, planned_slots
from lms.workshops.rules import Schedule, Slot

BEGIN = datetime(2026, 11, 23, tzinfo=UTC)
HOUR = 45


def a_lesson(lesson_id, day=1, lesson_hours=2):
    return Lesson(lesson_id, day, lesson_id.upper(), 10, lesson_hours, (), "<p>…</p>")


def a_course(*days):
    """A course with these lists of lesson hours, one a day: lessons d1-1, d1-2, …"""
    modules = tuple(
        Module(
            id=f"m{day}",
            day=day,
            title=f"Hari {day}",
            summary="",
            goals=(),
            lessons=tuple(a_lesson(f"d{day}-{n}", day, h) for n, h in enumerate(hours, 1)),
            exercises=(),
            quizzes=(),
        )
        for day, hours in enumerate(days, 1)
    )
    return Course(
        slug="c",
        title="C",
        language="id",
        summary="",
        competencies=(),
        passing=Passing(0, 0),
        practice_days=30,
        modules=modules,
        tests=(),
        accounts=None,
        banks=(),
    )


def a_schedule(days, cancelled=()):
    """Two meetings a day, numbered from 1; `cancelled` holds numbers."""
    slots = []
    for number in range(2 * days):
        day, half = divmod(number, 2)
        starts = BEGIN + timedelta(days=day, hours=4 * half)
        slots.append(
            Slot(
                number + 1,
                day + 1,
                "afternoon" if half else "morning",
                starts,
                starts + timedelta(hours=3),
                number + 1 in cancelled,
            )
        )
    return Schedule(tuple(slots), BEGIN + timedelta(days=60))


def of(course, schedule, *records, now=BEGIN):
    return coverage(course, schedule, records, HOUR, now)


def meetings_of(course, schedule):
    return {key: slot.meeting_id for key, slot in planned_slots(course, schedule).items()}


def test_the_lessons_of_a_day_fill_its_meetings_in_order():
    found = meetings_of(a_course([2, 2, 2, 2]), a_schedule(1))

    assert found == {"d1-1": 1, "d1-2": 1, "d1-3": 2, "d1-4": 2}


def test_a_cancelled_half_day_leaves_its_lessons_to_the_other_half():
    found = meetings_of(a_course([2, 2]), a_schedule(1, cancelled={1}))

    assert found == {"d1-1": 2, "d1-2": 2}


def test_lessons_without_hours_are_laid_out_by_their_number():
    assert meetings_of(a_course([0, 0]), a_schedule(1)) == {"d1-1": 1, "d1-2": 2}


def test_a_day_without_meetings_has_no_plan():
    assert meetings_of(a_course([2], [2]), a_schedule(1)) == {"d1-1": 1}


@given(st.lists(st.lists(st.integers(0, 8), min_size=1, max_size=6), min_size=1, max_size=5))
def test_every_lesson_of_a_day_with_meetings_has_one_and_the_order_is_kept(days):
    course, schedule = a_course(*days), a_schedule(len(days))

    slots = planned_slots(course, schedule)

    assert set(slots) == {lesson.id for lesson in course.lessons}
    order = [slots[lesson.id].starts_at for lesson in course.lessons]
    assert order == sorted(order)
    assert all(slots[lesson.id].day == lesson.day for lesson in course.lessons)


def test_what_is_not_recorded_is_not_done():
    found = of(a_course([2, 2]), a_schedule(1), now=BEGIN + timedelta(days=1))

    assert (found.delivered, found.due, found.planned) == (0, 180, 180)
    assert [line.state for line in found.unrecorded] == [CoverageState.UNRECORDED] * 2
    assert [slot.meeting_id for slot in found.open_slots] == [1, 2]


def test_a_meeting_to_come_is_not_asked_for():
    found = of(a_course([2, 2]), a_schedule(1), now=BEGIN + timedelta(hours=3))

    assert [slot.meeting_id for slot in found.open_slots] == [1]


def test_minutes_of_several_meetings_add_up_and_the_latest_state_counts():
    found = of(
        a_course([2, 2]),
        a_schedule(1),
        CoverageRecord(1, "d1-1", Covered.PARTLY, 60, "Listrik padam"),
        CoverageRecord(2, "d1-1", Covered.FULLY, 40),
    )

    line = found.lines[0]
    assert (line.state, line.taught, line.delivered) == (CoverageState.FULLY, 100, 90)


def test_not_going_on_with_it_later_takes_nothing_away():
    records = [
        CoverageRecord(1, "d1-1", Covered.PARTLY, 30),
        CoverageRecord(2, "d1-1", Covered.NOT, 0),
    ]

    assert of(a_course([2]), a_schedule(1), *records).lines[0].state is CoverageState.PARTLY


RECORDS = st.lists(
    st.tuples(
        st.integers(1, 4),
        st.sampled_from(["d1-1", "d1-2", "d2-1", "gone"]),
        st.sampled_from(Covered),
    ).flatmap(
        lambda told: st.integers(0, 240).map(
            lambda m: CoverageRecord(told[0], told[1], told[2], 0 if told[2] is Covered.NOT else m)
        )
    ),
    unique_by=lambda record: (record.meeting_id, record.lesson_id),
).map(lambda records: sorted(records, key=lambda record: record.meeting_id))


@given(RECORDS)
def test_no_more_than_planned_is_ever_delivered(records):
    found = of(a_course([2, 1], [2]), a_schedule(2), *records)

    assert 0 <= found.delivered <= found.planned == 225
    assert sum(found.count(state) for state in CoverageState) == 3
    assert all(line.state is not CoverageState.UNRECORDED for line in found.left)


@given(RECORDS)
def test_a_lesson_covered_fully_at_the_end_is_not_left_for_home(records):
    last = [CoverageRecord(4, key, Covered.FULLY, 10) for key in ("d1-1", "d1-2", "d2-1")]
    before = [record for record in records if record.meeting_id < 4]

    assert of(a_course([2, 1], [2]), a_schedule(2), *before, *last).left == ()


@given(st.sampled_from(Covered), st.integers(0, 480), st.integers(0, 480))
def test_proposed_minutes_are_sensible(covered, planned, before):
    minutes = proposed_minutes(covered, planned, before)

    assert 0 <= minutes <= planned
    if covered is Covered.NOT or planned == 0:
        assert minutes == 0
    else:
        assert minutes > 0


@pytest.mark.parametrize(
    ("covered", "planned", "before", "minutes"),
    [
        (Covered.FULLY, 90, 0, 90),
        (Covered.PARTLY, 90, 0, 45),
        (Covered.FULLY, 90, 45, 45),
        (Covered.FULLY, 90, 90, 15),
        (Covered.NOT, 90, 0, 0),
    ],
)
def test_the_plan_proposes_the_minutes(covered, planned, before, minutes):
    assert proposed_minutes(covered, planned, before) == minutes


STORED = {"a": CoverageRecord(1, "a", Covered.FULLY, 90)}


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten():
    verdict = compare([CoverageEntry("a", "", Covered.PARTLY, 45)], STORED)

    assert [entry.lesson_id for entry in verdict.clashes] == ["a"]
    assert not verdict.to_write


def test_the_same_choice_of_two_people_is_no_clash():
    verdict = compare([CoverageEntry("a", "", Covered.FULLY, 90)], STORED)

    assert not verdict.clashes
    assert not verdict.to_write


def test_a_record_can_be_taken_back():
    shown = STORED["a"].fingerprint

    assert compare([CoverageEntry("a", shown, None)], STORED).to_write
    assert not compare([CoverageEntry("b", "", None)], STORED).to_write


@pytest.mark.parametrize(
    ("records", "kind", "minutes"),
    [
        ([CoverageRecord(1, "d1-1", Covered.PARTLY, 60)], AdviceKind.UNFINISHED, 30),
        ([CoverageRecord(1, "d1-1", Covered.PARTLY, 100)], AdviceKind.UNFINISHED, 25),
        ([CoverageRecord(1, "d1-1", Covered.NOT, 0)], AdviceKind.LEFT_OUT, 90),
        ([CoverageRecord(1, "d1-1", Covered.FULLY, 120)], AdviceKind.LONGER, 30),
    ],
)
def test_the_next_workshop_is_told_to_plan_more_time(records, kind, minutes):
    (found,) = advice(a_course([2]), [(1, records)], HOUR)

    assert (found.workshop, found.kind, found.minutes) == (1, kind, minutes)


def test_only_the_last_workshop_that_recorded_a_lesson_counts():
    first, second = (
        [CoverageRecord(1, "d1-1", Covered.NOT, 0)],
        [CoverageRecord(1, "d1-1", Covered.FULLY, 90)],
    )

    assert advice(a_course([2]), [(1, first), (2, second)], HOUR) == ()
    assert len(advice(a_course([2]), [(1, first), (2, [])], HOUR)) == 1


def test_the_author_says_which_exercises_belong_to_a_lesson():
    course = a_course([2])
    lesson = replace(course.lessons[0], exercises=("h1-p1",))

    assert exercises_of(course, lesson) == ("h1-p1",)
    assert exercises_of(course, course.lessons[0]) == ()


def ids(lines):
    return [line.lesson.id for line in lines]


def slot_of(schedule, meeting_id):
    return next(slot for slot in schedule.slots if slot.meeting_id == meeting_id)


def others_at(meeting_id, *records, days=3):
    """What else may be taught at a meeting of a course with a lesson each half day."""
    schedule = a_schedule(days)
    found = of(a_course(*[[2, 2]] * days), schedule, *records)
    return ids(found.others_at(slot_of(schedule, meeting_id)))


def test_what_was_recorded_of_a_lesson_is_found_by_its_meeting():
    first = CoverageRecord(1, "d1-1", Covered.PARTLY, 30)
    second = CoverageRecord(2, "d1-1", Covered.FULLY, 60)

    line = of(a_course([2]), a_schedule(1), first, second).lines[0]

    assert (line.at(1), line.at(2), line.at(3)) == (first, second, None)


def test_a_meeting_has_the_lessons_planned_for_it():
    found = of(a_course([2, 2], [2], [2]), a_schedule(2))

    assert ids(found.planned_at(2)) == ["d1-2"]
    assert ids(found.planned_at(3)) == ["d2-1"]
    assert found.planned_at(9) == ()


def test_at_a_meeting_comes_what_is_left_from_before_and_a_day_ahead():
    assert others_at(3) == ["d1-1", "d1-2", "d2-2", "d3-1", "d3-2"]
    assert others_at(2) == ["d1-1", "d2-1", "d2-2"]


def test_two_days_ahead_is_too_far():
    assert others_at(1, days=3) == ["d1-2", "d2-1", "d2-2"]


def test_what_was_fully_covered_does_not_come_again():
    assert others_at(3, CoverageRecord(1, "d1-1", Covered.FULLY, 90), days=2) == ["d1-2", "d2-2"]


def test_what_was_recorded_at_a_meeting_stays_there_wherever_it_is_planned():
    covered_there = CoverageRecord(3, "d1-1", Covered.FULLY, 90)
    far_ahead = CoverageRecord(1, "d3-1", Covered.PARTLY, 10)

    assert "d1-1" in others_at(3, covered_there)
    assert "d3-1" in others_at(1, far_ahead)


def test_a_lesson_of_a_day_without_meetings_is_offered_nowhere():
    schedule = a_schedule(1)
    found = of(a_course([2, 2], [2]), schedule)

    assert ids(found.others_at(slot_of(schedule, 1))) == ["d1-2"]


def test_an_hour_is_as_long_as_the_programme_says():
    found = coverage(a_course([2]), a_schedule(1), (), 50, BEGIN)

    assert (found.hour, found.planned) == (50, 100)
