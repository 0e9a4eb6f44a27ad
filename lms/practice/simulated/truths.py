"""How made-up people really remember. The order of questions never sees this."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from random import Random
from typing import Protocol

from fsrs import Card, Scheduler
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from lms.practice.memory import RATINGS
from lms.statistics.evidence import Outcome


class Mind(Protocol):
    """What one person remembers of each skill, by its number."""

    def recall(self, skill: int, day: date) -> float:
        """Return the true chance of an unaided answer; 0 for what was never met."""

    def learn(self, skill: int, outcome: Outcome, day: date) -> None:
        """Change the memory by a try."""


class FsrsMind:
    """FSRS-6 with weights of her own, and noise.

    Each weight is the default times exp(normal, .2); stabilities grow and shrink by factors of the
    person (exp(normal, .4)), of the skill (.4) and of each single try (.2). First stabilities are
    `FIRST` of the default: a method stays less long than the word on a flash card does.
    """

    FIRST = 0.3

    def __init__(self, random: Random, skills: int) -> None:
        weights = [
            min(max(weight * random.lognormvariate(0, 0.2), low), high)
            for weight, low, high in zip(
                Scheduler().parameters,
                LOWER_BOUNDS_PARAMETERS,
                UPPER_BOUNDS_PARAMETERS,
                strict=True,
            )
        ]
        self._scheduler = Scheduler(weights, learning_steps=(), enable_fuzzing=False)
        self._random = random
        person = random.lognormvariate(0, 0.4)
        self._firmness = [
            self.FIRST * person * random.lognormvariate(0, 0.4) for _ in range(skills)
        ]
        self._cards: dict[int, Card] = {}

    def recall(self, skill: int, day: date) -> float:
        if skill not in self._cards:
            return 0.0
        return self._scheduler.get_card_retrievability(self._cards[skill], _midnight(day))

    def learn(self, skill: int, outcome: Outcome, day: date) -> None:
        before = self._cards.get(skill) or Card(card_id=skill, due=_midnight(day))
        after, _ = self._scheduler.review_card(before, RATINGS[outcome], _midnight(day))
        factor = self._random.lognormvariate(0, 0.2)
        if skill not in self._cards:
            factor *= self._firmness[skill]
        if after.stability is not None:
            after.stability *= factor
        self._cards[skill] = after


class HalfLifeMind:
    """Half-life regression (Settles and Meeder 2016), a world that forgets much faster than FSRS.

    p = 2^(-t/h) with h = 2^(θ₀ + θ₁·√(1 + right) + θ₂·√(1 + not right)) days, bounded as there
    (a quarter of an hour to nine months). θ₀ differs by person and by skill; with help counts half.
    """

    RIGHT, WRONG = 1.5, -0.2
    MIN_DAYS, MAX_DAYS = 1 / 96, 274.0

    def __init__(self, random: Random, skills: int) -> None:
        person = random.gauss(0, 0.4)
        self._base = [person + random.gauss(0, 0.4) for _ in range(skills)]
        self._right = [0.0] * skills
        self._wrong = [0.0] * skills
        self._last: dict[int, date] = {}

    def recall(self, skill: int, day: date) -> float:
        if skill not in self._last:
            return 0.0
        right = self.RIGHT * (1 + self._right[skill]) ** 0.5
        wrong = self.WRONG * (1 + self._wrong[skill]) ** 0.5
        half_life = 2 ** (self._base[skill] + right + wrong)
        half_life = min(max(half_life, self.MIN_DAYS), self.MAX_DAYS)
        return float(2 ** (-(day - self._last[skill]).days / half_life))

    def learn(self, skill: int, outcome: Outcome, day: date) -> None:
        right = {Outcome.UNAIDED: 1.0, Outcome.AIDED: 0.5, Outcome.FAILED: 0.0}[outcome]
        self._right[skill] += right
        self._wrong[skill] += 1 - right
        self._last[skill] = day


TRUTHS: Mapping[str, Callable[[Random, int], Mind]] = {
    "fsrs": FsrsMind,
    "half_life": HalfLifeMind,
}


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
