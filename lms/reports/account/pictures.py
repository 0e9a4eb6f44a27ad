"""What pictures of an account show, beyond the figures themselves."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from lms.statistics.gain import FULL, Pair
from lms.workshops.rules import Schedule

WIDTH = 10
"""Scores are put together in tens; a full score belongs to the last ten."""

WEEK = timedelta(days=7)
MAX_WEEKS = 12
MAX_SLOPES = 60
"""More lines are a blot; then the distribution alone tells it."""


@dataclass(frozen=True)
class ScoreBand:
    """How many of the same people had a score from `low` up to the next band; the last has 100."""

    low: int
    before: int
    after: int


def distribution(pairs: Sequence[Pair]) -> tuple[ScoreBand, ...]:
    """Scores before and after of those with both tests, in ten bands; nothing of nobody."""
    if not pairs:
        return ()
    before = Counter(_band(pre) for pre, _post in pairs)
    after = Counter(_band(post) for _pre, post in pairs)
    return tuple(ScoreBand(low, before[low], after[low]) for low in range(0, FULL, WIDTH))


def _band(score: Fraction | int) -> int:
    return int(min(score, FULL - 1) // WIDTH) * WIDTH


@dataclass(frozen=True)
class PracticeWeek:
    """Answers to exercises in one week after the last meeting, and by how many persons."""

    number: int
    starts_at: datetime
    answers: int
    persons: int


def practice_weeks(schedule: Schedule, now: datetime) -> tuple[tuple[datetime, datetime], ...]:
    """The weeks since the last meeting that have begun, until practice ends: twelve at most."""
    begun, end = schedule.days_end_at, schedule.practice_ends_at
    if begun is None or end is None:
        return ()
    starts = (begun + number * WEEK for number in range(MAX_WEEKS))
    return tuple((start, start + WEEK) for start in starts if start < min(end, now))


def slopes(pairs: Iterable[Pair]) -> tuple[tuple[Fraction, Fraction], ...]:
    """Pairs as lines of a slope chart, those that fell last so that they lie on top.

    None of too many.
    """
    listed = [(Fraction(pre), Fraction(post)) for pre, post in pairs]
    if len(listed) > MAX_SLOPES:
        return ()
    return tuple(sorted(listed, key=lambda pair: pair[0] - pair[1]))
