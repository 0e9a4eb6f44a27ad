"""What a course asks for, and what is still missing to pass. All exact."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from lms.content.values import Course, Quiz, QuizKind
from lms.language import gettext_noop as _
from lms.lessons.rules import day_items
from lms.results.rules import NOT_BEGUN, QuizResult, QuizState
from lms.statistics.rates import Rate


class MissingKind(StrEnum):
    """Why somebody has not passed yet."""

    ATTENDANCE = "attendance"
    POSTTEST_OPEN = "posttest_open"
    POSTTEST_WAITING = "posttest_waiting"
    POSTTEST_HIDDEN = "posttest_hidden"
    POSTTEST_SCORE = "posttest_score"
    ASSIGNMENT_OPEN = "assignment_open"
    ASSIGNMENT_WAITING = "assignment_waiting"
    ASSIGNMENT_HIDDEN = "assignment_hidden"
    ASSIGNMENT_SCORE = "assignment_score"


MISSING_WORDS: dict[MissingKind, str] = {
    MissingKind.ATTENDANCE: _("Attendance is %(have)s, %(need)s is needed"),
    MissingKind.POSTTEST_OPEN: _("%(title)s is not handed in yet"),
    MissingKind.POSTTEST_WAITING: _("%(title)s waits for a trainer"),
    MissingKind.POSTTEST_HIDDEN: _("The score of %(title)s is told later"),
    MissingKind.POSTTEST_SCORE: _("%(title)s has score %(have)s, %(need)s is needed"),
    MissingKind.ASSIGNMENT_OPEN: _("%(title)s is not handed in yet"),
    MissingKind.ASSIGNMENT_WAITING: _("%(title)s waits for a trainer"),
    MissingKind.ASSIGNMENT_HIDDEN: _("The score of %(title)s is told later"),
    MissingKind.ASSIGNMENT_SCORE: _("%(title)s has score %(have)s, %(need)s is needed"),
}


@dataclass(frozen=True)
class Missing:
    """One thing still missing to pass. `have` and `need` are out of 100."""

    kind: MissingKind
    item_id: str = ""
    title: str = ""
    have: Fraction | None = None
    need: Fraction | None = None


def required_items(course: Course) -> frozenset[str]:
    """The ids of what counts for completion: lessons, exercises, required quizzes."""
    optional = {quiz.id for quiz in course.quizzes if not quiz.required}
    everything = (item for module in course.modules for item in day_items(course, module.day))
    return frozenset(item.id for item in everything) - optional


_Kinds = tuple[MissingKind, MissingKind, MissingKind, MissingKind]
_POSTTEST = (
    MissingKind.POSTTEST_OPEN,
    MissingKind.POSTTEST_WAITING,
    MissingKind.POSTTEST_HIDDEN,
    MissingKind.POSTTEST_SCORE,
)
_ASSIGNMENT = (
    MissingKind.ASSIGNMENT_OPEN,
    MissingKind.ASSIGNMENT_WAITING,
    MissingKind.ASSIGNMENT_HIDDEN,
    MissingKind.ASSIGNMENT_SCORE,
)


@dataclass(frozen=True)
class Demands:
    """What a course asks for, gathered once for all its people.

    `required`: the ids of `required_items`. `marks`: the quizzes one passes by, with the score of
    100 that is needed. `attendance`: the percentage that is needed.
    """

    required: frozenset[str]
    pretest: Quiz | None
    posttest: Quiz | None
    attendance: Fraction
    marks: tuple[tuple[Quiz, Fraction, _Kinds], ...]


def demands_of(course: Course) -> Demands:
    """The pass rules of a course, its required items and its tests."""
    marks: list[tuple[Quiz, Fraction, _Kinds]] = []
    for quiz in course.quizzes:
        if quiz.kind is QuizKind.POSTTEST:
            marks.append((quiz, course.passing.posttest, _POSTTEST))
        elif quiz.kind is QuizKind.ASSIGNMENT and quiz.required:
            marks.append((quiz, quiz.pass_score or Fraction(0), _ASSIGNMENT))
    return Demands(
        required=required_items(course),
        pretest=the_test(course, QuizKind.PRETEST),
        posttest=the_test(course, QuizKind.POSTTEST),
        attendance=Fraction(course.passing.attendance),
        marks=tuple(marks),
    )


def the_test(course: Course, kind: QuizKind) -> Quiz | None:
    """The pre-test or post-test of a course, None if it has none."""
    return next((test for test in course.tests if test.kind is kind), None)


def missing(
    demands: Demands, attendance: Rate, quizzes: Mapping[str, QuizResult]
) -> tuple[Missing, ...]:
    """What is missing to pass: attendance, post-test, every required assignment accepted.

    An assignment is accepted when it is graded and reaches its pass mark, if it has one. Attendance
    is of the meetings held so far.
    """
    found = []
    need = demands.attendance
    had, asked = 100 * attendance.part * need.denominator, need.numerator * attendance.whole
    if not attendance.whole or had < asked:
        found.append(Missing(MissingKind.ATTENDANCE, have=attendance.percent, need=need))
    for quiz, needed, kinds in demands.marks:
        found += _short_of(quiz, quizzes.get(quiz.id, NOT_BEGUN), needed, kinds)
    return tuple(found)


def _short_of(quiz: Quiz, result: QuizResult, need: Fraction, kinds: _Kinds) -> list[Missing]:
    to_do, waiting, hidden, too_low = kinds
    if not result.is_handed_in:
        return [Missing(to_do, quiz.id, quiz.title)]
    if result.state is QuizState.HIDDEN:
        return [Missing(hidden, quiz.id, quiz.title)]
    if result.score is None:
        return [Missing(waiting, quiz.id, quiz.title)]
    if result.score < need:
        return [Missing(too_low, quiz.id, quiz.title, result.score, need)]
    return []
