"""Points by the criteria of a rubric, and the order in which answers are read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from lms.errors import Invalid
from lms.language import UnreadableNumber, number, read_number, round_half_up
from lms.language import gettext_noop as _
from lms.questions import Variant, derive_seed
from lms.questions.essay import Criterion, Essay
from lms.questions.file_upload import FileUpload

POINTS_WITHOUT_RUBRIC = 100
MAX_SINGLE_STEPS = 9
"""Up to so many points each point has its own key; above, a key stands for a quarter."""


class InvalidPoints(Invalid):
    """What was typed is not a number of points that can be given."""


@dataclass(frozen=True)
class Level:
    """Points that one key gives: the key is the number of points, or of quarters of the most.

    Quarters are rounded half up to whole points.
    """

    key: int
    points: Fraction


def criteria_of(variant: Variant[Any]) -> tuple[Criterion, ...]:
    """What a trainer gives points for; without a rubric it is the answer as a whole."""
    if isinstance(variant, Essay | FileUpload):
        return variant.rubric
    return (Criterion("", POINTS_WITHOUT_RUBRIC),)


def most_points(criteria: Iterable[Criterion]) -> int:
    """The most points a trainer can give."""
    return sum(criterion.points for criterion in criteria)


def levels(criterion: Criterion) -> tuple[Level, ...]:
    """The points to choose from, from none to all."""
    most = criterion.points
    if most <= MAX_SINGLE_STEPS:
        return tuple(Level(key, Fraction(key)) for key in range(most + 1))
    return tuple(Level(key, round_half_up(Fraction(most * key, 4))) for key in range(5))


def read_points(text: str, most: int) -> Fraction:
    """Points of 0 to `most` in Indonesian writing. Raises InvalidPoints."""
    try:
        points = read_number(text)
    except UnreadableNumber:
        # Out of range as well, so that there is one sentence for both.
        points = Fraction(-1)
    if not 0 <= points <= most or points.denominator > 100:
        raise InvalidPoints(_("Write a number from 0 to %(most)s."), most=most)
    return points


def check_marks(criteria: Sequence[Criterion], marks: Sequence[Fraction]) -> None:
    """Raise InvalidPoints unless each criterion has its points, within what it is worth."""
    pairs = zip(criteria, marks, strict=False)
    if len(marks) != len(criteria) or not all(0 <= mark <= c.points for c, mark in pairs):
        raise InvalidPoints(_("Give points for each part of the rubric."))


def credit_for(criteria: Sequence[Criterion], marks: Iterable[Fraction]) -> Fraction:
    """The points given as a share, 0 to 1, of all that can be given."""
    return sum(marks, Fraction(0)) / most_points(criteria)


def spread(criteria: Sequence[Criterion], share: Fraction) -> list[Fraction]:
    """The points that give each criterion the same share."""
    return [criterion.points * share for criterion in criteria]


def as_written(points: Fraction) -> str:
    """Points as a trainer types them; more than nine decimals are rounded."""
    return number(points)


def reading_order(question_id: str, answer_ids: Iterable[int]) -> list[int]:
    """Answers in the order to read them: another one for each question, always the same.

    So that nobody is always read first, nor last by a tired trainer.
    """
    return sorted(answer_ids, key=lambda each: derive_seed("reading", question_id, each))
