"""Reads a quiz, an assignment or a test."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import Field

from lms.content.picks import PickKeys, QuestionPool, read_form
from lms.content.question_list import Index, UseKeys
from lms.content.quiz_settings import (
    Length,
    RemedialKeys,
    ReviewKeys,
    read_attempts,
    read_remedial,
    read_review,
    read_waits,
    read_window,
)
from lms.content.settings import CountedAttempt
from lms.content.values import FormOrder, NumbersFrom, Quiz, QuizKind
from lms.questions import Question, QuestionOfAnyKind
from lms.questions.authoring.keys import (
    Amount,
    AsWritten,
    Keys,
    Line,
    Mappings,
    Markdown,
    OneOf,
    WholeNumber,
    YesNo,
    value_of,
)
from lms.questions.authoring.source import Source
from lms.questions.choices import ChoiceQuestion
from lms.questions.expressions import Expression

MAX_MINUTES = 600
WORKSHOP = NumbersFrom.WORKSHOP
USUAL_NUMBERS = {QuizKind.ASSIGNMENT: NumbersFrom.ATTEMPT}
"""Who shares numbers unless the author says otherwise; else the workshop does."""


_FORMS_EXPECTED = "Write: forms: {A: form-a.yaml, B: form-b.yaml}"


class _Form(StrEnum):
    FIRST = "first"
    OTHER = "other"


QuizEntry = UseKeys | PickKeys | QuestionOfAnyKind


class _Named(Keys):
    kind: Annotated[QuizKind, OneOf(QuizKind)]
    """What it is for."""
    id: Line
    """Small letters, digits and hyphens, such as kuis-1; never changed once it is published."""


class _Asking(_Named):
    questions: Annotated[list[Any], Mappings(QuizEntry, 1)]
    """Questions that are written out, used from elsewhere, or drawn from a bank."""


class _WithForms(_Named):
    forms: Annotated[Any, AsWritten(dict[str, str], _FORMS_EXPECTED)]
    """The files of the forms by name, such as {A: form-a.yaml, B: form-b.yaml}."""


class _Settings(Keys):
    attempts: Annotated[Any, AsWritten(int | Literal["unlimited"])] = 1
    """How often it may be sat."""
    remedial: Annotated[Any, AsWritten(int | RemedialKeys)] = None
    """More attempts for those who stay below the pass mark of a post-test."""
    opens: Annotated[Any, AsWritten(str)] = None
    """Such as "day 1 14:30" or "start of day 2"."""
    closes: Annotated[Any, AsWritten(str)] = None
    """Such as "end of day 1 + 7 days" or "end of practice"."""
    wait: Annotated[Any, AsWritten(str)] = None
    """How long to wait before the second attempt, such as "30 minutes" or "1 day"."""
    wait_later: Annotated[Any, AsWritten(str)] = None
    """How long to wait before each later attempt."""
    shuffle_options: YesNo = True
    """Whether everybody gets the options in another order, in all questions."""
    numbers: Annotated[NumbersFrom | None, OneOf(NumbersFrom)] = None
    """Who shares the same drawn numbers."""
    title: Line
    """What it is called."""
    intro: Markdown = ""
    """What stands above the questions, Markdown."""
    minutes: Annotated[int | None, WholeNumber(1, MAX_MINUTES)] = None
    """The time limit; none if it is left out."""
    counts: Annotated[CountedAttempt, OneOf(CountedAttempt)] = CountedAttempt.BEST
    """Which of several attempts counts."""
    pass_score: Annotated[Expression | None, Amount(100)] = Field(None, alias="pass")
    """What is needed to pass, out of 100."""
    shuffle: YesNo = False
    """Whether everybody gets the questions in another order."""
    review: Annotated[Any, AsWritten(ReviewKeys | Literal["full", "later", "score", "none"])] = None
    """What may be seen when."""
    required: YesNo = True
    """Whether it counts for completion."""


# What is asked stands before the settings in every stored revision: keys keep their order, and the
# fingerprint of a course tells whether it changed.
class QuizKeys(_Settings, _Asking):
    """A quiz or an assignment: quiz.yaml, assignment.yaml."""


class FormsKeys(_Settings, _WithForms):
    """A pre-test or a post-test, which has forms."""

    form: Annotated[_Form | None, OneOf(_Form)] = None
    """Which form a person gets: her first one, or the other one."""


def read_quiz(source: Source, index: Index, day: int, length: Length) -> Quiz:
    """Read a quiz or an assignment of a day, in a course of this length."""
    keys = source.read(QuizKeys)
    kind = _kind(source, keys, QuizKind.QUIZ, QuizKind.ASSIGNMENT)
    if source.diagnostics.authored:
        index.claim(source, keys.id)
    forms = {"": read_form(source, index, "questions", keys.questions)}
    return _quiz(source, keys, kind, day, length, forms, FormOrder.SINGLE)


def read_test(source: Source, index: Index, day: int, length: Length) -> Quiz:
    """Read a pre-test or post-test, in a course of this length."""
    keys = source.read(FormsKeys)
    kind = _kind(source, keys, QuizKind.PRETEST, QuizKind.POSTTEST)
    if source.diagnostics.authored:
        index.claim(source, keys.id)
    usual = _Form.FIRST if kind is QuizKind.PRETEST else _Form.OTHER
    source.document["form"] = form = keys.form or usual
    return _quiz(source, keys, kind, day, length, _forms(source, index), FormOrder(form))


def _kind(source: Source, keys: QuizKeys | FormsKeys, *kinds: QuizKind) -> QuizKind:
    if keys.kind in kinds:
        return keys.kind
    if source.raw("kind") == keys.kind:
        wanted = " or ".join(kinds)
        source.problem("kind", f'This file must be of the kind {wanted}, not "{keys.kind}"')
    return kinds[0]


def _quiz(
    source: Source,
    keys: QuizKeys | FormsKeys,
    kind: QuizKind,
    day: int,
    length: Length,
    forms: Mapping[str, QuestionPool],
    form_order: FormOrder,
) -> Quiz:
    attempts = read_attempts(source)
    remedial = read_remedial(source, kind, forms)
    opens, closes = read_window(source, kind, day, length)
    wait, wait_later = read_waits(source, several=attempts != 1 or remedial is not None)
    numbers = keys.numbers or USUAL_NUMBERS.get(kind, WORKSHOP)
    source.document["numbers"] = numbers
    return Quiz(
        id=keys.id,
        day=day,
        kind=kind,
        title=keys.title,
        intro=source.html("intro", keys.intro),
        opens=opens,
        closes=closes,
        minutes=keys.minutes,
        attempts=attempts,
        wait=wait,
        wait_later=wait_later,
        counts=keys.counts,
        pass_score=None if keys.pass_score is None else value_of(keys.pass_score),
        remedial=remedial,
        numbers=numbers,
        shuffle=keys.shuffle,
        review=read_review(source, kind, numbers),
        required=keys.required,
        form_order=form_order,
        forms=MappingProxyType(
            {name: _options(form.questions, keys.shuffle_options) for name, form in forms.items()}
        ),
        picks=MappingProxyType({name: form.picks for name, form in forms.items()}),
    )


def _options(questions: tuple[Question, ...], shuffled: bool) -> tuple[Question, ...]:
    """The questions; unless `shuffled`, with every option where its author put it."""
    if shuffled:
        return questions
    return tuple(
        replace(each, shuffle_options=False) if isinstance(each, ChoiceQuestion) else each
        for each in questions
    )


def _forms(source: Source, index: Index) -> dict[str, QuestionPool]:
    """Read the forms of a test; they must be parallel."""
    below = source.mapping("forms")
    if not list(below):
        source.problem("", f'"forms" is missing. {_FORMS_EXPECTED}')
    forms = {
        name: read_form(below, index, name, below.value(name, Mappings(QuizEntry, 1)))
        for name in below
    }
    if (
        source.diagnostics.authored
        and source.sound
        and all(form.complete for form in forms.values())
    ):
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
