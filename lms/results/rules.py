"""What counts of the attempts at a quiz, and what of it she may see. All exact."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from lms.content.settings import Aspect, CountedAttempt
from lms.content.values import Course, Quiz
from lms.quizzes.attempts.rules import Score
from lms.quizzes.attempts.rules_standing import counted, recorded
from lms.quizzes.windows.rules import Window
from lms.quizzes.windows.rules_review import visible


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
    that first one was begun, `done_at` when it was handed in, `handed_in_at` when the last one was.
    `usual` attempts and `remedials` were begun.
    """

    state: QuizState
    score: Fraction | None = None
    first: Fraction | None = None
    begun_at: datetime | None = None
    done_at: datetime | None = None
    handed_in_at: datetime | None = None
    usual: int = 0
    remedials: int = 0

    @property
    def is_handed_in(self) -> bool:
        """Whether at least one attempt was handed in."""
        return self.state not in (QuizState.OPEN, QuizState.BEGUN)

    def at(self, begun_at: datetime, done_at: datetime, handed_in_at: datetime) -> "QuizResult":
        """The same result with its times."""
        score = (self.state, self.score, self.first)
        return QuizResult(*score, begun_at, done_at, handed_in_at, self.usual, self.remedials)


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
