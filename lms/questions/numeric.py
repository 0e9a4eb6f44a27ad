"""A number to work out, right within a tolerance."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, Self

from markupsafe import Markup, escape

from lms.language import (
    MAX_NUMBER_LENGTH,
    UnreadableNumber,
    number,
    readings,
    round_half_up,
    rupiah,
    unmistakable,
)
from lms.language import gettext_noop as _
from lms.questions.authoring.keys import Calculation, Mappings, OneLine, usually
from lms.questions.authoring.source import Source
from lms.questions.base import (
    WRONG,
    Answer,
    Fields,
    Grade,
    InvalidAnswer,
    Question,
    TwoReadings,
    Variant,
    joined,
    typed,
)
from lms.questions.common import QuestionKeys, shared
from lms.questions.expressions import Expression, Unsound, Values
from lms.questions.mistakes import Mistake, MistakeKeys, read_mistakes

RUPIAH = "rp"
MAX_UNIT_LENGTH = 20
MAX_DECIMALS = 9
MAX_SHOWN = 4
NO_NUMBER = _("Please write a number.")
UNREADABLE = _("This number cannot be read. Write it like 1250000, 1.250.000 or 12,5.")
READ_TWICE = _(
    "“%(typed)s” can be read as two numbers. Please write %(first)s or %(second)s, as you mean it."
)


class NumericKeys(QuestionKeys):
    """A number to work out."""

    kind: Literal["numeric"]
    answer: Calculation
    """The right number: a calculation with the numbers drawn."""
    tolerance: Calculation = usually("0")
    """How far off an answer may be."""
    unit: Annotated[str, OneLine(MAX_UNIT_LENGTH, may_be_empty=True)] = ""
    """Shown after the field; rp asks for rupiah."""
    mistakes: Annotated[list[Any], Mappings(MistakeKeys)] = []
    """Known mistakes, and what to say to each."""


@dataclass(frozen=True, kw_only=True)
class NumericQuestion(Question):
    """A key to be worked out, how far off an answer may be, and the known mistakes."""

    kind: ClassVar[str] = "numeric"
    template: ClassVar[str] = "questions/numeric.html"

    answer: Expression
    tolerance: Expression
    unit: str
    mistakes: tuple[Mistake, ...]

    @classmethod
    def parse(cls, source: Source) -> Self:
        keys = source.read(NumericKeys)
        common = shared(source, keys, answer_is_number=True)
        known = common["draw"].names
        with_key = [*known, "answer"]
        return cls(
            **common,
            answer=source.expression("answer", keys.answer, known),
            tolerance=source.expression("tolerance", keys.tolerance, with_key),
            unit=keys.unit,
            mistakes=read_mistakes(source, keys.mistakes, with_key),
        )

    def variant_of(self, seed: int, numbers: Values) -> "Numeric":
        return Numeric(self, seed, numbers)


class Numeric(Variant[NumericQuestion]):
    """A field for a number; the answer is the text as typed."""

    @cached_property
    def key(self) -> Fraction:
        return self.question.answer.value(self.numbers)

    @cached_property
    def names(self) -> Values:
        """The numbers and the key, which explanations call `answer`."""
        return {**self.numbers, "answer": self.key}

    @property
    def money(self) -> bool:
        """True when an amount of rupiah is asked for."""
        return self.question.unit == RUPIAH

    @property
    def takes_minus(self) -> bool:
        """Whether an answer below zero is possible; not whether this one is, which would tell."""
        question = self.question
        results = [question.answer, *(mistake.result for mistake in question.mistakes)]
        return question.draw.has_minus or any(result.has_minus for result in results)

    @property
    def unit(self) -> str:
        """What to show after the field; empty for money, whose sign stands before it."""
        return "" if self.money else self.question.unit

    @property
    def key_text(self) -> Markup:
        """The right number with its unit; endless decimals are rounded half up."""
        return written_key(self.key, self.question.tolerance.value(self.names), self.question.unit)

    def read(self, fields: Fields) -> Answer:
        """What was typed if it is one number. Raises InvalidAnswer."""
        text = typed(fields, MAX_NUMBER_LENGTH, NO_NUMBER)
        try:
            ask_back(text, self.question.unit, READ_TWICE)
        except UnreadableNumber:
            raise InvalidAnswer(UNREADABLE) from None
        return text

    def grade(self, answer: Answer) -> Grade:
        """Give full credit within the tolerance of the key; else name a known mistake."""
        try:
            value = understood(answer if isinstance(answer, str) else "", self.question.unit)
        except UnreadableNumber:
            return WRONG
        tolerance = self.question.tolerance.value(self.names)
        if abs(value - self.key) <= tolerance:
            return Grade(Fraction(1))
        for mistake in self.question.mistakes:
            if mistake.is_made(value, tolerance, self.names):
                return Grade(Fraction(0), joined([mistake.say.fill(self.names)]))
        return WRONG

    def answer_text(self, answer: Answer) -> Markup:
        """The number as it was understood, with its unit; else what was typed."""
        text = answer if isinstance(answer, str) else ""
        try:
            return written(understood(text, self.question.unit), self.question.unit)
        except UnreadableNumber:
            return escape(text)

    def rehearse(self) -> None:
        """Show everything, work out every mistake, and see that the key can be typed."""
        super().rehearse()
        tolerance = self.question.tolerance.value(self.names)
        refuse_untypable(self.key, tolerance, self.question.answer)
        for mistake in self.question.mistakes:
            mistake.result.value(self.names)
            mistake.say.fill(self.names)


def understood(text: str, unit: str) -> Fraction:
    """The number typed, with or without its unit; of two readings the house rule's.

    Raises UnreadableNumber.
    """
    return _readings(text, unit)[0]


def ask_back(text: str, unit: str, message: str, **place: int) -> None:
    """Raise TwoReadings with `message`, which shows how to write either, if `text` has two.

    Raises UnreadableNumber.
    """
    meant = _readings(text, unit)
    if len(meant) > 1:
        first, second = map(as_typed, meant)
        raise TwoReadings(message, typed=text, first=first, second=second, **place)


def _readings(text: str, unit: str) -> tuple[Fraction, ...]:
    body = text.strip()
    if unit and body.casefold().endswith(unit.casefold()):
        body = body[: -len(unit)]
    return readings(body)


def written(value: Fraction, unit: str) -> Markup:
    """A number with its unit, the sign of rupiah before it."""
    if unit == RUPIAH:
        return escape(rupiah(value) if value.denominator == 1 else f"Rp{number(value)}")
    between = "" if unit in ("", "%") else " "
    return escape(f"{number(value)}{between}{unit}")


def written_key(key: Fraction, tolerance: Fraction, unit: str) -> Markup:
    """The right number with its unit; endless decimals are cut to what is asked for."""
    if round_half_up(key, MAX_SHOWN) == key:
        return written(key, unit)
    # Only as many decimals as the tolerance asks for.
    places = (n for n in range(MAX_SHOWN) if Fraction(1, 10**n) <= tolerance)
    return written(round_half_up(key, next(places, MAX_SHOWN)), unit)


def as_typed(value: Fraction) -> str:
    """A number as somebody would type it, with one reading and nine decimals at most."""
    return unmistakable(value, MAX_DECIMALS)


def refuse_untypable(key: Fraction, tolerance: Fraction, answer: Expression) -> None:
    """Raise Unsound unless somebody can type a number within `tolerance` of `key`."""
    if tolerance < 0:
        raise Unsound("The tolerance is less than zero", key="tolerance")
    # With a tolerance some number that can be typed is near enough.
    if tolerance == 0 and round_half_up(key, MAX_DECIMALS) != key:
        raise Unsound(
            f"The answer {number(key)}… has endless decimals, nobody can type it. "
            "Round it with bulat(…), or give a tolerance",
            expression=answer.text,
        )
