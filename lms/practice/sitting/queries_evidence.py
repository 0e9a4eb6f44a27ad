"""Reading what people have done of each skill: tries, quiz answers, sign-offs, as evidence."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from lms.content.values import Course
from lms.coverage.home import exercises_of
from lms.coverage.queries import coverage_of
from lms.database import db
from lms.practice.history import PractisedSkill, SkillHistory, history_of
from lms.practice.models import ExerciseTry
from lms.practice.rules import draws_numbers
from lms.practice.sitting.rules import (
    SkillLevel,
)
from lms.practice.skills import practised_skills, skill_of
from lms.publishing.queries import course_of
from lms.quizzes.attempts.models import Answer, Attempt
from lms.signoffs.queries import signoffs_of
from lms.statistics.evidence import Try
from lms.statistics.mastery import practical_mastery_of
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.rules import Schedule


def histories_of(
    enrolment: Enrolment, schedule: Schedule, now: datetime
) -> tuple[SkillHistory, ...]:
    """What a person has done of each skill taught so far, in the order of the course.

    Skills of a day whose last meeting is not over are left out unless she has tried them.
    """
    return histories_in(enrolment.workshop, [enrolment], schedule, now)[enrolment.id]


def histories_in(
    workshop: Workshop, enrolments: Iterable[Enrolment], schedule: Schedule, now: datetime
) -> dict[int, tuple[SkillHistory, ...]]:
    """The histories of people of one workshop by enrolment id, as `histories_of` says."""
    course = course_of(workshop.revision)
    left = {
        exercise
        for line in coverage_of(workshop, schedule, now).left
        for exercise in exercises_of(course, line.lesson)
    }
    taught, skills = last_day_over(schedule, now), practised_skills(course)
    return {
        enrolment_id: tuple(
            history_of(skill, tries.get(skill.id, ()), not left & set(skill.exercises))
            for skill in skills
            if skill.day <= taught or skill.id in tries
        )
        for enrolment_id, tries in tries_of(enrolments, course, workshop.zone).items()
    }


def practical_levels(enrolment: Enrolment, since: datetime) -> tuple[SkillLevel, ...]:
    """How well she holds what trainers look at, before `since` and now; what nobody saw is new."""
    course = course_of(enrolment.workshop.revision)
    if not course.practical_skills:
        return ()
    seen = signoffs_of(enrolment)
    return tuple(
        SkillLevel(
            PractisedSkill(skill.id, (), 1.0, skill.title, skill.competency, skill.day),
            before=practical_mastery_of(s for s in seen.get(skill.id, ()) if s.at < since),
            now=practical_mastery_of(seen.get(skill.id, ())),
        )
        for skill in course.practical_skills
    )


def last_day_over(schedule: Schedule, now: datetime) -> int:
    """The last workshop day whose meetings are all over by `now`, 0 before the first."""
    ends: dict[int, datetime] = {}
    for slot in schedule.slots:
        if not slot.cancelled:
            ends[slot.day] = max(slot.ends_at, ends.get(slot.day, slot.ends_at))
    return max((day for day, end in ends.items() if end <= now), default=0)


def tries_of(
    enrolments: Iterable[Enrolment], course: Course, zone: ZoneInfo
) -> dict[int, dict[str, list[Try]]]:
    """Tries and quiz answers of people of one workshop, by enrolment id and skill id."""
    found: dict[int, dict[str, list[Try]]] = {each.id: {} for each in enrolments}
    exercises = {each.id: skill_of(each.question, course) for each in course.exercises}
    for row in db.session.scalars(
        select(ExerciseTry).where(
            ExerciseTry.enrolment_id.in_(found), ExerciseTry.credit.is_not(None)
        )
    ):
        skill = exercises.get(row.exercise_id)
        if skill:
            drawn = draws_numbers(course.exercise(row.exercise_id).question)
            found[row.enrolment_id].setdefault(skill, []).append(_as_try(row, drawn, zone))
    for enrolment_id, skill, answered in _quiz_answers(found, course, zone):
        found[enrolment_id].setdefault(skill, []).append(answered)
    return found


def _as_try(row: ExerciseTry, drawn: bool, zone: ZoneInfo) -> Try:
    twice = row.second_answered_at is not None
    return Try(
        exercise_id=row.exercise_id,
        at=row.answered_at.astimezone(zone),
        first_answer_right=row.credit == 1,
        second_answer_right=row.second_credit == 1 if twice else None,
        hints_opened=row.hints_opened,
        key_known=row.key_known,
        drawn=drawn,
        scaffold=row.scaffold,
    )


def _quiz_answers(
    enrolment_ids: Iterable[int], course: Course, zone: ZoneInfo
) -> Iterable[tuple[int, str, Try]]:
    """Answers handed in that were judged, as tries of the skills they ask for."""
    questions = {
        question.id: question
        for quiz in course.quizzes
        for form in quiz.forms.values()
        for question in form
        if skill_of(question, course)
    }
    for enrolment_id, question_id, credit, at in db.session.execute(
        select(Attempt.enrolment_id, Answer.question_id, Answer.credit, Attempt.handed_in_at)
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .where(
            Attempt.enrolment_id.in_(list(enrolment_ids)),
            Attempt.handed_in_at.is_not(None),
            Answer.credit.is_not(None),
        )
    ):
        question = questions.get(question_id)
        if question is not None and at is not None:
            yield (
                enrolment_id,
                skill_of(question, course),
                Try(
                    exercise_id=question_id,
                    at=at.astimezone(zone),
                    first_answer_right=credit == 1,
                    drawn=draws_numbers(question),
                    from_quiz=True,
                ),
            )
