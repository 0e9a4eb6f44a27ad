"""Reads a quiz, an assignment or a test."""

from enum import StrEnum
from types import MappingProxyType

from lms.content.question_list import Index, read_exercise_or_question
from lms.content.values import FormOrder, NumbersFrom, Quiz, QuizKind, Review
from lms.questions import Question
from lms.questions.source import Source

LONGEST_MINUTES = 600
MOST_ATTEMPTS = 100
MOST_QUESTIONS = 200

REVIEW = {QuizKind.PRETEST: Review.NONE, QuizKind.POSTTEST: Review.SCORE}
"""What may be seen right after handing in unless the author says otherwise; else everything."""

UNLIMITED = "unlimited"


class _Form(StrEnum):
    FIRST = "first"
    OTHER = "other"


def read_quiz(source: Source, index: Index, day: int, kinds: tuple[QuizKind, ...]) -> Quiz:
    """Read a quiz whose kind is one of `kinds`."""
    kind = source.choice("kind", QuizKind, None)
    if kind not in kinds and "kind" in source:
        wanted = " or ".join(kinds)
        source.problem("kind", f'This file must be of the kind {wanted}, not "{kind}"')
    is_test = kind in (QuizKind.PRETEST, QuizKind.POSTTEST)
    quiz_id = source.text("id")
    if source.desk.authored:
        index.claim(source, quiz_id)
    forms = _forms(source, index) if is_test else {"": _questions(source, index, "questions")}
    return Quiz(
        id=quiz_id,
        day=day,
        kind=kind,
        title=source.text("title"),
        intro=source.html("intro"),
        minutes=source.whole_or_none("minutes", least=1, most=LONGEST_MINUTES),
        attempts=_attempts(source),
        pass_score=source.amount("pass", None, most=100),
        numbers=source.choice("numbers", NumbersFrom, NumbersFrom.WORKSHOP),
        shuffle=source.flag("shuffle", False),
        review=source.choice("review", Review, REVIEW.get(kind, Review.FULL)),
        required=source.flag("required", True),
        form_order=_form_order(source, kind) if is_test else FormOrder.SINGLE,
        forms=MappingProxyType(forms),
    )


def _attempts(source: Source) -> int | None:
    if source.raw("attempts") == UNLIMITED:
        source.document["attempts"] = UNLIMITED
        return None
    return source.whole("attempts", 1, least=1, most=MOST_ATTEMPTS)


def _form_order(source: Source, kind: QuizKind) -> FormOrder:
    usual = _Form.FIRST if kind is QuizKind.PRETEST else _Form.OTHER
    return FormOrder(source.choice("form", _Form, usual))


def _questions(source: Source, index: Index, key: str) -> tuple[Question, ...]:
    """Read a list of questions, none of them twice."""
    questions: list[Question] = []
    for n, item in enumerate(source.items(key, least=1)):
        question = read_exercise_or_question(item, index)
        if question is None:
            continue
        if question in questions:
            item.problem("use", f'"{question.id}" is used twice here. Remove one of them')
        questions.append(question)
        if n == MOST_QUESTIONS:
            source.problem(key, f"There are more than {MOST_QUESTIONS} questions. Split them")
            break
    return tuple(questions)


def _forms(source: Source, index: Index) -> dict[str, tuple[Question, ...]]:
    """Read the forms of a test; they must be parallel."""
    below = source.mapping("forms")
    if not list(below):
        source.problem("", '"forms" is missing. Write: forms: {A: form-a.yaml, B: form-b.yaml}')
    forms = {name: _questions(below, index, name) for name in below}
    if source.desk.authored and source.sound:
        shapes = {
            name: [(q.competency, q.points) for q in questions] for name, questions in forms.items()
        }
        first = next(iter(shapes), "")
        for name, shape in shapes.items():
            if shape != shapes[first]:
                source.problem(
                    "forms",
                    f"The forms {first} and {name} are not parallel. Give them equally many "
                    "questions with the same competencies and points in the same order",
                )
    return forms
