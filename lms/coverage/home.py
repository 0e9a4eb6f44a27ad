"""What is left for home: lessons that were not complete, with the exercises that practise them."""

from collections.abc import Iterable
from dataclasses import dataclass

from lms.content.values import Course, Lesson
from lms.coverage.rules import LessonCoverage
from lms.lessons.rules import Item, ItemState, Progress, day_items
from lms.statistics.rates import Rate


@dataclass(frozen=True)
class HomeLesson:
    """One lesson to read again, the exercises that belong to it, and how far the class came."""

    line: LessonCoverage
    lesson: Item
    exercises: tuple[Item, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Everything to do for it, in order."""
        return (self.lesson, *self.exercises)


def home_lessons(course: Course, left: Iterable[LessonCoverage]) -> tuple[HomeLesson, ...]:
    """The list of a workshop. An exercise of two lessons stands under the first."""
    found: list[HomeLesson] = []
    listed: set[str] = set()
    for line in left:
        by_id = {item.id: item for item in day_items(course, line.lesson.day)}
        exercises = [
            by_id[each]
            for each in exercises_of(course, line.lesson)
            if each in by_id and each not in listed
        ]
        listed.update(item.id for item in exercises)
        found.append(HomeLesson(line, by_id[line.lesson.id], tuple(exercises)))
    return tuple(found)


def exercises_of(course: Course, lesson: Lesson) -> tuple[str, ...]:
    """The exercises the author named; else those of its day on the same competencies."""
    return lesson.exercises or tuple(
        exercise.id
        for exercise in course.module(lesson.day).exercises
        if exercise.question.competency in lesson.competencies
    )


def done_of(practice: Iterable[HomeLesson], progress: Progress) -> Rate:
    """Return how many things on the list a person has done."""
    states = [progress.state(item) for each in practice for item in each.items]
    return Rate(sum(state is ItemState.DONE for state in states), len(states))
