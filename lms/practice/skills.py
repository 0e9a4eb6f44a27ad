"""Which skills a course practises, and which of them a question asks for.

A course that declares none is practised by its goals: exercises of one goal are one skill, and one
without a goal is a skill of its own.
"""

from collections.abc import Iterable
from fractions import Fraction

from lms.content.values import Course, Exercise
from lms.practice.history import PractisedSkill
from lms.questions import Question

MINUTES_OF_LEVEL = Fraction(1, 2)
"""An exercise of level 1 takes a minute, and each level half a minute more."""


def skill_of(question: Question, course: Course) -> str:
    """The id of the skill that a question asks for, "" if none is said."""
    if any(not skill.practical for skill in course.skills):
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


def _minutes(exercises: Iterable[Exercise]) -> float:
    levels = [exercise.question.level for exercise in exercises]
    return float(1 + MINUTES_OF_LEVEL * (Fraction(sum(levels), len(levels)) - 1))
