"""A course whose questions are tagged with goals, and answers to it."""

from dataclasses import replace
from fractions import Fraction
from functools import cache

from lms.content.values import QuizKind
from lms.quizzes.attempts.kept.rules import KeptMark, marks_text
from lms.reports.account.evidence import AttemptMarks
from tests.results.samples import course

GOAL = "T1.1"


@cache
def tagged():
    """The tests' course: the first two questions of quiz 1 and all of the tests are of one goal."""
    plain = course()
    modules = tuple(
        replace(module, quizzes=tuple(_tagged(quiz, 2) for quiz in module.quizzes))
        for module in plain.modules
    )
    tests = tuple(_tagged(quiz, len(quiz.questions(quiz.usual_forms[0]))) for quiz in plain.tests)
    return replace(plain, modules=modules, tests=tests)


def _tagged(quiz, count):
    if quiz.day > 1 and quiz.kind is QuizKind.QUIZ:
        return quiz
    forms = {
        form: tuple(
            replace(question, goal=GOAL if place < count else "")
            for place, question in enumerate(questions)
        )
        for form, questions in quiz.forms.items()
    }
    return replace(quiz, forms=forms)


def asked(quiz_id, form=""):
    """The ids of a quiz's questions."""
    return [question.id for question in tagged().quiz(quiz_id).questions(form)]


def answered(person_id, quiz_id, *earned, form=""):
    """One person's answers to the first questions of a quiz; None waits for a trainer."""
    marks = [
        KeptMark(question_id, None if credit is None else Fraction(credit), Fraction(1))
        for question_id, credit in zip(asked(quiz_id, form), earned, strict=False)
    ]
    return [AttemptMarks(person_id, quiz_id, marks_text(marks))]
