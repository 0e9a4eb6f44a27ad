"""Which skills a course practises, and which of them a question asks for.

A course that declares none is practised by its goals: exercises of one goal are one skill, and one
without a goal is a skill of its own.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from lms.content.values import Course, Exercise
from lms.practice.history import PractisedSkill
from lms.questions import Question

MINUTES_OF_LEVEL = Fraction(1, 2)
"""An exercise of level 1 takes a minute, and each level half a minute more."""

QUESTIONS_A_SKILL = 4
MAX_STEPS = 5
"""A plan that is longer is no plan."""


def skill_of(question: Question, course: Course) -> str:
    """The id of the skill that a question asks for, "" if none is said."""
    if len(course.practical_skills) < len(course.skills):
        return question.skill
    return question.goal or question.id


def practised_skills(course: Course) -> tuple[PractisedSkill, ...]:
    """The skills that can be practised, in the order in which the course teaches them.

    A text has no judge, so it asks for no skill.
    """
    exercises: dict[str, list[Exercise]] = {}
    for exercise in course.exercises:
        skill = skill_of(exercise.question, course)
        if skill and not exercise.question.needs_trainer:
            exercises.setdefault(skill, []).append(exercise)
    titles = {goal.id: goal.text for module in course.modules for goal in module.goals}
    titles.update({skill.id: skill.title for skill in course.skills})
    found = [
        PractisedSkill(
            id=skill,
            exercises=tuple(exercise.id for exercise in asking),
            minutes=_minutes(asking),
            title=titles.get(skill, asking[0].title),
            competency=asking[0].question.competency,
            day=min(exercise.day for exercise in asking),
        )
        for skill, asking in exercises.items()
    ]
    places = {skill.id: place for place, skill in enumerate(course.skills)}
    return tuple(sorted(found, key=lambda each: (each.day, places.get(each.id, 0))))


@dataclass(frozen=True)
class SkillStep:
    """A skill to practise after a result: so many questions, about so many minutes."""

    skill: PractisedSkill
    questions: int

    @property
    def minutes(self) -> int:
        return max(1, round(self.skill.minutes * self.questions))


def plan_after(wrong: Iterable[Question], course: Course) -> tuple[SkillStep, ...]:
    """The skills that questions answered wrongly ask for, those asked most often first."""
    missed = Counter(skill_of(question, course) for question in wrong)
    skills = [skill for skill in practised_skills(course) if missed[skill.id]]
    ranked = sorted(skills, key=lambda skill: -missed[skill.id])  # stable: then by the course
    return tuple(SkillStep(skill, QUESTIONS_A_SKILL) for skill in ranked[:MAX_STEPS])


def exercise_like(question: Question, course: Course) -> Exercise | None:
    """An exercise to practise what a question asks for: itself, else the first of its skill."""
    itself = next((each for each in course.exercises if each.id == question.id), None)
    if itself is not None:
        return itself
    skill = skill_of(question, course)
    alike = (each for each in course.exercises if skill_of(each.question, course) == skill)
    return next(alike, None)


def _minutes(exercises: Iterable[Exercise]) -> float:
    levels = [exercise.question.level for exercise in exercises]
    return float(1 + MINUTES_OF_LEVEL * (Fraction(sum(levels), len(levels)) - 1))
