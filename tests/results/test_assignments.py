from dataclasses import replace
from fractions import Fraction

import pytest

from lms.content.values import QuizKind
from lms.results.passing import MissingKind, demands_of, missing
from lms.results.rules import QuizResult, QuizState
from lms.statistics.rates import Rate
from tests.results.samples import course, scored


def with_assignment(pass_score, required=True):
    """The small course with its second quiz turned into an assignment."""
    whole = course()
    first, second = whole.modules
    assignment = replace(
        second.quizzes[0], kind=QuizKind.ASSIGNMENT, pass_score=pass_score, required=required
    )
    return replace(whole, modules=(first, replace(second, quizzes=(assignment,))))


def kinds(of, result):
    quizzes = {"tes-akhir": scored(100)}
    if result is not None:
        quizzes["kuis-2"] = result
    return [each.kind for each in missing(demands_of(of), Rate(1, 1), quizzes)]


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (None, [MissingKind.ASSIGNMENT_OPEN]),
        (QuizResult(QuizState.BEGUN), [MissingKind.ASSIGNMENT_OPEN]),
        (QuizResult(QuizState.WAITING), [MissingKind.ASSIGNMENT_WAITING]),
        (scored(69), [MissingKind.ASSIGNMENT_SCORE]),
        (scored(70), []),
    ],
)
def test_an_assignment_is_accepted_when_graded_with_its_pass_mark(result, expected):
    assert kinds(with_assignment(Fraction(70)), result) == expected


def test_without_a_pass_mark_being_graded_is_enough():
    assert kinds(with_assignment(None), scored(0)) == []


def test_an_assignment_that_is_not_required_is_not_missing():
    assert kinds(with_assignment(Fraction(70), required=False), None) == []
