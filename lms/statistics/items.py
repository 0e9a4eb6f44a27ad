"""What answers say about a question: how hard it is, and whether it tells people apart.

Credits are 0 to 1. An unanswered item that was shown has credit 0; an item never shown to a
person has none (None) and is left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

FEW_PEOPLE = 20
"""With fewer people the figures are a hint only."""

MANY_PEOPLE = 100
"""From this many people on, the outer 27 % are compared instead of the halves."""

OUTER = Fraction(27, 100)
DISTRACTOR_WORKS_FROM = Fraction(5, 100)


class Difficulty(StrEnum):
    """p at most 0.30, at most 0.70, above. A high p is an easy item."""

    HARD = "hard"
    MEDIUM = "medium"
    EASY = "easy"


class Discrimination(StrEnum):
    """D below 0 (check the key), at most 0.20, at most 0.40, at most 0.70, above."""

    CHECK_KEY = "check_key"
    POOR = "poor"
    FAIR = "fair"
    GOOD = "good"
    VERY_GOOD = "very_good"


@dataclass(frozen=True)
class ScoreRow:
    """One person's total score and her credit for the item."""

    person: int
    total: Fraction | int
    credit: Fraction | int | None


def difficulty(marks: Iterable[Fraction | int | None]) -> Fraction | None:
    """P, the mean credit of those who were shown the item; None if nobody was."""
    shown = [Fraction(credit) for credit in marks if credit is not None]
    return sum(shown, Fraction(0)) / len(shown) if shown else None


def difficulty_band(p: Fraction) -> Difficulty:
    """The word for an exact p."""
    if p <= Fraction(3, 10):
        return Difficulty.HARD
    return Difficulty.MEDIUM if p <= Fraction(7, 10) else Difficulty.EASY


def outer_groups(rows: Sequence[ScoreRow]) -> tuple[list[ScoreRow], list[ScoreRow]]:
    """The people with the highest and with the lowest totals who were shown the item.

    Below 100 people the groups are the halves (the middle one left out if odd), else 27 % each,
    rounded half up. Equal totals are ordered by person, so that the groups are always the same.
    """
    shown = sorted((row for row in rows if row.credit is not None), key=_rank)
    count = len(shown)
    size = count // 2 if count < MANY_PEOPLE else int(count * OUTER + Fraction(1, 2))
    return shown[:size], shown[count - size :]


def discrimination(rows: Sequence[ScoreRow]) -> Fraction | None:
    """D = p(upper group) - p(lower group); None for fewer than two people."""
    upper, lower = (difficulty(row.credit for row in group) for group in outer_groups(rows))
    return None if upper is None or lower is None else upper - lower


def discrimination_band(d: Fraction) -> Discrimination:
    """The word for an exact D."""
    if d < 0:
        return Discrimination.CHECK_KEY
    if d <= Fraction(2, 10):
        return Discrimination.POOR
    if d <= Fraction(4, 10):
        return Discrimination.FAIR
    return Discrimination.GOOD if d <= Fraction(7, 10) else Discrimination.VERY_GOOD


def distractor_works(chosen: int, answers: int) -> bool:
    """Whether a wrong option attracts at least 5 % of the answers."""
    return answers > 0 and Fraction(chosen, answers) >= DISTRACTOR_WORKS_FROM


def _rank(row: ScoreRow) -> tuple[Fraction, int]:
    return (-Fraction(row.total), row.person)
