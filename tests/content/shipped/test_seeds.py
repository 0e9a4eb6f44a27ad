"""Two thousand seeds of every question of the shipped course: nobody draws what cannot work."""

import pytest

from lms.questions.base import drawn
from tests.shipped import shipped_course

SEEDS = 2_000


def every_question():
    course = shipped_course()
    quizzes = [q for quiz in course.quizzes for form in quiz.forms.values() for q in form]
    banked = [q for bank in course.banks for q in bank.questions]
    practised = [exercise.question for exercise in course.exercises]
    return {question.id: question for question in (*practised, *quizzes, *banked)}


@pytest.mark.long
def test_every_question_works_with_every_seed():
    tried = 0
    for question in every_question().values():
        for seed in range(SEEDS):
            variant = question.variant_of(seed, drawn(question, seed))
            variant.rehearse()
            if question.kind == "numeric":
                names = variant.names
                wrong = [each.result.value(names) for each in question.mistakes]
                assert variant.key not in wrong, (question.id, seed)
            elif not question.needs_trainer and hasattr(variant, "key_answer"):
                assert variant.grade(variant.key_answer).credit == 1, (question.id, seed)
            tried += 1
    assert tried == SEEDS * len(every_question())
