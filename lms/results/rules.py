"""What a participant has reached: rates, scores, what is still missing to pass. All exact."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from lms.content.values import Course, Quiz, QuizKind
from lms.language import mark as _
from lms.lessons.rules import day_items
from lms.quizzes.rules import Score, counting
from lms.statistics.gain import individual_gain


@dataclass(frozen=True)
class Rate:
    """`part` of `whole`."""

    part: int
    whole: int

    @property
    def share(self) -> Fraction | None:
        """The share, 0 to 1; None of nothing."""
        return Fraction(self.part, self.whole) if self.whole else None

    @property
    def percent(self) -> Fraction | None:
        """The share out of 100; None of nothing."""
        return None if self.share is None else 100 * self.share


def total(rates: Iterable[Rate]) -> Rate:
    """Return parts and wholes added up: of 1/2 and 3/4 this is 4/6, not a mean of shares."""
    listed = list(rates)
    return Rate(sum(rate.part for rate in listed), sum(rate.whole for rate in listed))


class QuizState(StrEnum):
    """How far a person is with a quiz, test or assignment."""

    OPEN = "open"  # not begun
    BEGUN = "begun"
    WAITING = "waiting"  # handed in, a trainer has answers to grade
    SCORED = "scored"


@dataclass(frozen=True)
class Sitting:
    """One attempt: whether it was handed in, and what it earned."""

    handed_in: bool
    score: Score


@dataclass(frozen=True)
class QuizResult:
    """What counts of a person's attempts at a quiz; scores are 0 to 100.

    `score` is that of the attempt that counts (the best), `first` that of the first one handed in;
    both None while a trainer has answers to grade.
    """

    state: QuizState
    score: Fraction | None = None
    first: Fraction | None = None

    @property
    def is_handed_in(self) -> bool:
        """Whether at least one attempt was handed in."""
        return self.state in (QuizState.WAITING, QuizState.SCORED)


NOT_BEGUN = QuizResult(QuizState.OPEN)


def quiz_result(sittings: Sequence[Sitting]) -> QuizResult:
    """Return what counts of the attempts of one person at one quiz, the earliest first."""
    scores = [sitting.score for sitting in sittings if sitting.handed_in]
    which = counting(scores)
    if which is None:
        return QuizResult(QuizState.BEGUN) if sittings else NOT_BEGUN
    final = scores[which].final
    state = QuizState.WAITING if final is None else QuizState.SCORED
    return QuizResult(state, final, scores[0].final)


class MissingKind(StrEnum):
    """Why somebody has not passed yet."""

    ATTENDANCE = "attendance"
    POSTTEST_OPEN = "posttest_open"
    POSTTEST_WAITING = "posttest_waiting"
    POSTTEST_SCORE = "posttest_score"
    ASSIGNMENT_OPEN = "assignment_open"
    ASSIGNMENT_WAITING = "assignment_waiting"
    ASSIGNMENT_SCORE = "assignment_score"


MISSING_WORDS: dict[MissingKind, str] = {
    MissingKind.ATTENDANCE: _("Attendance is %(have)s, %(need)s is needed"),
    MissingKind.POSTTEST_OPEN: _("%(title)s is not handed in yet"),
    MissingKind.POSTTEST_WAITING: _("%(title)s waits for a trainer"),
    MissingKind.POSTTEST_SCORE: _("%(title)s has score %(have)s, %(need)s is needed"),
    MissingKind.ASSIGNMENT_OPEN: _("%(title)s is not handed in yet"),
    MissingKind.ASSIGNMENT_WAITING: _("%(title)s waits for a trainer"),
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
class Outcome:
    """All that a report says about one seat."""

    attendance: Rate
    items: Rate
    quizzes: Mapping[str, QuizResult]
    pretest: Fraction | None
    posttest: Fraction | None
    pair: tuple[Fraction, Fraction] | None
    """Scores of the first pre-test and the first post-test, if there are both: gain is of these."""
    missing: tuple[Missing, ...]

    @property
    def passed(self) -> bool:
        """Whether every pass rule is met."""
        return not self.missing

    @property
    def gain(self) -> Fraction | None:
        """The person's normalised gain; None without both tests or with a full pre-test."""
        return None if self.pair is None else individual_gain(*self.pair)


def required_items(course: Course) -> frozenset[str]:
    """Return the ids of what counts for completion: lessons, exercises, required quizzes."""
    optional = {quiz.id for quiz in course.quizzes if not quiz.required}
    everything = (item for module in course.modules for item in day_items(course, module.day))
    return frozenset(item.id for item in everything) - optional


def items_done(
    required: Collection[str], lessons: int, exercises: int, quizzes: Mapping[str, QuizResult]
) -> Rate:
    """Return how many of the `required` ids are done, given the lessons and exercises done."""
    handed_in = sum(each in required and quizzes[each].is_handed_in for each in quizzes)
    return Rate(lessons + exercises + handed_in, len(required))


def the_test(course: Course, kind: QuizKind) -> Quiz | None:
    """Return the pre-test or post-test of a course, None if it has none."""
    return next((test for test in course.tests if test.kind is kind), None)


def outcome(
    course: Course, attendance: Rate, items: Rate, quizzes: Mapping[str, QuizResult]
) -> Outcome:
    """Return what a person has reached; a quiz not in `quizzes` was not begun."""
    pretest = _result(the_test(course, QuizKind.PRETEST), quizzes)
    posttest = _result(the_test(course, QuizKind.POSTTEST), quizzes)
    before, after = pretest.first, posttest.first
    return Outcome(
        attendance=attendance,
        items=items,
        quizzes=MappingProxyType(dict(quizzes)),
        pretest=before,
        posttest=posttest.score,
        pair=None if before is None or after is None else (before, after),
        missing=missing(course, attendance, quizzes),
    )


def _result(quiz: Quiz | None, quizzes: Mapping[str, QuizResult]) -> QuizResult:
    return NOT_BEGUN if quiz is None else quizzes.get(quiz.id, NOT_BEGUN)


def missing(
    course: Course, attendance: Rate, quizzes: Mapping[str, QuizResult]
) -> tuple[Missing, ...]:
    """Return what is missing to pass: attendance, post-test, every required assignment accepted.

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
    MissingKind.POSTTEST_SCORE,
)
_ASSIGNMENT = (
    MissingKind.ASSIGNMENT_OPEN,
    MissingKind.ASSIGNMENT_WAITING,
    MissingKind.ASSIGNMENT_SCORE,
)


def _short_of(
    quiz: Quiz,
    result: QuizResult,
    need: Fraction,
    kinds: tuple[MissingKind, MissingKind, MissingKind],
) -> list[Missing]:
    to_do, waiting, too_low = kinds
    if not result.is_handed_in:
        return [Missing(to_do, quiz.id, quiz.title)]
    if result.score is None:
        return [Missing(waiting, quiz.id, quiz.title)]
    if result.score < need:
        return [Missing(too_low, quiz.id, quiz.title, result.score, need)]
    return []


def mean(values: Iterable[Fraction]) -> Fraction | None:
    """Return the mean, None of nothing."""
    listed = list(values)
    return sum(listed, Fraction(0)) / len(listed) if listed else None
