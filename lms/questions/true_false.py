"""A statement that is true or false."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, Self

from markupsafe import Markup
from pydantic import Field

from lms.language import gettext_noop as _
from lms.questions.authoring.keys import AsWritten, Keys, Markdown, YesNoDrawn, decided
from lms.questions.authoring.source import Source
from lms.questions.base import (
    WRONG,
    Answer,
    Fields,
    Grade,
    InvalidAnswer,
    Option,
    Question,
    Variant,
    first_text,
    joined,
)
from lms.questions.common import QuestionKeys, shared
from lms.questions.expressions import Values
from lms.questions.template import Template, fill_line

NEITHER_CHOSEN = _("Please choose true or false.")
WORDS = {"true": Markup("Benar"), "false": Markup("Salah")}
"""What is shown for each, in the language of courses."""


class SayKeys(Keys):
    """What to say to each answer."""

    to_true: Markdown = Field("", alias="true")
    """Said to those who answer that it is true."""
    to_false: Markdown = Field("", alias="false")
    """Said to those who answer that it is false."""


class TrueFalseKeys(QuestionKeys):
    """A statement that is true or false."""

    kind: Literal["true_false"]
    answer: YesNoDrawn
    """Whether the statement is true; a value of a drawn row may say so."""
    say: Annotated[Any, AsWritten(SayKeys)] = None
    """What to say to each answer."""


@dataclass(frozen=True, kw_only=True)
class TrueFalseQuestion(Question):
    """A statement, whether it is true, and what to say to each answer."""

    kind: ClassVar[str] = "true_false"
    template: ClassVar[str] = "questions/true_false.html"

    written_truth: bool | str
    say_true: Template
    say_false: Template

    @classmethod
    def parse(cls, source: Source) -> Self:
        keys = source.read(TrueFalseKeys)
        common = shared(source, keys)
        known = common["draw"].names
        below = source.mapping("say")
        say = below.read(SayKeys)
        if isinstance(keys.answer, str):
            source.line(("answer",), keys.answer, known)
        return cls(
            **common,
            written_truth=keys.answer,
            say_true=below.template("true", say.to_true, known, inline=True),
            say_false=below.template("false", say.to_false, known, inline=True),
        )

    def variant_of(self, seed: int, numbers: Values) -> "TrueFalse":
        return TrueFalse(self, seed, numbers)


class TrueFalse(Variant[TrueFalseQuestion]):
    """Two options, always in the same order; the answer is "true" or "false"."""

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """True, then false."""
        return tuple(Option(key, text) for key, text in WORDS.items())

    @cached_property
    def statement_is_true(self) -> bool:
        """Whether it is, as its author wrote or as the drawn row says."""
        return decided(self.question.written_truth, lambda text: fill_line(text, self.numbers))

    @property
    def right_keys(self) -> tuple[str, ...]:
        return ("true" if self.statement_is_true else "false",)

    @property
    def key_text(self) -> Markup:
        """The right word."""
        return WORDS[self.right_keys[0]]

    def read(self, fields: Fields) -> Answer:
        """The key of the chosen option, `true` or `false`. Raises InvalidAnswer."""
        chosen = first_text(fields)
        if chosen not in WORDS:
            raise InvalidAnswer(NEITHER_CHOSEN)
        return chosen

    def grade(self, answer: Answer) -> Grade:
        """Give full credit for the right word."""
        if not isinstance(answer, str) or answer not in WORDS:
            return WRONG
        said_true = answer == "true"
        say = self.question.say_true if said_true else self.question.say_false
        right = said_true == self.statement_is_true
        return Grade(Fraction(right), joined([say.fill(self.numbers)]))

    def answer_text(self, answer: Answer) -> Markup:
        """The word chosen."""
        return WORDS.get(answer, Markup("")) if isinstance(answer, str) else Markup("")
