"""What can stand in a blank of a text: a word, a choice or a number."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, ClassVar

from markupsafe import Markup, escape

from lms.language import UnreadableNumber
from lms.questions.authoring.keys import Calculation, Keys, Line, ListOf, OneLine, YesNo, usually
from lms.questions.authoring.source import Source
from lms.questions.authoring.wording import did_you_mean
from lms.questions.expressions import Expression
from lms.questions.numeric import (
    MAX_UNIT_LENGTH,
    as_typed,
    refuse_untypable,
    understood,
    written,
    written_key,
)
from lms.questions.short_answer import accepts, checked_accepted, is_near

MIN_CHOICES, MAX_CHOICES = 2, 12
KEYS = ("accepted", "options", "answer")

Numbers = Mapping[str, Fraction]


@dataclass(frozen=True, kw_only=True)
class Blank(ABC):
    """One blank as its author wrote it.

    `choices` is what there is to choose from, empty where something is typed; `unit` that of a
    number.
    """

    choices: tuple[str, ...] = ()
    unit: str = ""

    is_number: ClassVar[bool] = False

    @abstractmethod
    def is_right(self, text: str, numbers: Numbers) -> bool:
        """Whether `text` is a right answer."""

    @abstractmethod
    def key(self, numbers: Numbers) -> str:
        """A right answer as somebody would type it."""

    def key_text(self, numbers: Numbers) -> Markup:
        """What is right, in words."""
        return self.shown(self.key(numbers))

    def is_readable(self, text: str) -> bool:
        """Whether `text` can be an answer."""
        return True

    def shown(self, text: str) -> Markup:
        """An answer as it was understood, escaped."""
        return escape(text)

    def rehearse(self, numbers: Numbers) -> None:
        """Work everything out once. Raises Unsound if something cannot be."""
        self.key_text(numbers)


@dataclass(frozen=True, kw_only=True)
class WordBlank(Blank):
    """A word or two; case, spaces and punctuation do not matter."""

    accepted: tuple[str, ...]
    near_misses: bool = False

    def is_right(self, text: str, numbers: Numbers) -> bool:
        """Whether it is one of the accepted answers, misspelled where that is allowed."""
        return accepts(self.accepted, text) or self.is_near(text)

    def is_near(self, text: str) -> bool:
        """Whether it is accepted although it is misspelled."""
        return self.near_misses and is_near(self.accepted, text)

    def key(self, numbers: Numbers) -> str:
        """The first accepted answer."""
        return self.accepted[0]

    def key_text(self, numbers: Numbers) -> Markup:
        """The accepted answers."""
        return Markup(" / ").join(escape(text) for text in self.accepted)


@dataclass(frozen=True, kw_only=True)
class ChoiceBlank(Blank):
    """One of a few words."""

    right: str

    def is_right(self, text: str, numbers: Numbers) -> bool:
        return text == self.right

    def key(self, numbers: Numbers) -> str:
        return self.right

    def is_readable(self, text: str) -> bool:
        """Whether it is offered."""
        return text in self.choices


@dataclass(frozen=True, kw_only=True)
class NumberBlank(Blank):
    """A number, right within a tolerance."""

    is_number: ClassVar[bool] = True

    answer: Expression
    tolerance: Expression

    def is_right(self, text: str, numbers: Numbers) -> bool:
        """Whether it is the key within the tolerance, in exact arithmetic."""
        if not self.is_readable(text):
            return False
        off = abs(understood(text, self.unit) - self.answer.value(numbers))
        return off <= self.tolerance.value(numbers)

    def key(self, numbers: Numbers) -> str:
        return as_typed(self.answer.value(numbers))

    def key_text(self, numbers: Numbers) -> Markup:
        """The right number with its unit."""
        return written_key(self.answer.value(numbers), self.tolerance.value(numbers), self.unit)

    def is_readable(self, text: str) -> bool:
        """Whether it is a number in Indonesian writing."""
        try:
            understood(text, self.unit)
        except UnreadableNumber:
            return False
        return True

    def shown(self, text: str) -> Markup:
        """The number as it was understood, with its unit."""
        return (
            written(understood(text, self.unit), self.unit)
            if self.is_readable(text)
            else escape(text)
        )

    def rehearse(self, numbers: Numbers) -> None:
        """See that the number can be typed."""
        key, tolerance = self.answer.value(numbers), self.tolerance.value(numbers)
        refuse_untypable(key, tolerance, self.answer)


class WordBlankKeys(Keys):
    """A word or two, judged like short_answer."""

    accepted: Annotated[list[Line], ListOf(1)]
    """The answers that are accepted."""
    near_misses: YesNo = False
    """Whether a misspelled answer counts, too."""


class ChoiceBlankKeys(Keys):
    """A choice."""

    options: Annotated[list[Line], ListOf(MIN_CHOICES)]
    """What there is to choose from."""
    right: Line
    """The right one of the options."""


class NumberBlankKeys(Keys):
    """A number, judged like numeric."""

    answer: Calculation
    """The right number: a calculation with the numbers drawn."""
    tolerance: Calculation = usually("0")
    """How far off an answer may be."""
    unit: Annotated[str, OneLine(MAX_UNIT_LENGTH, may_be_empty=True)] = ""
    """Shown after the field; rp asks for rupiah."""


BlankKeys = WordBlankKeys | ChoiceBlankKeys | NumberBlankKeys


def read_blank(item: Source, known: Iterable[str]) -> Blank:
    """Read one blank: it has a list `accepted`, or `options` and `right`, or an `answer`."""
    kinds = [key for key in KEYS if key in item]
    if len(kinds) != 1:
        message = "Write one of: accepted, options, answer"
        item.problem("", f"A blank has one kind of answer, this one has {len(kinds)}. {message}")
        return WordBlank(accepted=("",))
    if "answer" in kinds:
        number = item.read(NumberBlankKeys)
        return NumberBlank(
            answer=item.expression("answer", number.answer, known),
            tolerance=item.expression("tolerance", number.tolerance, known),
            unit=number.unit,
        )
    if "options" in kinds:
        return _choice(item, item.read(ChoiceBlankKeys))
    word = item.read(WordBlankKeys)
    return WordBlank(accepted=checked_accepted(item, word.accepted), near_misses=word.near_misses)


def _choice(item: Source, keys: ChoiceBlankKeys) -> ChoiceBlank:
    choices, right = tuple(keys.options), keys.right
    if len(choices) > MAX_CHOICES:
        item.problem("options", f"There are {len(choices)} options. Use at most {MAX_CHOICES}")
    if len(set(choices)) < len(choices):
        item.problem("options", "Two options are the same. Change one of them")
    if right and choices and right not in choices:
        hint = did_you_mean(right, choices, f"There are: {', '.join(choices)}")
        item.problem("right", f'"{right}" is not one of the options. {hint}')
    return ChoiceBlank(choices=choices, right=right)
