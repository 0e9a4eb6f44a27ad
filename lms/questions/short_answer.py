"""A word or two, compared with a list of accepted answers."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, Self

from markupsafe import Markup, escape
from rapidfuzz.distance import OSA

from lms.questions.authoring.keys import Line, ListOf, Mappings, YesNo
from lms.questions.authoring.source import Source
from lms.questions.base import (
    NOTHING_WRITTEN,
    WRONG,
    Answer,
    Fields,
    Grade,
    Question,
    Variant,
    joined,
    typed,
)
from lms.questions.common import QuestionKeys, shared
from lms.questions.expressions import Unsound, Values
from lms.questions.mistakes import WordMistake, WordMistakeKeys, read_word_mistakes
from lms.questions.template import fill_line

MAX_SHORT_ANSWER_LENGTH = 200
SaidWords = tuple[tuple[str, ...], Markup]
"""Wrong words, and what is said to them."""

SLIPS = ((12, 2), (5, 1))
"""How many slips of the pen a word may have: two from twelve letters on, one from five."""


class ShortAnswerKeys(QuestionKeys):
    """A word or two."""

    kind: Literal["short_answer"]
    accepted: Annotated[list[Line], ListOf(1)]
    """The answers that are accepted; case, spaces and punctuation are ignored."""
    near_misses: YesNo = False
    """Whether a misspelled answer counts, too."""
    mistakes: Annotated[list[Any], Mappings(WordMistakeKeys)] = []
    """Known wrong answers, and what to say to each."""


@dataclass(frozen=True, kw_only=True)
class ShortAnswerQuestion(Question):
    """The answers that are accepted, the first one being the one to show; they may be drawn."""

    kind: ClassVar[str] = "short_answer"
    template: ClassVar[str] = "questions/short_answer.html"

    accepted: tuple[str, ...]
    near_misses: bool
    mistakes: tuple[WordMistake, ...] = ()

    @classmethod
    def parse(cls, source: Source) -> Self:
        """Read the question; each accepted answer must have a letter or digit in it."""
        keys = source.read(ShortAnswerKeys)
        common = shared(source, keys)
        known = common["draw"].names
        return cls(
            **common,
            accepted=checked_accepted(source, keys.accepted, known),
            near_misses=keys.near_misses,
            mistakes=read_word_mistakes(source, keys.mistakes, known),
        )

    def variant_of(self, seed: int, numbers: Values) -> "ShortAnswer":
        return ShortAnswer(self, seed, numbers)


class ShortAnswer(Variant[ShortAnswerQuestion]):
    """A field for a few words; the answer is the text as typed."""

    @cached_property
    def accepted(self) -> tuple[str, ...]:
        """The accepted answers, with what was drawn."""
        return tuple(fill_line(text, self.numbers) for text in self.question.accepted)

    @cached_property
    def mistakes(self) -> tuple[SaidWords, ...]:
        """Known wrong answers, and what is said to each."""
        return tuple(said_words(each, self.numbers) for each in self.question.mistakes)

    @property
    def key_text(self) -> Markup:
        """The accepted answers."""
        return Markup(" / ").join(escape(text) for text in self.accepted)

    def read(self, fields: Fields) -> Answer:
        """What was typed. Raises InvalidAnswer."""
        return typed(fields, MAX_SHORT_ANSWER_LENGTH, NOTHING_WRITTEN)

    def grade(self, answer: Answer) -> Grade:
        """Give full credit for an accepted answer; case, spaces and punctuation do not matter."""
        if not isinstance(answer, str):
            return WRONG
        if accepts(self.accepted, answer) or self.near_misses(answer):
            return Grade(Fraction(1))
        return Grade(Fraction(0), joined([said_to(self.mistakes, answer)]))

    def near_misses(self, answer: Answer) -> tuple[str, ...]:
        """The answer if it is accepted although it is misspelled."""
        if not (self.question.near_misses and isinstance(answer, str)):
            return ()
        return (answer,) if is_near(self.accepted, answer) else ()

    def answer_text(self, answer: Answer) -> Markup:
        return escape(answer) if isinstance(answer, str) else Markup("")

    def rehearse(self) -> None:
        """Show everything, and see that there are words to compare with."""
        super().rehearse()
        refuse_no_words(self.accepted)
        refuse_right_words(self.accepted, self.mistakes)


def normalised(text: str) -> str:
    """A text without what is ignored: case, spaces, punctuation, invisible characters."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    # P: punctuation, Z: spaces, C: what cannot be seen.
    return "".join(each for each in folded if unicodedata.category(each)[0] not in "PZC")


def said_words(mistake: WordMistake, numbers: Values) -> SaidWords:
    """The words of a known mistake with what was drawn, and what is said to them."""
    texts = tuple(fill_line(text, numbers) for text in mistake.texts)
    return texts, mistake.say.fill(numbers)


def said_to(mistakes: Iterable[SaidWords], text: str) -> Markup:
    """What is said to `text`, nothing if it is no known mistake."""
    return next((say for texts, say in mistakes if accepts(texts, text)), Markup(""))


def refuse_no_words(texts: Iterable[str]) -> None:
    """Raise Unsound if some accepted answer turns out without a letter or digit."""
    for text in texts:
        if not normalised(text):
            raise Unsound(f'"{text}" has only punctuation, which is ignored', key="accepted")


def refuse_right_words(accepted: tuple[str, ...], mistakes: Iterable[SaidWords]) -> None:
    """Raise Unsound if a known mistake is accepted as right."""
    for texts, _say in mistakes:
        for text in texts:
            if accepts(accepted, text):
                raise Unsound(f'The mistake "{text}" is a right answer', key="mistakes")


def checked_accepted(source: Source, accepted: Iterable[str], known: list[str]) -> tuple[str, ...]:
    """The list `accepted`; each answer must have a letter or digit in it."""
    accepted = source.lines("accepted", accepted, known)
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
