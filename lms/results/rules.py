"""What a participant has reached: rates, scores, what is still missing to pass. All exact."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from lms.content.settings import Aspect, CountedAttempt
from lms.content.values import Course, Quiz, QuizKind
from lms.language import gettext_noop as _
from lms.lessons.rules import day_items
from lms.quizzes.attempts.rules import Score
from lms.quizzes.attempts.rules_standing import counted, recorded
from lms.quizzes.windows.rules import Window
from lms.quizzes.windows.rules_review import visible
from lms.statistics.gain import individual_gain
from lms.statistics.rates import Rate


class QuizState(StrEnum):
    """How far a person is with a quiz, test or assignment."""

    OPEN = "open"  # not begun
    BEGUN = "begun"
    WAITING = "waiting"  # handed in, a trainer has answers to grade
    SCORED = "scored"
    HIDDEN = "hidden"  # handed in, and she may not see the score (any more, or yet)


@dataclass(frozen=True)
class AttemptResult:
    """One attempt: whether it was handed in, what it earned, whether it is a remedial."""

    handed_in: bool
    score: Score
    remedial: bool = False


@dataclass(frozen=True)
class Terms:
    """Which attempt counts, and the score out of 100 beyond which no remedial lifts it."""

    counts: CountedAttempt = CountedAttempt.BEST
    needed: Fraction | None = None


BEST_COUNTS = Terms()


@dataclass(frozen=True)
class QuizResult:
    """What counts of a person's attempts at a quiz; scores are 0 to 100.

    `score` is what is recorded (as the quiz counts attempts, remedial included), `first` that of
    the first one handed in; both None while a trainer has answers to grade. `begun_at` is when
    that first one was begun, `handed_in_at` when the last one was handed in. `usual` attempts and
    `remedials` were begun.
    """

    state: QuizState
    score: Fraction | None = None
    first: Fraction | None = None
    begun_at: datetime | None = None
    handed_in_at: datetime | None = None
    usual: int = 0
    remedials: int = 0

    @property
    def is_handed_in(self) -> bool:
        """Whether at least one attempt was handed in."""
        return self.state not in (QuizState.OPEN, QuizState.BEGUN)


NOT_BEGUN = QuizResult(QuizState.OPEN)


def quiz_result(quiz_attempts: Sequence[AttemptResult], terms: Terms = BEST_COUNTS) -> QuizResult:
    """What counts of the attempts of one person at one quiz, the earliest first."""
    done = [quiz_attempt for quiz_attempt in quiz_attempts if quiz_attempt.handed_in]
    usual = [quiz_attempt.score for quiz_attempt in done if not quiz_attempt.remedial]
    remedial = [quiz_attempt.score for quiz_attempt in done if quiz_attempt.remedial]
    score = recorded(counted(usual, terms.counts), remedial, terms.needed)
    if score is None:
        return QuizResult(QuizState.BEGUN) if quiz_attempts else NOT_BEGUN
    remedials = sum(quiz_attempt.remedial for quiz_attempt in quiz_attempts)
    return QuizResult(
        state=QuizState.WAITING if score.final is None else QuizState.SCORED,
        score=score.final,
        first=done[0].score.final,
        usual=len(quiz_attempts) - remedials,
        remedials=remedials,
    )


def remedial_offered(quiz: Quiz, result: QuizResult) -> bool:
    """Whether a person may sit a remedial: every usual attempt is used, below the mark."""
    if quiz.remedial is None or quiz.pass_score is None or quiz.attempts is None:
        return False
    used = result.usual >= quiz.attempts and result.remedials < quiz.remedial.attempts
    return used and result.score is not None and result.score < quiz.pass_score


def as_she_sees(
    course: Course,
    results: Mapping[str, QuizResult],
    windows: Mapping[str, Window],
    now: datetime,
) -> dict[str, QuizResult]:
    """Results without the scores that a participant may not see; windows are her own."""
    return {
        quiz.id: _seen(quiz, results[quiz.id], windows[quiz.id], now)
        for quiz in course.quizzes
        if quiz.id in results
    }


def _seen(quiz: Quiz, result: QuizResult, window: Window, now: datetime) -> QuizResult:
    if not result.is_handed_in:
        return result
    if Aspect.SCORE in visible(quiz.review, result.handed_in_at, window, now):
        return result
    return replace(result, state=QuizState.HIDDEN, score=None, first=None)


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
    quizzes: Mapping[str, QuizResult]
    pretest: Fraction | None
    posttest: Fraction | None
    pair: tuple[Fraction, Fraction] | None
    """Scores of the first pre-test and the first post-test: gain is of these.

    None unless there are both, and the pre-test was begun before the post-test.
    """
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
    """The ids of what counts for completion: lessons, exercises, required quizzes."""
    optional = {quiz.id for quiz in course.quizzes if not quiz.required}
    everything = (item for module in course.modules for item in day_items(course, module.day))
    return frozenset(item.id for item in everything) - optional


def items_done(
    required: Collection[str], lessons: int, exercises: int, quizzes: Mapping[str, QuizResult]
) -> Rate:
    """How many of the `required` ids are done, given the lessons and exercises done."""
    handed_in = sum(each in required and quizzes[each].is_handed_in for each in quizzes)
    return Rate(lessons + exercises + handed_in, len(required))


def the_test(course: Course, kind: QuizKind) -> Quiz | None:
    """The pre-test or post-test of a course, None if it has none."""
    return next((test for test in course.tests if test.kind is kind), None)


def outcome(
    course: Course, attendance: Rate, items: Rate, quizzes: Mapping[str, QuizResult]
) -> SeatOutcome:
    """What a person has reached; a quiz not in `quizzes` was not begun."""
    pretest = _result(the_test(course, QuizKind.PRETEST), quizzes)
    posttest = _result(the_test(course, QuizKind.POSTTEST), quizzes)
    return SeatOutcome(
        attendance=attendance,
        items=items,
        quizzes=MappingProxyType(dict(quizzes)),
        pretest=pretest.first,
        posttest=posttest.score,
        pair=_pair(pretest, posttest),
        missing=missing(course, attendance, quizzes),
    )


def _pair(pretest: QuizResult, posttest: QuizResult) -> tuple[Fraction, Fraction] | None:
    if pretest.first is None or posttest.first is None:
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


def mean(values: Iterable[Fraction]) -> Fraction | None:
    """The mean, None of nothing."""
    listed = list(values)
    return sum(listed, Fraction(0)) / len(listed) if listed else None
