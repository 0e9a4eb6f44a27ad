"""What one participant has reached, as she may see it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from lms.content.values import Course
from lms.publishing.queries import course_of
from lms.quizzes.windows.queries import windows_for
from lms.quizzes.windows.rules import Window
from lms.results.outcomes import SeatOutcome
from lms.results.periods import period_of
from lms.results.queries_attendance import attendance_of
from lms.results.queries_work import Work, outcome_of, work_of
from lms.results.rules import as_she_sees
from lms.workshops.models import Enrolment
from lms.workshops.queries import schedule_of
from lms.workshops.rules import Schedule


@dataclass(frozen=True)
class OwnResults:
    """Her work and outcome; the scores that she may not see are in `work` alone."""

    course: Course
    schedule: Schedule
    windows: Mapping[str, Window]
    work: Work
    outcome: SeatOutcome


def own_results(enrolment: Enrolment, now: datetime) -> OwnResults:
    workshop = enrolment.workshop
    course = course_of(workshop.revision)
    schedule = schedule_of(workshop, enrolment)
    windows = windows_for(course, schedule, workshop, enrolment)
    schedules = {workshop.id: schedule}
    work = work_of([enrolment.id], only_released=True, schedules=schedules)[enrolment.id]
    seen = replace(work, quizzes=as_she_sees(course, work.quizzes, windows, now))
    outcome = outcome_of(course, seen, attendance_of(enrolment, now), period_of(schedule))
    return OwnResults(course, schedule, windows, work, outcome)
