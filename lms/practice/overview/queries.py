"""Reading the practice of a whole workshop, in a constant number of statements."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from lms.content.values import Course
from lms.database import db
from lms.practice.models import ExerciseTry, PracticeReminder, PracticeTime
from lms.practice.overview.rules import (
    CompetencyPractice,
    PersonPractice,
    Silence,
    SkillPractice,
    competency_practice,
    person_practice,
    silence,
    skill_practice,
)
from lms.practice.sitting.queries_evidence import last_day_over, tries_of
from lms.practice.skills import practised_skills
from lms.publishing.queries import course_of
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.queries import enrolments_in
from lms.workshops.rules import Phase, Schedule

LATEST_WRONG = 500
"""Of so many wrong answers, the newest, the commonest are told."""

TOLD_WRONG = 10


@dataclass(frozen=True)
class PracticeLine:
    """A participant, what she practises, when she wants to, and how long she is silent.

    `silence` is empty while the workshop goes on and after it is closed.
    """

    enrolment: Enrolment
    practice: PersonPractice
    time: str
    silence: Silence | None
    reminders: int


@dataclass(frozen=True)
class WrongAnswer:
    """What was answered wrongly again and again: the author's words to it, or the answer."""

    exercise_id: str
    title: str
    words: str
    count: int


@dataclass(frozen=True)
class WorkshopPractice:
    """The practice of a workshop: person by person, skill by skill, and the commonest mistakes."""

    lines: tuple[PracticeLine, ...]
    skills: tuple[SkillPractice, ...]
    competencies: tuple[CompetencyPractice, ...]
    wrong: tuple[WrongAnswer, ...]

    @property
    def due(self) -> list[PracticeLine]:
        """Who is to be reminded now."""
        return [line for line in self.lines if line.silence and line.silence.is_due]

    @property
    def practising(self) -> int:
        """How many have practised at all."""
        return sum(line.practice.tries > 0 for line in self.lines)


def practice_in(workshop: Workshop, schedule: Schedule, now: datetime) -> WorkshopPractice:
    """Read the practice of everybody enrolled, by name."""
    course = course_of(workshop.revision)
    enrolments = enrolments_in(workshop)
    tries = tries_of(enrolments, course, workshop.zone)
    taught = last_day_over(schedule, now)
    skills = [skill for skill in practised_skills(course) if skill.day <= taught]
    times = _times(enrolments)
    reminders = _reminders([workshop.id])
    ended = schedule.slots[-1].ends_at if schedule.phase(now) is Phase.PRACTICE else None
    last = _last_tries([workshop.id])
    lines = tuple(
        PracticeLine(
            each,
            person_practice(each.id, skills, tries[each.id]),
            times.get(each.id, ""),
            silence(last[each.id].at, ended, reminders[each.id], now) if ended else None,
            len(reminders[each.id]),
        )
        for each in enrolments
    )
    practised = skill_practice(skills, tries.values())
    return WorkshopPractice(
        lines,
        practised,
        competency_practice(course.competencies, practised, len(enrolments)),
        _commonest_wrong([each.id for each in enrolments], course),
    )


def reminders_due(
    workshops: Iterable[Workshop], schedules: Mapping[int, Schedule], now: datetime
) -> dict[int, int]:
    """How many are to be reminded now, by workshop id, in two statements."""
    ended = {
        each.id: schedules[each.id].slots[-1].ends_at
        for each in workshops
        if schedules[each.id].phase(now) is Phase.PRACTICE
    }
    if not ended:
        return {}
    sent = _reminders(ended)
    return Counter(
        last.workshop_id
        for enrolment_id, last in _last_tries(ended).items()
        if silence(last.at, ended[last.workshop_id], sent[enrolment_id], now).is_due
    )


class _LastTry(NamedTuple):
    """When somebody last answered an exercise, of whatever kind; None before the first."""

    workshop_id: int
    at: datetime | None


def _last_tries(workshop_ids: Iterable[int]) -> dict[int, _LastTry]:
    """By enrolment id, of everybody enrolled."""
    rows = db.session.execute(
        select(Enrolment.id, Enrolment.workshop_id, func.max(ExerciseTry.answered_at))
        .outerjoin(ExerciseTry, ExerciseTry.enrolment_id == Enrolment.id)
        .where(Enrolment.workshop_id.in_(workshop_ids), Enrolment.withdrawn_at.is_(None))
        .group_by(Enrolment.id, Enrolment.workshop_id)
    )
    return {row[0]: _LastTry(row[1], row[2]) for row in rows}


def _times(enrolments: list[Enrolment]) -> dict[int, str]:
    rows = db.session.execute(
        select(PracticeTime.enrolment_id, PracticeTime.words).where(
            PracticeTime.enrolment_id.in_([each.id for each in enrolments])
        )
    )
    return {row[0]: row[1] for row in rows}


def _reminders(workshop_ids: Iterable[int]) -> defaultdict[int, list[datetime]]:
    """When people of these workshops were reminded, by enrolment id."""
    found: defaultdict[int, list[datetime]] = defaultdict(list)
    for enrolment_id, at in db.session.execute(
        select(PracticeReminder.enrolment_id, PracticeReminder.sent_at)
        .join(Enrolment, Enrolment.id == PracticeReminder.enrolment_id)
        .where(Enrolment.workshop_id.in_(workshop_ids))
    ):
        found[enrolment_id].append(at)
    return found


def _commonest_wrong(enrolment_ids: list[int], course: Course) -> tuple[WrongAnswer, ...]:
    """Count the newest wrong first answers by what is said to them, else by the answer itself.

    Answers to drawn numbers differ from person to person, so without a named mistake they are
    left out.
    """
    rows = db.session.execute(
        select(ExerciseTry.exercise_id, ExerciseTry.seed, ExerciseTry.answer)
        .where(
            ExerciseTry.enrolment_id.in_(enrolment_ids),
            ExerciseTry.credit.is_not(None),
            ExerciseTry.credit != 1,
        )
        .order_by(ExerciseTry.id.desc())
        .limit(LATEST_WRONG)
    )
    exercises = {each.id: each for each in course.exercises}
    counts: Counter[tuple[str, str]] = Counter()
    for exercise_id, seed, answer in rows:
        exercise = exercises.get(exercise_id)
        if exercise is None:
            continue
        variant = exercise.question.variant(seed)
        words = variant.grade(answer).feedback.striptags()
        if not words and not exercise.question.draw.free:
            words = variant.answer_text(answer).striptags()
        if words:
            counts[exercise_id, words] += 1
    return tuple(
        WrongAnswer(exercise_id, exercises[exercise_id].title, words, count)
        for (exercise_id, words), count in counts.most_common(TOLD_WRONG)
        if count > 1
    )
