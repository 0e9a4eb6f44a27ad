"""What a participant has reached: rates, gain, what is still missing to pass. All exact."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from lms.content.values import Course, Quiz, QuizKind
from lms.language import gettext_noop as _
from lms.lessons.rules import day_items
from lms.results.periods import ALWAYS, NO_PRACTICE, Deed, Period, Practice, WorkPart
from lms.results.rules import NOT_BEGUN, QuizResult, QuizState
from lms.statistics.gain import individual_gain
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


@dataclass(frozen=True)
class SeatOutcome:
    """All that a report says about one seat."""

    attendance: Rate
    items: Rate
    """Of the required items those done in the five days."""
    practice: Practice
    quizzes: Mapping[str, QuizResult]
    pretest: Fraction | None
    """Score of the first pre-test."""
    first_posttest: Fraction | None
    """Score of the first post-test, from which the gain is reckoned."""
    posttest: Fraction | None
    """Score of the post-test as it counts for passing: a remedial lifts it to the pass mark."""
    pair: tuple[Fraction, Fraction] | None
    """Scores of the first pre-test and the first post-test: gain is of these.

    None unless there are both, the pre-test was begun before the post-test, and the post-test in
    the five days: one after weeks of practice says nothing about them.
    """
    missing: tuple[Missing, ...]
    late_posttest: bool = False
    """Whether she sat the pre-test, and the post-test only after the five days."""

    @property
    def passed(self) -> bool:
        """Whether every pass rule is met."""
        return not self.missing

    @property
    def items_with_practice(self) -> Rate:
        """Of the required items those done in the five days or in practice."""
        return Rate(self.items.part + self.practice.items, self.items.whole)

    @property
    def gain(self) -> Fraction | None:
        """The person's normalised gain; None without both tests or with a full pre-test."""
        return None if self.pair is None else individual_gain(*self.pair)


def required_items(course: Course) -> frozenset[str]:
    """The ids of what counts for completion: lessons, exercises, required quizzes."""
    optional = {quiz.id for quiz in course.quizzes if not quiz.required}
    everything = (item for module in course.modules for item in day_items(course, module.day))
    return frozenset(item.id for item in everything) - optional


@dataclass(frozen=True)
class DoneItems:
    """What somebody did in the five days, and in practice after them: ids are counted once."""

    days: int = 0
    practice: Practice = NO_PRACTICE


def done_items(
    required: Collection[str],
    deeds: Mapping[str, Deed],
    tries: int,
    period: Period,
) -> DoneItems:
    """Lessons and exercises done of the `required` ids; `tries` were answered in practice."""
    parts = [period.part(deed) for item_id, deed in deeds.items() if item_id in required]
    practised = Practice(parts.count(WorkPart.PRACTICE), tries)
    return DoneItems(parts.count(WorkPart.DAYS), practised)


def with_quizzes(
    required: Collection[str],
    done: DoneItems,
    quizzes: Mapping[str, QuizResult],
    period: Period,
) -> DoneItems:
    """`done` and the required quizzes that were handed in."""
    parts = [
        period.part_of_quiz(result.done_at)
        for quiz_id, result in quizzes.items()
        if quiz_id in required and result.is_handed_in
    ]
    later = done.practice.items + parts.count(WorkPart.PRACTICE)
    days = done.days + parts.count(WorkPart.DAYS)
    return DoneItems(days, Practice(later, done.practice.tries))


def the_test(course: Course, kind: QuizKind) -> Quiz | None:
    """The pre-test or post-test of a course, None if it has none."""
    return next((test for test in course.tests if test.kind is kind), None)


def outcome(
    course: Course,
    attendance: Rate,
    done: DoneItems,
    quizzes: Mapping[str, QuizResult],
    period: Period = ALWAYS,
    required: frozenset[str] | None = None,
) -> SeatOutcome:
    """What a person has reached; a quiz not in `quizzes` was not begun.

    `done`: her lessons and exercises, without the quizzes. `required`: `required_items(course)`,
    from whoever asks about many people.
    """
    if required is None:
        required = required_items(course)
    everything = with_quizzes(required, done, quizzes, period)
    pretest = _result(the_test(course, QuizKind.PRETEST), quizzes)
    posttest = _result(the_test(course, QuizKind.POSTTEST), quizzes)
    return SeatOutcome(
        attendance=attendance,
        items=Rate(everything.days, len(required)),
        practice=everything.practice,
        quizzes=MappingProxyType(dict(quizzes)),
        pretest=pretest.first,
        first_posttest=posttest.first,
        posttest=posttest.score,
        pair=_pair(pretest, posttest, period),
        missing=missing(course, attendance, quizzes),
        late_posttest=pretest.is_handed_in
        and posttest.is_handed_in
        and not period.is_in_days(posttest.begun_at),
    )


def _pair(
    pretest: QuizResult, posttest: QuizResult, period: Period
) -> tuple[Fraction, Fraction] | None:
    if pretest.first is None or posttest.first is None:
        return None
    if not period.is_in_days(posttest.begun_at):
        return None
    # A pre-test sat after the post-test says nothing about what was gained.
    if pretest.begun_at and posttest.begun_at and pretest.begun_at > posttest.begun_at:
        return None
    return pretest.first, posttest.first


def _result(quiz: Quiz | None, quizzes: Mapping[str, QuizResult]) -> QuizResult:
    return NOT_BEGUN if quiz is None else quizzes.get(quiz.id, NOT_BEGUN)


def missing(
    course: Course, attendance: Rate, quizzes: Mapping[str, QuizResult]
) -> tuple[Missing, ...]:
    """What is missing to pass: attendance, post-test, every required assignment accepted.

    An assignment is accepted when it is graded and reaches its pass mark, if it has one. Attendance
    is of the meetings held so far.
    """
    found = []
    required = course.passing.attendance
    if attendance.percent is None or attendance.percent < required:
        found.append(Missing(MissingKind.ATTENDANCE, have=attendance.percent, need=required))
    for quiz in course.quizzes:
        result = quizzes.get(quiz.id, NOT_BEGUN)
        if quiz.kind is QuizKind.POSTTEST:
            found += _short_of(quiz, result, course.passing.posttest, _POSTTEST)
        elif quiz.kind is QuizKind.ASSIGNMENT and quiz.required:
            found += _short_of(quiz, result, quiz.pass_score or Fraction(0), _ASSIGNMENT)
    return tuple(found)


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


def _short_of(
    quiz: Quiz,
    result: QuizResult,
    need: Fraction,
    kinds: tuple[MissingKind, MissingKind, MissingKind, MissingKind],
) -> list[Missing]:
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
