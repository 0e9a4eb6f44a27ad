"""What the figures mean, as words of the page's language."""

from fractions import Fraction

from lms.language import gettext_noop
from lms.statistics.items import Difficulty, Discrimination
from lms.web.languages import NOTHING, number, percent

DIFFICULTY_WORDS: dict[Difficulty, str] = {
    Difficulty.HARD: gettext_noop("hard"),
    Difficulty.MEDIUM: gettext_noop("medium"),
    Difficulty.EASY: gettext_noop("easy"),
}
DISCRIMINATION_WORDS: dict[Discrimination, str] = {
    Discrimination.CHECK_KEY: gettext_noop("check the key"),
    Discrimination.POOR: gettext_noop("poor"),
    Discrimination.FAIR: gettext_noop("fair"),
    Discrimination.GOOD: gettext_noop("good"),
    Discrimination.VERY_GOOD: gettext_noop("very good"),
}
CHIPS: dict[Discrimination, str] = {
    Discrimination.CHECK_KEY: "danger",
    Discrimination.POOR: "warning",
    Discrimination.FAIR: "info",
    Discrimination.GOOD: "done",
    Discrimination.VERY_GOOD: "done",
}


def figure(value: Fraction | float | None) -> str:
    """An index with two decimals, `-` for nothing."""
    return number(_exact(value), 2)


def share(value: Fraction | float | None, decimals: int = 1) -> str:
    """A share of one in percent, `-` for nothing."""
    return NOTHING if value is None else percent(_exact(value), decimals)


def _exact(value: Fraction | float | None) -> Fraction | None:
    return None if value is None else Fraction(value)
