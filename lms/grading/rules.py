"""Points of a rubric as credit, and the order in which answers are read."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from lms.errors import Invalid
from lms.language import UnreadableNumber, read_number
from lms.language import mark as _
from lms.questions import Variant, derive_seed
from lms.questions.essay import Essay

POINTS_WITHOUT_RUBRIC = 100


class InvalidPoints(Invalid):
    """What was typed is not a number of points that can be given."""


def most_points(variant: Variant[Any]) -> int:
    """Return the most points a trainer can give."""
    return variant.rubric_points if isinstance(variant, Essay) else POINTS_WITHOUT_RUBRIC


def read_points(text: str, most: int) -> Fraction:
    """Return points of 0 to `most` in Indonesian writing. Raises InvalidPoints."""
    try:
        points = read_number(text)
    except UnreadableNumber:
        points = Fraction(-1)
    if not 0 <= points <= most or points.denominator > 100:
        raise InvalidPoints(_("Write a number from 0 to %(most)s."), most=most)
    return points


def reading_order(question_id: str, answer_ids: Iterable[int]) -> list[int]:
    """Return answers in the order to read them: another one for each question, always the same.

    So that nobody is always read first, nor last by a tired trainer.
    """
    return sorted(answer_ids, key=lambda each: derive_seed("reading", question_id, each))
