"""Reads a quiz, an assignment or a test."""

from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType

from lms.content.picks import Form, read_form
from lms.content.question_list import Index
from lms.content.quiz_settings import (
    Length,
    read_attempts,
    read_remedial,
    read_review,
    read_waits,
    read_window,
)
from lms.content.settings import Which
from lms.content.values import FormOrder, NumbersFrom, Quiz, QuizKind
from lms.questions import Question
from lms.questions.choices import ChoiceQuestion
from lms.questions.source import Source

LONGEST_MINUTES = 600
WORKSHOP = NumbersFrom.WORKSHOP
USUAL_NUMBERS = {QuizKind.ASSIGNMENT: NumbersFrom.ATTEMPT}
"""Who shares numbers unless the author says otherwise; else the workshop does."""


class _Form(StrEnum):
    FIRST = "first"
    OTHER = "other"


def read_quiz(
    source: Source, index: Index, day: int, kinds: tuple[QuizKind, ...], length: Length
) -> Quiz:
    """Read a quiz whose kind is one of `kinds`, in a course of this length."""
    kind = source.choice("kind", QuizKind, None)
    if kind not in kinds and "kind" in source:
        wanted = " or ".join(kinds)
        source.problem("kind", f'This file must be of the kind {wanted}, not "{kind}"')
    is_test = kind in (QuizKind.PRETEST, QuizKind.POSTTEST)
    quiz_id = source.text("id")
    if source.desk.authored:
        index.claim(source, quiz_id)
    forms = _forms(source, index) if is_test else {"": read_form(source, index, "questions")}
    attempts = read_attempts(source)
    remedial = read_remedial(source, kind, forms)
    opens, closes = read_window(source, kind, day, length)
    wait, wait_later = read_waits(source, several=attempts != 1 or remedial is not None)
    shuffled = source.flag("shuffle_options", True)
    numbers = source.choice("numbers", NumbersFrom, USUAL_NUMBERS.get(kind, WORKSHOP))
    return Quiz(
        id=quiz_id,
        day=day,
        kind=kind,
        title=source.text("title"),
        intro=source.html("intro"),
        opens=opens,
        closes=closes,
        minutes=source.whole_or_none("minutes", least=1, most=LONGEST_MINUTES),
        attempts=attempts,
        wait=wait,
        wait_later=wait_later,
        counts=source.choice("counts", Which, Which.BEST),
        pass_score=source.amount("pass", None, most=100),
        remedial=remedial,
        numbers=numbers,
        shuffle=source.flag("shuffle", False),
        review=read_review(source, kind, numbers),
        required=source.flag("required", True),
        form_order=_form_order(source, kind) if is_test else FormOrder.SINGLE,
        forms=MappingProxyType(
            {name: _options(form.questions, shuffled) for name, form in forms.items()}
        ),
        picks=MappingProxyType({name: form.picks for name, form in forms.items()}),
    )


def _form_order(source: Source, kind: QuizKind) -> FormOrder:
    usual = _Form.FIRST if kind is QuizKind.PRETEST else _Form.OTHER
    return FormOrder(source.choice("form", _Form, usual))


def _options(questions: tuple[Question, ...], shuffled: bool) -> tuple[Question, ...]:
    """Return the questions; unless `shuffled`, with every option where its author put it."""
    if shuffled:
        return questions
    return tuple(
        replace(each, shuffle_options=False) if isinstance(each, ChoiceQuestion) else each
        for each in questions
    )


def _forms(source: Source, index: Index) -> dict[str, Form]:
    """Read the forms of a test; they must be parallel."""
    below = source.mapping("forms")
    if not list(below):
        source.problem("", '"forms" is missing. Write: forms: {A: form-a.yaml, B: form-b.yaml}')
    forms = {name: read_form(below, index, name) for name in below}
    if source.desk.authored and source.sound and all(form.complete for form in forms.values()):
        shapes = {name: form.shape for name, form in forms.items()}
        first = next(iter(shapes), "")
        for name, shape in shapes.items():
            if shape != shapes[first]:
                source.problem(
                    "forms",
                    f"The forms {first} and {name} are not parallel. Give them equally many "
                    "questions with the same competencies and points in the same order",
                )
    return forms
