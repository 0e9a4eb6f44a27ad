"""A word or two, compared with a list of accepted answers."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, ClassVar, Literal, Self

from markupsafe import Markup, escape
from rapidfuzz.distance import OSA

from lms.questions.authoring.keys import Line, ListOf, YesNo
from lms.questions.authoring.source import Source
from lms.questions.base import (
    NOTHING_WRITTEN,
    WRONG,
    Answer,
    Fields,
    Grade,
    Question,
    Variant,
    typed,
)
from lms.questions.common import QuestionKeys, shared

MAX_SHORT_ANSWER_LENGTH = 200
SLIPS = ((12, 2), (5, 1))
"""How many slips of the pen a word may have: two from twelve letters on, one from five."""


class ShortAnswerKeys(QuestionKeys):
    """A word or two."""

    kind: Literal["short_answer"]
    accepted: Annotated[list[Line], ListOf(1)]
    """The answers that are accepted; case, spaces and punctuation are ignored."""
    near_misses: YesNo = False
    """Whether a misspelled answer counts, too."""


@dataclass(frozen=True, kw_only=True)
class ShortAnswerQuestion(Question):
    """The answers that are accepted, the first one being the one to show."""

    kind: ClassVar[str] = "short_answer"
    template: ClassVar[str] = "questions/short_answer.html"

    accepted: tuple[str, ...]
    near_misses: bool

    @classmethod
    def parse(cls, source: Source) -> Self:
        """Read the question; each accepted answer must have a letter or digit in it."""
        keys = source.read(ShortAnswerKeys)
        return cls(
            **shared(source, keys),
            accepted=checked_accepted(source, keys.accepted),
            near_misses=keys.near_misses,
        )

    def variant_of(self, seed: int, numbers: Mapping[str, Fraction]) -> "ShortAnswer":
        return ShortAnswer(self, seed, numbers)


class ShortAnswer(Variant[ShortAnswerQuestion]):
    """A field for a few words; the answer is the text as typed."""

    @property
    def key_text(self) -> Markup:
        """The accepted answers."""
        return Markup(" / ").join(escape(text) for text in self.question.accepted)

    def read(self, fields: Fields) -> Answer:
        """What was typed. Raises InvalidAnswer."""
        return typed(fields, MAX_SHORT_ANSWER_LENGTH, NOTHING_WRITTEN)

    def grade(self, answer: Answer) -> Grade:
        """Give full credit for an accepted answer; case, spaces and punctuation do not matter."""
        if not isinstance(answer, str):
            return WRONG
        right = accepts(self.question.accepted, answer) or bool(self.near_misses(answer))
        return Grade(Fraction(right))

    def near_misses(self, answer: Answer) -> tuple[str, ...]:
        """The answer if it is accepted although it is misspelled."""
        if not (self.question.near_misses and isinstance(answer, str)):
            return ()
        return (answer,) if is_near(self.question.accepted, answer) else ()

    def answer_text(self, answer: Answer) -> Markup:
        return escape(answer) if isinstance(answer, str) else Markup("")


def normalised(text: str) -> str:
    """A text without what is ignored: case, spaces, punctuation, invisible characters."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    # P: punctuation, Z: spaces, C: what cannot be seen.
    return "".join(each for each in folded if unicodedata.category(each)[0] not in "PZC")


def checked_accepted(source: Source, accepted: Iterable[str]) -> tuple[str, ...]:
    """The list `accepted`; each answer must have a letter or digit in it."""
    accepted = tuple(accepted)
    for n, text in enumerate(accepted):
        if text and not normalised(text):
            place = ("accepted", n)
            source.problem(place, f'"{text}" has only punctuation, which is ignored. Add a word')
    return accepted


def accepts(accepted: Iterable[str], text: str) -> bool:
    """Whether `text` is one of the accepted answers when normalised."""
    if len(text) > MAX_SHORT_ANSWER_LENGTH or not normalised(text):
        return False
    return normalised(text) in {normalised(each) for each in accepted}


def is_near(accepted: Iterable[str], text: str) -> bool:
    """Whether `text` is none of the accepted answers, but one of them misspelled.

    A slip is a letter too many, missing or wrong, or two neighbours swapped. Digits must be right.
    """
    typed = normalised(text)
    keys = {normalised(each) for each in accepted}
    if len(text) > MAX_SHORT_ANSWER_LENGTH or typed in keys:
        return False
    return any(OSA.distance(typed, key) <= _most_slips(key) for key in keys if _like(typed, key))


def _most_slips(key: str) -> int:
    return next((most for letters, most in SLIPS if len(key) >= letters), 0)


def _like(typed: str, key: str) -> bool:
    digits = [[each for each in text if each.isdecimal()] for text in (typed, key)]
    return digits[0] == digits[1] and 0 < _most_slips(key) >= abs(len(typed) - len(key))
