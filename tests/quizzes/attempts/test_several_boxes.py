"""Answers with several boxes, kept as they were typed."""

import pytest

from lms.questions import InvalidAnswer
from lms.quizzes.attempts.rules import given, problem_with
from tests.questions.samples import SAMPLES, a_question

LEFT_LIKE_THIS = {
    "ordering": ["1", "1", "", "3"],
    "cloze": ["SUM", "dua", ""],
    "journal_entry": ["1101", "banyak", "", "", "", "125.000", *[""] * 12],
}
UNFINISHED = {
    "cloze": ["SUM", "", ""],
    "journal_entry": ["1101", "125.000", "", *[""] * 15],
}


def a_variant(kind):
    return a_question(kind, **SAMPLES[kind]).variant(1)


@pytest.mark.parametrize(("kind", "typed"), LEFT_LIKE_THIS.items())
def test_what_cannot_be_read_is_kept_as_it_was_typed_and_told(kind, typed):
    kept = given(a_variant(kind), {"answer": typed})

    assert kept.answer == typed
    assert kept.problem is not None
    assert problem_with(a_variant(kind), kept.answer).message == kept.problem.message


@pytest.mark.parametrize(("kind", "typed"), UNFINISHED.items())
def test_what_is_not_finished_yet_is_no_problem(kind, typed):
    kept = given(a_variant(kind), {"answer": typed})

    assert (kept.answer, kept.problem) == (typed, None)
    assert problem_with(a_variant(kind), typed) is None


@pytest.mark.parametrize("kind", ["matching", "ordering", "cloze", "journal_entry"])
def test_empty_boxes_are_no_answer(kind):
    assert given(a_variant(kind), {"answer": ["", " ", ""]}).answer is None


def test_a_match_that_is_not_offered_is_refused():
    with pytest.raises(InvalidAnswer):
        given(a_variant("matching"), {"answer": ["x", "", ""]})
