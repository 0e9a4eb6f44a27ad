"""Items that each belong to one of several options."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, Self

from markupsafe import Markup

from lms.language import gettext_noop as _
from lms.questions.authoring.keys import Keys, ListOf, Mappings, Markdown
from lms.questions.authoring.source import Source
from lms.questions.authoring.wording import did_you_mean
from lms.questions.base import (
    Answer,
    Fields,
    Grade,
    InvalidAnswer,
    Option,
    Question,
    chance_order,
    option_key,
)
from lms.questions.common import QuestionKeys, shared
from lms.questions.expressions import Unsound, Values
from lms.questions.mistakes import ChoiceMistakeKeys, once
from lms.questions.parts import AnsweredPart, PartsVariant, pairs_as_list, share
from lms.questions.template import Template

MIN_ITEMS, MAX_ITEMS, MAX_OPTIONS = 2, 12, 12
NOT_OFFERED = _("Please choose from the list.")
BUTTONS = 2
"""Options that are shown as buttons at each item."""


class ItemKeys(Keys):
    """Something to match."""

    text: Markdown
    """What is to be matched."""
    match: Markdown
    """The option it belongs to."""
    mistakes: Annotated[list[Any], Mappings(ChoiceMistakeKeys)] = []
    """Other options that people choose for it, and what to say to each."""


class MatchingKeys(QuestionKeys):
    """Items that each belong to one of several options."""

    kind: Literal["matching"]
    options: Annotated[list[Markdown], ListOf(MIN_ITEMS)]
    """What there is to choose from; one may fit several items, or none."""
    items: Annotated[list[Any], Mappings(ItemKeys, MIN_ITEMS)]
    """What is to be matched."""


@dataclass(frozen=True)
class MatchingItem:
    """Something to match, with its option, and what to say to those who choose another one."""

    text: Template
    match: Template
    mistakes: tuple[tuple[Template, Template], ...] = ()


@dataclass(frozen=True, kw_only=True)
class MatchingQuestion(Question):
    """Items and options; an option may belong to several items, or to none."""

    kind: ClassVar[str] = "matching"
    template: ClassVar[str] = "questions/matching.html"

    written: tuple[Template, ...]
    items: tuple[MatchingItem, ...]

    @classmethod
    def parse(cls, source: Source) -> Self:
        """Read the question; each item must name one of the options."""
        keys = source.read(MatchingKeys)
        common = shared(source, keys)
        known = common["draw"].names
        options = source.templates("options", keys.options, known, inline=True)
        items = tuple(_item(item, known, options) for item in source.children("items", keys.items))
        for key, count, most in (
            ("options", len(options), MAX_OPTIONS),
            ("items", len(items), MAX_ITEMS),
        ):
            if count > most:
                source.problem(key, f'"{key}" has {count} entries. Use at most {most}')
        return cls(**common, written=options, items=items)

    def variant_of(self, seed: int, numbers: Values) -> "Matching":
        return Matching(self, seed, numbers)


def _item(item: Source, known: list[str], options: Sequence[Template]) -> MatchingItem:
    keys = item.read(ItemKeys)
    text = item.template("text", keys.text, known, inline=True)
    match = item.template("match", keys.match, known, inline=True)
    _expect_option(item, "match", match, options)
    mistakes = []
    for below in item.children("mistakes", keys.mistakes):
        mistake = below.read(ChoiceMistakeKeys)
        chosen = below.template("if", mistake.chosen, known, inline=True)
        _expect_option(below, "if", chosen, options)
        if chosen == match and match:
            below.problem("if", "This is the right option. Name another one")
        mistakes.append((chosen, below.template("say", mistake.say, known, inline=True)))
    return MatchingItem(text, match, tuple(mistakes))


def _expect_option(item: Source, key: str, written: Template, options: Sequence[Template]) -> None:
    """Note a problem unless an option is written like this; what is drawn is tried out later."""
    drawn = bool(written.html and written.placeholders)
    if written and options and not drawn and written not in options:
        texts = [Markup(option.html).striptags() for option in options]
        text = Markup(written.html).striptags()
        hint = did_you_mean(text, texts, f"There are: {', '.join(texts)}")
        item.problem(key, f'"{text}" is not one of the options. {hint}')


class Matching(PartsVariant[MatchingQuestion]):
    """A choice for each item; the answer is the list of the keys chosen."""

    empty: ClassVar[str] = _("Please choose at least one answer.")

    @property
    def count(self) -> int:
        return len(self.question.items)

    @cached_property
    def options(self) -> tuple[Option, ...]:
        order = chance_order(self.question, self.seed, len(self.question.written))
        return tuple(
            Option(self._key(n), self.question.written[n].fill(self.numbers)) for n in order
        )

    @cached_property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """What is sent and what is shown for each option, as plain text."""
        return tuple((option.key, option.text.striptags()) for option in self.options)

    @property
    def by_buttons(self) -> bool:
        """Whether there are two options, each of them a button; of more one is picked in a list."""
        return len(self.question.written) == BUTTONS

    def texts(self, fields: Fields) -> list[str]:
        """What was chosen for each item: a pair of buttons has a name with its place."""
        sent = [fields.get(f"answer-{place}", [""])[0] for place in range(self.count)]
        return sent if any(sent) else super().texts(fields)

    @cached_property
    def items(self) -> tuple[Markup, ...]:
        """What is to be matched, in the author's order."""
        return tuple(item.text.fill(self.numbers) for item in self.question.items)

    @cached_property
    def key_answer(self) -> list[str]:
        """The right key for each item."""
        return [self._key(match) for match in self.matches]

    @cached_property
    def matches(self) -> tuple[int, ...]:
        """The position in the author's list of the option that each item belongs to."""
        return tuple(self._position(item.match) for item in self.question.items)

    @cached_property
    def mistakes(self) -> tuple[dict[str, Markup], ...]:
        """What is said to each wrong option by its key, of each item."""
        return tuple(
            {
                self._key(self._position(chosen)): say.fill(self.numbers)
                for chosen, say in item.mistakes
            }
            for item in self.question.items
        )

    @property
    def key_text(self) -> Markup:
        """Each item with its option."""
        return self.answer_text(self.key_answer)

    def check(self, cells: Sequence[str]) -> None:
        """Raise InvalidAnswer for an option that is not offered."""
        if not set(cells) <= {"", *self._texts}:
            raise InvalidAnswer(NOT_OFFERED)

    def parts(self, answer: Answer | None) -> tuple[AnsweredPart, ...]:
        """How each item turned out."""
        rows = zip(self.items, self.cells(answer), self.key_answer, strict=True)
        return tuple(
            AnsweredPart(item, self._texts.get(own, Markup("")), self._texts[right], own == right)
            for item, own, right in rows
        )

    def grade(self, answer: Answer) -> Grade:
        """Give the share of items that are matched rightly, and name known mistakes."""
        pairs = list(zip(self.cells(answer), self.key_answer, self.mistakes, strict=True))
        said = [say[own] for own, right, say in pairs if own != right and own in say]
        return Grade(share([own == right for own, right, _say in pairs]), once(said))

    def answer_text(self, answer: Answer) -> Markup:
        """Each item with the option chosen for it."""
        return pairs_as_list([(part.label, part.own) for part in self.parts(answer)])

    def rehearse(self) -> None:
        """Show everything, and see that no two items are the same."""
        super().rehearse()
        if len(set(self.items)) < self.count:
            raise Unsound("Two items are the same. Change one of them", key="items")
        for right, said in zip(self.key_answer, self.mistakes, strict=True):
            if right in said:
                drawn = ", ".join(f"{name} = {value}" for name, value in self.numbers.items())
                raise Unsound(f"A mistake is the right option when {drawn}", key="items")

    def _key(self, position: int) -> str:
        return option_key(self.question, self.seed, position)

    def _position(self, named: Template) -> int:
        """The position of the option that is written like `named`, or turns out like it."""
        written = self.question.written
        if named in written:
            return written.index(named)
        text = named.fill(self.numbers)
        found = [n for n, each in enumerate(written) if each.fill(self.numbers) == text]
        if not found:
            raise Unsound(f'"{text.striptags()}" is not one of the options', key="items")
        return found[0]

    @cached_property
    def _texts(self) -> dict[str, Markup]:
        return {option.key: option.text for option in self.options}
