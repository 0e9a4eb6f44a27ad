"""What an earlier workshop says about the time a lesson needs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lms.content.values import Course, Lesson
from lms.coverage.entries import LEAST
from lms.coverage.rules import CoverageRecord, CoverageState, LessonCoverage


class AdviceKind(StrEnum):
    """What happened to a lesson before."""

    LEFT_OUT = "left_out"  # nothing of it was taught: `minutes` are those planned
    UNFINISHED = "unfinished"  # `minutes` more than planned are proposed
    LONGER = "longer"  # it was finished, in `minutes` more than planned


@dataclass(frozen=True)
class Advice:
    """One lesson in one earlier workshop."""

    lesson: Lesson
    workshop: int
    kind: AdviceKind
    minutes: int


def advice(
    course: Course, earlier: Sequence[tuple[int, Iterable[CoverageRecord]]], hour: int
) -> tuple[Advice, ...]:
    """What to plan otherwise, in the order of the course.

    `earlier`: number and records of the workshops before, in order. Of each lesson the last
    workshop that recorded it counts.
    """
    by_lesson: dict[str, tuple[int, list[CoverageRecord]]] = {}
    for number, records in earlier:
        own: dict[str, list[CoverageRecord]] = {}
        for record in records:
            own.setdefault(record.lesson_id, []).append(record)
        by_lesson.update((key, (number, found)) for key, found in own.items())
    given = (
        _advice_on(lesson, *by_lesson[lesson.id], hour)
        for lesson in course.lessons
        if lesson.id in by_lesson
    )
    return tuple(each for each in given if each is not None)


def _advice_on(
    lesson: Lesson, number: int, records: list[CoverageRecord], hour: int
) -> Advice | None:
    line = LessonCoverage(lesson, lesson.lesson_hours * hour, None, tuple(records))
    over = line.taught - line.planned
    if line.state is CoverageState.NOT:
        return Advice(lesson, number, AdviceKind.LEFT_OUT, line.planned)
    if line.state is CoverageState.PARTLY:
        # What it lacked of its time then, it needs on top of the time it gets now; one that had
        # all its time and was not finished needs at least a little more.
        return Advice(lesson, number, AdviceKind.UNFINISHED, max(-over, over + LEAST, LEAST))
    return Advice(lesson, number, AdviceKind.LONGER, over) if over >= LEAST else None
