"""A course and results to test the rules with."""

from fractions import Fraction
from functools import cache

from lms.content.folder import read_folder
from lms.content.revision import canonical, course_from
from lms.results.rules import QuizResult, QuizState
from tests.constants import COURSE


@cache
def course():
    """The tests' course."""
    document = read_folder(COURSE).document
    assert document is not None
    return course_from(canonical(document))


def scored(score):
    """A quiz sat with a score."""
    return QuizResult(QuizState.SCORED, Fraction(score), Fraction(score))
