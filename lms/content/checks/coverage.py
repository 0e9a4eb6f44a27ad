"""Whether a course asks for what it promises, and its forms measure the same."""

from collections.abc import Sequence
from itertools import zip_longest

from lms.content.values import Course, Quiz, QuizKind
from lms.questions import Question
from lms.questions.authoring.source import Source
from lms.questions.choices import ChoiceQuestion
from lms.questions.single_choice import SingleChoiceQuestion

PARALLEL = ("kind", "goal", "level")
"""What questions at the same place of two forms have in common, beside competency and points."""


def check_coverage(source: Source, course: Course) -> None:
    """Advise the author of a course that can be read whole."""
    asked = _asked(course)
    for code, _name in ((each.code, each.name) for each in course.competencies):
        if code not in {question.competency for question in asked}:
            source.advise(("competencies", code), f"No question asks for {code}. Add some")
    _check_goals(source, course, asked)
    for n, test in enumerate(course.tests):
        _check_forms(source, n, test)


def _asked(course: Course) -> list[Question]:
    quizzes = [q for quiz in course.quizzes for form in quiz.forms.values() for q in form]
    return [*(exercise.question for exercise in course.exercises), *quizzes]


def _check_goals(source: Source, course: Course, asked: Sequence[Question]) -> None:
    goals = {question.goal for question in asked}
    tested = {q.goal for test in course.tests for form in test.forms.values() for q in form}
    for n, module in enumerate(course.modules):
        for goal in module.goals:
            place = ("modules", n, "goals", goal.id)
            if goal.id not in goals:
                source.advise(place, f"No question asks for the goal {goal.id}. Add some")
            elif course.tests and goal.id not in tested:
                source.advise(place, f"No test asks for the goal {goal.id}. Add a question")


def _check_forms(source: Source, place: int, test: Quiz) -> None:
    if test.kind is not QuizKind.POSTTEST and test.kind is not QuizKind.PRETEST:
        return
    names = list(test.forms)
    for name in names[1:]:
        pairs = zip_longest(test.forms[names[0]], test.forms[name])
        for number, (first, other) in enumerate(pairs):
            if first is None or other is None:
                break  # told as not parallel
            unequal = [key for key in PARALLEL if getattr(first, key) != getattr(other, key)]
            if unequal:
                source.advise(
                    ("tests", place, "forms", name, number),
                    f"Question {number + 1} of form {name} has another {' and '.join(unequal)} "
                    f"than that of form {names[0]}. Make them equal",
                )
    longest = {name: _longest_keys(form) for name, form in test.forms.items()}
    if len(set(longest.values())) > 1:
        told = ", ".join(f"{name} {count}" for name, count in longest.items())
        source.advise(
            ("tests", place, "forms"),
            f"The right option is the only longest one unequally often ({told}). Even it out",
        )


def _longest_keys(form: Sequence[Question]) -> int:
    return sum(_is_longest(each) for each in form if isinstance(each, SingleChoiceQuestion))


def _is_longest(question: ChoiceQuestion) -> bool:
    right = [len(each.text.html) for each in question.written if each.right is True]
    wrong = [len(each.text.html) for each in question.written if each.right is not True]
    return bool(right) and max(right) > max(wrong, default=0)
