"""Reading what stands beside the tests: practice after the last day, and what trainers saw."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import and_, func, select

from lms.content.values import Course
from lms.database import db
from lms.practice.models import ExerciseTry
from lms.practice.queries import IS_FULLY_RIGHT
from lms.publishing.queries import course_of
from lms.reports.account.evidence import TOPICS
from lms.reports.account.mastery import BesideTests, PracticeSince, SignoffCounts
from lms.reports.rules import WorkshopReport
from lms.results.counting import TRIED_AT, TRY_KNOWN_AT, Counting
from lms.signoffs.queries import records_in_all
from lms.signoffs.rules import SignoffRecord, standing
from lms.statistics.mastery import SignoffVerdict
from lms.statistics.rates import Rate
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.rules import Schedule

_Practised = tuple[int, str, int, bool]
"""A person, an exercise, how often she answered it, and whether her last answer was right."""


def beside_tests_in(
    workshops: Sequence[Workshop],
    schedules: Mapping[int, Schedule],
    reports: Mapping[int, WorkshopReport],
) -> dict[int, BesideTests]:
    """By workshop id, in two statements; of those who hold a seat."""
    practised = _practised(workshops, schedules)
    records: dict[int, list[SignoffRecord]] = defaultdict(list)
    of_seat = {
        line.seat.enrolment_id: line.seat.workshop_id
        for report in reports.values()
        for line in report.lines
    }
    for record in records_in_all([workshop.id for workshop in workshops]):
        if record.enrolment_id in of_seat:
            records[of_seat[record.enrolment_id]].append(record)
    found = {}
    for workshop in workshops:
        course, lines = course_of(workshop.revision), reports[workshop.id].lines
        found[workshop.id] = BesideTests(
            practice=_by_topic(course, practised.get(workshop.id, ())),
            signoffs=_signoffs(course, records[workshop.id], len(lines)),
            paired=paired_in(reports[workshop.id]),
        )
    return found


def paired_in(report: WorkshopReport) -> frozenset[int]:
    """Who has both tests."""
    return frozenset(line.seat.person_id for line in report.lines if line.outcome.pair is not None)


def _practised(
    workshops: Sequence[Workshop], schedules: Mapping[int, Schedule]
) -> dict[int, list[_Practised]]:
    counting = Counting(schedules)
    mine = (
        counting.over(
            select(
                ExerciseTry.enrolment_id,
                ExerciseTry.exercise_id,
                func.count().label("tries"),
                func.max(ExerciseTry.number).label("last"),
            )
            .select_from(ExerciseTry)
            .join(Enrolment, Enrolment.id == ExerciseTry.enrolment_id)
        )
        .where(
            Enrolment.workshop_id.in_([workshop.id for workshop in workshops]),
            Enrolment.withdrawn_at.is_(None),
            counting.in_practice(TRIED_AT, TRY_KNOWN_AT),
        )
        .group_by(ExerciseTry.enrolment_id, ExerciseTry.exercise_id)
        .subquery()
    )
    rows = db.session.execute(
        select(
            Enrolment.workshop_id,
            Enrolment.person_id,
            mine.c.exercise_id,
            mine.c.tries,
            IS_FULLY_RIGHT,
        )
        .select_from(mine)
        .join(
            ExerciseTry,
            and_(
                ExerciseTry.enrolment_id == mine.c.enrolment_id,
                ExerciseTry.exercise_id == mine.c.exercise_id,
                ExerciseTry.number == mine.c.last,
            ),
        )
        .join(Enrolment, Enrolment.id == mine.c.enrolment_id)
    )
    found: dict[int, list[_Practised]] = defaultdict(list)
    for workshop_id, *columns in rows:
        person_id, exercise_id, tries, right = columns
        found[workshop_id].append((person_id, exercise_id, tries, bool(right)))
    return found


def _by_topic(
    course: Course, practised: Iterable[_Practised]
) -> dict[str, dict[str, PracticeSince]]:
    questions = {exercise.id: exercise.question for exercise in course.exercises}
    found: dict[str, dict[str, PracticeSince]] = {topic: {} for topic in TOPICS}
    for person_id, exercise_id, tries, right in practised:
        question = questions.get(exercise_id)
        if question is None:
            continue
        one = PracticeSince(tries, frozenset([person_id]), Rate(int(right), 1))
        for topic, of in TOPICS.items():
            if id_ := of(question):
                found[topic][id_] = found[topic].get(id_, PracticeSince()) + one
    return found


def _signoffs(
    course: Course, records: Iterable[SignoffRecord], seats: int
) -> dict[str, SignoffCounts]:
    """Of each practical skill what was said of people last, and of how many nothing was."""
    counts: dict[str, Counter[SignoffVerdict | None]] = defaultdict(Counter)
    for (_enrolment_id, skill_id), rows in standing(records).items():
        counts[skill_id][rows[-1].verdict] += 1
    for skill in course.practical_skills:
        counts[skill.id][None] = seats - counts[skill.id].total()
    return dict(counts)
