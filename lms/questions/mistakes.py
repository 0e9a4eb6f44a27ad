"""Mistakes that an author has foreseen: how they are known, and what is said to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any

from markupsafe import Markup
from pydantic import Field

from lms.questions.authoring.keys import Calculation, Keys, Line, ListOf, Markdown
from lms.questions.authoring.source import Source
from lms.questions.base import joined
from lms.questions.expressions import Expression, Values
from lms.questions.template import Template


class MistakeKeys(Keys):
    """A result that a known mistake leads to."""

    result: Calculation = Field(alias="if")
    """The wrong result: a calculation with the numbers drawn and, in numeric, `answer`."""
    say: Markdown
    """What to say to those who give it."""


class WordMistakeKeys(Keys):
    """Words that a known mistake leads to."""

    texts: Annotated[list[Line], ListOf(1)] = Field(alias="if")
    """The wrong words; case, spaces and punctuation are ignored."""
    say: Markdown
    """What to say to those who write them."""


class ChoiceMistakeKeys(Keys):
    """A wrong choice."""

    chosen: Markdown = Field(alias="if")
    """The option, as it is written."""
    say: Markdown
    """What to say to those who choose it."""


@dataclass(frozen=True)
class Mistake:
    """The result that a known mistake leads to, and what to say to it."""

    result: Expression
    say: Template

    def is_made(self, value: Fraction, tolerance: Fraction, numbers: Values) -> bool:
        """Whether `value` is that result within the tolerance."""
        return abs(value - self.result.value(numbers)) <= tolerance


@dataclass(frozen=True)
class WordMistake:
    """Words that a known mistake leads to, and what to say to them; the words may be drawn."""

    texts: tuple[str, ...]
    say: Template


def read_mistakes(source: Source, entries: Iterable[Any], known: list[str]) -> tuple[Mistake, ...]:
    """Read the list `mistakes` of something that is answered by a number."""
    found = []
    for item in source.children("mistakes", list(entries)):
        keys = item.read(MistakeKeys)
        found.append(
            Mistake(
                item.expression("if", keys.result, known),
                item.template("say", keys.say, known, inline=True),
            )
        )
    return tuple(found)


def read_word_mistakes(
    source: Source, entries: Iterable[Any], known: list[str]
) -> tuple[WordMistake, ...]:
    """Read the list `mistakes` of something that is answered by words."""
    found = []
    for item in source.children("mistakes", list(entries)):
        keys = item.read(WordMistakeKeys)
        texts = item.lines("if", keys.texts, known)
        found.append(WordMistake(texts, item.template("say", keys.say, known, inline=True)))
    return tuple(found)


def once(texts: Iterable[Markup]) -> Markup:
    """What is said, each sentence once."""
    return joined(dict.fromkeys(texts))
