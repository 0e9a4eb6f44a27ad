"""What can stand in a blank of a text: a word, a choice or a number."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from typing import Annotated, Any, ClassVar, Self

from markupsafe import Markup, escape

from lms.language import UnreadableNumber
from lms.questions.authoring.keys import (
    Calculation,
    Keys,
    Line,
    ListOf,
    Mappings,
    OneLine,
    YesNo,
    usually,
)
from lms.questions.authoring.source import Source
from lms.questions.authoring.wording import did_you_mean
from lms.questions.expressions import Expression, Unsound, Values
from lms.questions.mistakes import (
    ChoiceMistakeKeys,
    Mistake,
    MistakeKeys,
    WordMistake,
    WordMistakeKeys,
    read_mistakes,
    read_word_mistakes,
)
from lms.questions.numeric import (
    MAX_UNIT_LENGTH,
    as_typed,
    refuse_untypable,
    understood,
    written,
    written_key,
)
from lms.questions.short_answer import (
    SaidWords,
    accepts,
    checked_accepted,
    is_near,
    refuse_no_words,
    refuse_right_words,
    said_to,
    said_words,
)
from lms.questions.template import Template, fill_line, is_drawn

MIN_CHOICES, MAX_CHOICES = 2, 12
KEYS = ("accepted", "options", "answer")


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
    def is_right(self, text: str, numbers: Values) -> bool:
        """Whether `text` is a right answer."""

    @abstractmethod
    def key(self, numbers: Values) -> str:
        """A right answer as somebody would type it."""

    def key_text(self, numbers: Values) -> Markup:
        """What is right, in words."""
        return self.shown(self.key(numbers))

    @abstractmethod
    def said_to(self, text: str, numbers: Values) -> Markup:
        """What is said to a wrong answer, nothing if it is no known mistake."""

    def drawn(self, numbers: Values) -> Self:
        """The blank with the words that were drawn in the place of placeholders."""
        return self

    def is_readable(self, text: str) -> bool:
        """Whether `text` can be an answer."""
        return True

    def shown(self, text: str) -> Markup:
        """An answer as it was understood, escaped."""
        return escape(text)

    @abstractmethod
    def rehearse(self, numbers: Values) -> None:
        """Work everything out once. Raises Unsound if something cannot be."""


@dataclass(frozen=True, kw_only=True)
class WordBlank(Blank):
    """A word or two; case, spaces and punctuation do not matter."""

    accepted: tuple[str, ...]
    near_misses: bool = False
    mistakes: tuple[WordMistake, ...] = ()

    def drawn(self, numbers: Values) -> Self:
        """With the accepted words that were drawn."""
        return replace(self, accepted=tuple(fill_line(text, numbers) for text in self.accepted))

    def said(self, numbers: Values) -> tuple[SaidWords, ...]:
        """Known wrong words, and what is said to each."""
        return tuple(said_words(each, numbers) for each in self.mistakes)

    def said_to(self, text: str, numbers: Values) -> Markup:
        """What is said to a wrong word."""
        return said_to(self.said(numbers), text)

    def rehearse(self, numbers: Values) -> None:
        """See that there are words to compare with."""
        refuse_no_words(self.accepted)
        refuse_right_words(self.accepted, self.said(numbers))

    def is_right(self, text: str, numbers: Values) -> bool:
        """Whether it is one of the accepted answers, misspelled where that is allowed."""
        return accepts(self.accepted, text) or self.is_near(text)

    def is_near(self, text: str) -> bool:
        """Whether it is accepted although it is misspelled."""
        return self.near_misses and is_near(self.accepted, text)

    def key(self, numbers: Values) -> str:
        """The first accepted answer."""
        return self.accepted[0]

    def key_text(self, numbers: Values) -> Markup:
        """The accepted answers."""
        return Markup(" / ").join(escape(text) for text in self.accepted)


@dataclass(frozen=True, kw_only=True)
class ChoiceBlank(Blank):
    """One of a few words."""

    right: str
    mistakes: tuple[tuple[str, Template], ...] = ()

    def drawn(self, numbers: Values) -> Self:
        """With the options that were drawn."""
        return replace(
            self,
            choices=tuple(fill_line(text, numbers) for text in self.choices),
            right=fill_line(self.right, numbers),
            mistakes=tuple((fill_line(text, numbers), say) for text, say in self.mistakes),
        )

    def said_to(self, text: str, numbers: Values) -> Markup:
        """What is said to a wrong choice."""
        said = dict(self.mistakes)
        return said[text].fill(numbers) if text in said else Markup("")

    def rehearse(self, numbers: Values) -> None:
        """See that the right option is offered, and every option is another one."""
        if len(set(self.choices)) < len(self.choices):
            raise Unsound("Two options are the same. Change one of them", key="blanks")
        for text in (self.right, *dict(self.mistakes)):
            if text not in self.choices:
                raise Unsound(f'"{text}" is not one of the options', key="blanks")
        if self.right in dict(self.mistakes):
            raise Unsound(f'The mistake "{self.right}" is the right option', key="blanks")
        for _text, say in self.mistakes:
            say.fill(numbers)

    def is_right(self, text: str, numbers: Values) -> bool:
        return text == self.right

    def key(self, numbers: Values) -> str:
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
    mistakes: tuple[Mistake, ...] = ()

    def said_to(self, text: str, numbers: Values) -> Markup:
        """What is said to a wrong number."""
        if not self.is_readable(text):
            return Markup("")
        value, tolerance = understood(text, self.unit), self.tolerance.value(numbers)
        made = (each for each in self.mistakes if each.is_made(value, tolerance, numbers))
        return next((each.say.fill(numbers) for each in made), Markup(""))

    def is_right(self, text: str, numbers: Values) -> bool:
        """Whether it is the key within the tolerance, in exact arithmetic."""
        if not self.is_readable(text):
            return False
        off = abs(understood(text, self.unit) - self.answer.value(numbers))
        return off <= self.tolerance.value(numbers)

    def key(self, numbers: Values) -> str:
        return as_typed(self.answer.value(numbers))

    def key_text(self, numbers: Values) -> Markup:
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

    def rehearse(self, numbers: Values) -> None:
        """See that the number can be typed."""
        key, tolerance = self.answer.value(numbers), self.tolerance.value(numbers)
        refuse_untypable(key, tolerance, self.answer)
        for mistake in self.mistakes:
            mistake.result.value(numbers)
            mistake.say.fill(numbers)


class WordBlankKeys(Keys):
    """A word or two, judged like short_answer."""

    accepted: Annotated[list[Line], ListOf(1)]
    """The answers that are accepted."""
    near_misses: YesNo = False
    """Whether a misspelled answer counts, too."""
    mistakes: Annotated[list[Any], Mappings(WordMistakeKeys)] = []
    """Known wrong words, and what to say to each."""


class ChoiceBlankKeys(Keys):
    """A choice."""

    options: Annotated[list[Line], ListOf(MIN_CHOICES)]
    """What there is to choose from."""
    right: Line
    """The right one of the options."""
    mistakes: Annotated[list[Any], Mappings(ChoiceMistakeKeys)] = []
    """Wrong options, and what to say to those who choose them."""


class NumberBlankKeys(Keys):
    """A number, judged like numeric."""

    answer: Calculation
    """The right number: a calculation with the numbers drawn."""
    tolerance: Calculation = usually("0")
    """How far off an answer may be."""
    unit: Annotated[str, OneLine(MAX_UNIT_LENGTH, may_be_empty=True)] = ""
    """Shown after the field; rp asks for rupiah."""
    mistakes: Annotated[list[Any], Mappings(MistakeKeys)] = []
    """Known mistakes, and what to say to each."""


BlankKeys = WordBlankKeys | ChoiceBlankKeys | NumberBlankKeys


def read_blank(item: Source, known: list[str]) -> Blank:
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
            mistakes=read_mistakes(item, number.mistakes, known),
        )
    if "options" in kinds:
        return _choice(item, item.read(ChoiceBlankKeys), known)
    word = item.read(WordBlankKeys)
    return WordBlank(
        accepted=checked_accepted(item, word.accepted, known),
        near_misses=word.near_misses,
        mistakes=read_word_mistakes(item, word.mistakes, known),
    )


def _choice(item: Source, keys: ChoiceBlankKeys, known: list[str]) -> ChoiceBlank:
    choices = item.lines("options", keys.options, known)
    right = item.line(("right",), keys.right, known)
    mistakes = []
    for below in item.children("mistakes", keys.mistakes):
        mistake = below.read(ChoiceMistakeKeys)
        text = below.line(("if",), mistake.chosen.strip(), known)
        mistakes.append((text, below.template("say", mistake.say, known, inline=True)))
    if len(choices) > MAX_CHOICES:
        item.problem("options", f"There are {len(choices)} options. Use at most {MAX_CHOICES}")
    if len(set(choices)) < len(choices):
        item.problem("options", "Two options are the same. Change one of them")
    drawn = any(is_drawn(text) for text in (right, *choices))
    if right and choices and not drawn and right not in choices:
        hint = did_you_mean(right, choices, f"There are: {', '.join(choices)}")
        item.problem("right", f'"{right}" is not one of the options. {hint}')
    return ChoiceBlank(choices=choices, right=right, mistakes=tuple(mistakes))
