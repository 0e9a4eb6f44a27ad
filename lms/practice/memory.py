"""What a person remembers of a skill, day by day: FSRS-6, as the package `fsrs` computes it.

Formulas: https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm (FSRS-6, with its
default weights). Stability is the number of days until recall has sunk to 0.9. Nobody rates
herself: unaided is *Good*, with help *Hard*, else *Again*.

How fast somebody forgets differs from person to person by more than the weights say: `pace` is a
factor of her own on the time that passes, 1 for what FSRS expects, 2 for somebody to whom a day is
like two.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

from fsrs import Card, Rating, Scheduler, State

from lms.statistics.evidence import Outcome

RATINGS = {
    Outcome.UNAIDED: Rating.Good,
    Outcome.AIDED: Rating.Hard,
    Outcome.FAILED: Rating.Again,
}
FIRST_ANSWERS = 60
"""So many of a person's answers teach her pace; then it stays."""

PACES = tuple(2 ** (step / 4) for step in range(-12, 13))
"""From eight times as slow as usual to eight times as fast; evenly around 1."""

SPREAD = 0.7
"""How much people differ: the standard deviation of the natural logarithm of their pace."""

_SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
_DECAY = -_SCHEDULER.parameters[20]
_FACTOR = 0.9 ** (1 / _DECAY) - 1
_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)  # when a card is due is never asked


@dataclass(frozen=True)
class Memory:
    """The state of FSRS after the last try: stability in days, difficulty from 1 to 10."""

    stability: float
    difficulty: float
    last: date


@dataclass(frozen=True)
class Retrieval:
    """An answer to something met before: days since then, stability then, and if it was right."""

    days: int
    stability: float
    right: bool


def remember(memory: Memory | None, outcome: Outcome, day: date) -> Memory:
    """Return the memory after a try on `day`; None is that of somebody who never met the skill."""
    after, _ = _SCHEDULER.review_card(_card(memory), RATINGS[outcome], _midnight(day))
    if after.stability is None or after.difficulty is None:
        raise ValueError("FSRS left a card without stability or difficulty")
    return Memory(after.stability, after.difficulty, day)


def memory_of(tries: Iterable[tuple[Outcome, date]]) -> Memory | None:
    """Return what is left of tries in the order of time; None without any."""
    memory = None
    for outcome, day in tries:
        memory = remember(memory, outcome, day)
    return memory


def recall(memory: Memory | None, day: date, pace: float = 1) -> float:
    """Return the chance of a right answer on `day`, 0 to 1; 0 for what was never met."""
    if memory is None:
        return 0.0
    return _curve(max(0, (day - memory.last).days) * pace / memory.stability)


def pace_of(retrievals: Iterable[Retrieval]) -> float:
    """Return a person's pace as her first answers tell it, shrunk towards 1; 1 without any.

    The mean of log(pace) under a normal prior around 0 (`SPREAD`) and the likelihood of the answers
    under the forgetting curve, over the grid `PACES`: with few answers the prior holds it at 1.
    """
    return _pace_of(tuple(retrievals)[:FIRST_ANSWERS])


@lru_cache(maxsize=1024)
def _pace_of(retrievals: tuple[Retrieval, ...]) -> float:
    scores = [_log_posterior(pace, retrievals) for pace in PACES]
    best = max(scores)
    weights = [math.exp(score - best) for score in scores]
    logs = sum(weight * math.log(pace) for weight, pace in zip(weights, PACES, strict=True))
    return math.exp(logs / sum(weights))


def _log_posterior(pace: float, retrievals: tuple[Retrieval, ...]) -> float:
    total = -((math.log(pace) / SPREAD) ** 2) / 2
    for each in retrievals:
        chance = _curve(each.days * pace / each.stability)
        total += math.log(chance if each.right else max(1 - chance, 1e-6))
    return total


def _curve(stabilities: float) -> float:
    """Return FSRS's recall after so many stabilities: (1 + F·t/S)^-w20, with F so that R(S) = 0.9.

    The package gives it for whole days only, and a pace makes parts of days.
    """
    return float((1 + _FACTOR * stabilities) ** _DECAY)


def _card(memory: Memory | None) -> Card:
    """Return a card of FSRS; all that would be read from the clock is given."""
    if memory is None:
        return Card(card_id=1, due=_ANY_TIME)
    return Card(
        card_id=1,
        state=State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=_ANY_TIME,
        last_review=_midnight(memory.last),
    )


def _midnight(day: date) -> datetime:
    """Return an instant of UTC, as FSRS wants it: of a day only its distance to others counts."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
