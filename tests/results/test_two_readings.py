"""What is read for one page and what the database counts for many: they agree."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lms.attendance.counting import is_held, records_of
from lms.attendance.models import Attendance
from lms.attendance.rules import Presence
from lms.database import db
from lms.lessons.queries import progress_of
from lms.lessons.rules import day_items
from lms.publishing.queries import course_of
from lms.reports.queries_matrix import cells_in
from lms.results.periods import period_of
from lms.results.queries import outcomes_in
from lms.results.queries_attendance import attendance_of
from lms.results.queries_work import outcome_of, work_of
from lms.workshops.models import Extension, Meeting, Part
from lms.workshops.queries import schedule_of
from lms.workshops.rules import END_OF_DAY
from tests.constants import FIRST_DAY, NOW, WITA
from tests.factories import a_meeting, a_program, a_revision, a_workshop, an_enrolment
from tests.results.factories import an_attempt, lessons_done, tries

few = settings(
    max_examples=max(10, settings().max_examples // 5),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # each example makes its own rows
)
MINUTE = timedelta(minutes=1)
# Minutes around now, its very moment among them: what lives in a rule is its edges.
moments = st.integers(-2, 2).map(lambda minutes: NOW + minutes * MINUTE)
records = st.lists(st.tuples(st.sampled_from(Presence), moments), max_size=2)
held = st.tuples(moments, st.integers(1, 3), st.booleans(), records)

LESSONS = ["h1-l1", "h2-l1", "a-lesson-that-is-gone"]
EXERCISES = ["h1-p1", "h1-t1", "h2-t1", "an-exercise-that-is-gone"]
QUIZZES = ["tes-awal", "kuis-1", "tes-akhir"]
EARNED = st.sampled_from([None, Fraction(0), Fraction(99, 100), Fraction(1)])


@pytest.fixture
def program(app, at):
    """A program, and the course its workshops follow."""
    with app.app_context():
        yield a_program(), a_revision()


@few
@given(st.lists(held, max_size=4))
@example([(NOW - MINUTE, 1, False, []), (NOW, 1, False, [(Presence.ABSENT, NOW)])])
def test_a_meeting_is_held_for_the_rule_when_it_is_for_the_database(program, meetings):
    program, revision = (db.session.merge(each) for each in program)
    workshop = a_workshop(program=program, revision=revision, first_day=None)
    people = [an_enrolment(workshop) for _ in range(2)]
    for day, (starts_at, minutes, cancelled, recorded) in enumerate(meetings, start=1):
        meeting = a_meeting(
            workshop,
            day=day,
            part=Part.MORNING,
            starts_at=starts_at,
            ends_at=starts_at + minutes * MINUTE,
            cancelled_at=NOW if cancelled else None,
        )
        db.session.add_all(
            Attendance(
                meeting_id=meeting.id, enrolment_id=person.id, presence=presence, recorded_at=when
            )
            for person, (presence, when) in zip(people, recorded, strict=False)
        )
    db.session.commit()

    counted = db.session.scalars(
        db.select(Meeting.id).where(Meeting.workshop_id == workshop.id, is_held(NOW))
    )

    of_one = {id_ for id_, record in records_of(people[0]).items() if record.is_held}
    by_rule = schedule_of(workshop).held(NOW, recorded=of_one)
    assert {slot.meeting_id for slot in by_rule} == set(counted)


@few
@given(
    st.sets(st.sampled_from(LESSONS)),
    st.dictionaries(st.sampled_from(EXERCISES), st.lists(EARNED, min_size=1, max_size=3)),
    st.dictionaries(st.sampled_from(QUIZZES), st.lists(st.booleans(), min_size=1, max_size=2)),
)
def test_what_one_person_did_is_the_same_for_every_page(program, lessons, exercises, quizzes):
    """Her own pages, a page of many people, and the counts of a report."""
    program, revision = (db.session.merge(each) for each in program)
    enrolment = an_enrolment(a_workshop(program=program, revision=revision))
    lessons_done(enrolment, *lessons)
    for exercise_id, earned in exercises.items():
        tries(enrolment, exercise_id, *earned)
    for quiz_id, handed_in in quizzes.items():
        for number, is_done in enumerate(handed_in, start=1):
            an_attempt(enrolment, quiz_id, 1, number=number, handed_in_at=NOW if is_done else None)

    own, work = progress_of(enrolment), work_of([enrolment.id])[enrolment.id]

    done = {each for each, earned in exercises.items() if {None, Fraction(1)} & {*earned}}
    assert (own.exercises_done, own.lessons_done) == (done, lessons)
    # A quiz sat again is open for her; among many it is one that was handed in.
    among_many = own.quizzes_open - own.quizzes_handed_in
    assert work.progress == replace(own, quizzes_open=among_many)
    course = course_of(enrolment.workshop.revision)
    period = period_of(schedule_of(enrolment.workshop, enrolment))
    assert (
        outcome_of(course, work, attendance_of(enrolment, NOW), period)
        == (outcomes_in([enrolment.workshop], NOW)[enrolment.id])
    )


DAYS_END = datetime.combine(FIRST_DAY + timedelta(days=4), time(16), WITA)
PRACTICE_END = datetime.combine(FIRST_DAY + timedelta(days=34), END_OF_DAY, WITA)
LONG_AFTER = PRACTICE_END + timedelta(days=100)
# Around the ends of the five days, of the practice period, and of more time given.
instants = st.builds(
    lambda end, minutes: end + minutes * MINUTE,
    st.sampled_from([DAYS_END, PRACTICE_END, PRACTICE_END + timedelta(days=7)]),
    st.integers(-1, 1),
)
right = st.lists(st.tuples(st.sampled_from([None, 0, 1]), instants, st.none() | instants))


@few
@given(
    st.dictionaries(st.sampled_from(LESSONS), instants),
    st.dictionaries(st.sampled_from(EXERCISES), right),
    st.dictionaries(st.sampled_from(QUIZZES), instants),
    st.none() | instants,
    st.none() | instants,
    st.none() | instants,
)
@example({}, {"h1-p1": [(1, DAYS_END, None)]}, {"tes-akhir": DAYS_END}, None, None, None)
@example(  # what was done first was known too late, what was known first was done too late
    {},
    {"h1-p1": [(1, PRACTICE_END, None), (1, DAYS_END, PRACTICE_END + MINUTE)]},
    {},
    None,
    None,
    PRACTICE_END + MINUTE,
)
def test_what_counts_for_the_rule_counts_for_the_database(
    program, lessons, exercises, quizzes, for_all, for_her, closed_at
):
    program, revision = (db.session.merge(each) for each in program)
    workshop = a_workshop(program=program, revision=revision, closed_at=closed_at)
    enrolment, other = an_enrolment(workshop), an_enrolment(workshop)
    for whose, until in ((None, for_all), (enrolment.id, for_her), (other.id, LONG_AFTER)):
        if until is not None:
            more = Extension(enrolment_id=whose, until=until, reason="", granted_at=NOW)
            more.workshop_id = workshop.id
            db.session.add(more)
    for lesson_id, at in lessons.items():
        lessons_done(enrolment, lesson_id, at=at)
    for exercise_id, answers in exercises.items():
        for number, (earned, at, received_at) in enumerate(answers, start=1):
            sent = received_at and max(at, received_at)
            tries(enrolment, exercise_id, earned, at=at, first=number, received_at=sent)
    for quiz_id, at in quizzes.items():
        an_attempt(enrolment, quiz_id, 1, started_at=at - MINUTE, handed_in_at=at)

    schedule = schedule_of(workshop, enrolment)
    work = work_of([enrolment.id], schedules={workshop.id: schedule_of(workshop)})[enrolment.id]

    assert (
        outcome_of(
            course_of(revision), work, attendance_of(enrolment, LONG_AFTER), period_of(schedule)
        )
        == (outcomes_in([workshop], LONG_AFTER)[enrolment.id])
    )
    course = course_of(revision)
    items = [item for module in course.modules for item in day_items(course, module.day)]
    cells = cells_in(workshop, schedule_of(workshop), [enrolment.id], items, LONG_AFTER)
    assert {
        item_id: cell.part for (_enrolment_id, item_id), cell in cells.items() if cell.part
    } == {
        **{item_id: period_of(schedule).part_of(each) for item_id, each in of_course(work, items)},
        **{quiz_id: period_of(schedule).part_of_quiz(at) for quiz_id, at in quizzes.items()},
    }


def of_course(work, items):
    """When which items were done, of those that the course has."""
    return [(item.id, work.deeds[item.id]) for item in items if item.id in work.deeds]
