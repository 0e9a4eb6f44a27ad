"""Where a person stands with a quiz, how often she may sit it, and which attempt counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from lms.content.settings import CountedAttempt
from lms.content.values import Quiz
from lms.quizzes.attempts.rules import Score, is_over
from lms.quizzes.windows.rules import Window


class Stage(StrEnum):
    """Where a person stands with a quiz."""

    SOON = "soon"  # not open yet
    OPEN = "open"  # may be started
    WAITING = "waiting"  # may be started again a while after the last attempt
    RUNNING = "running"  # an attempt is going on
    TIME_UP = "time_up"  # an attempt ran out of time and is not handed in yet
    DONE = "done"  # every attempt is used
    CLOSED = "closed"


@dataclass(frozen=True)
class AttemptSummary:
    """An attempt: when it ended or will end (None: no end is known), and what it earned.

    `score` is as far as it may be known, None before it is handed in.
    """

    handed_in_at: datetime | None
    ends_at: datetime | None
    remedial: bool = False
    score: Score | None = None


@dataclass(frozen=True)
class QuizStanding:
    """Where a person stands: attempts left (None: any number), when the next one may begin.

    `remedial`: the next attempt is one for those below the pass mark.
    """

    stage: Stage
    left: int | None
    next_at: datetime | None = None
    remedial: bool = False


def quiz_standing(
    quiz: Quiz,
    window: Window,
    summaries: Sequence[AttemptSummary],
    now: datetime,
    attempts: int | None = None,
) -> QuizStanding:
    """Where a person stands who has sat these attempts, the earliest first.

    `attempts`: how many a trainer allows instead of the quiz. They come before any remedial.
    """
    allowed = attempts or quiz.attempts
    usual = [each for each in summaries if not each.remedial]
    left = attempts_left(allowed, len(usual))
    remedial = left == 0 and needs_remedial(quiz, summaries)
    if remedial and quiz.remedial is not None:
        left = max(0, quiz.remedial.attempts - (len(summaries) - len(usual)))
    next_at = earliest_start(quiz, summaries)
    stage = _stage(window, left, summaries, next_at, now)
    return QuizStanding(stage, left, next_at, remedial and left != 0)


def _stage(
    window: Window,
    left: int | None,
    summaries: Sequence[AttemptSummary],
    next_at: datetime | None,
    now: datetime,
) -> Stage:
    running = next((each for each in summaries if each.handed_in_at is None), None)
    if running is not None:
        return Stage.TIME_UP if is_over(running.ends_at, now) else Stage.RUNNING
    if left == 0:
        return Stage.DONE
    if window.is_closed(now):
        return Stage.CLOSED
    if window.opens_at is None or now < window.opens_at:
        return Stage.SOON
    if next_at is not None and now < next_at:
        # A wait that outlasts the quiz is no wait.
        return Stage.CLOSED if window.is_closed(next_at) else Stage.WAITING
    return Stage.OPEN


def attempts_left(allowed: int | None, used: int) -> int | None:
    """How many attempts are left, None for any number."""
    return None if allowed is None else max(0, allowed - used)


def needs_remedial(quiz: Quiz, summaries: Sequence[AttemptSummary]) -> bool:
    """Whether a person may sit a remedial: all is handed in, known and below the mark."""
    if quiz.remedial is None or quiz.pass_score is None or not summaries:
        return False
    scores = [each.score for each in summaries if each.handed_in_at is not None and each.score]
    if len(scores) < len(summaries) or any(score.final is None for score in scores):
        return False
    reached = counted_of(quiz, summaries)
    return reached is not None and reached.provisional < quiz.pass_score


def earliest_start(quiz: Quiz, summaries: Sequence[AttemptSummary]) -> datetime | None:
    """When the waiting time after the last attempt is over, None without one."""
    wait = quiz.wait if len(summaries) == 1 else quiz.wait_later
    if not summaries or not wait or (last := summaries[-1].handed_in_at) is None:
        return None
    return last + wait


def counted(scores: Sequence[Score], which: CountedAttempt = CountedAttempt.BEST) -> Score | None:
    """The score of several attempts that counts, None without any.

    The best is the highest as far as graded. The average is of percentages, so that attempts with
    different questions weigh the same.
    """
    if not scores:
        return None
    if which is CountedAttempt.AVERAGE:
        mean = sum((each.provisional for each in scores), Fraction(0)) / len(scores)
        waiting, is_graded = sum(s.waiting for s in scores), any(s.is_graded for s in scores)
        return Score(mean, Fraction(100), waiting, is_graded)
    if which is CountedAttempt.BEST:
        return max(scores, key=lambda each: each.provisional)
    return scores[0] if which is CountedAttempt.FIRST else scores[-1]


def recorded(
    usual: Score | None, remedial: Sequence[Score], needed: Fraction | None
) -> Score | None:
    """What is recorded of the attempts that count as usual, and those of the remedial.

    A remedial earns at most the score `needed` to pass, and takes nothing away.
    """
    if usual is None or needed is None or not remedial or usual.provisional >= needed:
        return usual
    best = max([usual, *remedial], key=lambda each: each.provisional)
    if best.provisional <= needed:
        return best
    # Lifted to the pass mark, and not final while a trainer has answers of it to grade.
    return Score(needed, Fraction(100), 0 if best.final is not None else best.waiting)


def counted_of(quiz: Quiz, summaries: Sequence[AttemptSummary]) -> Score | None:
    """The score that is recorded of these attempts, as far as they are known."""
    usual = [each.score for each in summaries if each.score is not None and not each.remedial]
    remedial = [each.score for each in summaries if each.score is not None and each.remedial]
    return recorded(counted(usual, quiz.counts), remedial, quiz.pass_score)


def waits(quiz: Quiz) -> tuple[timedelta, ...]:
    """The waiting times to tell: none, one for all, or that of the second and the later."""
    if quiz.wait == quiz.wait_later:
        return (quiz.wait,) if quiz.wait else ()
    return (quiz.wait, quiz.wait_later)
