"""Items that each belong to one of several options."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
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
from lms.questions.expressions import Unsound
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


class MatchingKeys(QuestionKeys):
    """Items that each belong to one of several options."""

    kind: Literal["matching"]
    options: Annotated[list[Markdown], ListOf(MIN_ITEMS)]
    """What there is to choose from; one may fit several items, or none."""
    items: Annotated[list[Any], Mappings(ItemKeys, MIN_ITEMS)]
    """What is to be matched."""


@dataclass(frozen=True)
class MatchingItem:
    """Something to match; `match` is the position of its option in the author's list."""

    text: Template
    match: int


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

    def variant_of(self, seed: int, numbers: Mapping[str, Fraction]) -> "Matching":
        return Matching(self, seed, numbers)


def _item(item: Source, known: list[str], options: Sequence[Template]) -> MatchingItem:
    keys = item.read(ItemKeys)
    text = item.template("text", keys.text, known, inline=True)
    match = item.template("match", keys.match, known, inline=True)
    return MatchingItem(text, _position(item, match, options))


def _position(item: Source, match: Template, options: Sequence[Template]) -> int:
    """The position of the option that `match` names."""
    if match in options:
        return options.index(match)
    if match and options:
        texts = [Markup(option.html).striptags() for option in options]
        written = Markup(match.html).striptags()
        hint = did_you_mean(written, texts, f"There are: {', '.join(texts)}")
        item.problem("match", f'"{written}" is not one of the options. {hint}')
    return 0


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
        return [self._key(item.match) for item in self.question.items]

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
        """Give the share of items that are matched rightly."""
        return Grade(share([part.is_right for part in self.parts(answer)]))

    def answer_text(self, answer: Answer) -> Markup:
        """Each item with the option chosen for it."""
        return pairs_as_list([(part.label, part.own) for part in self.parts(answer)])

    def rehearse(self) -> None:
        """Show everything, and see that no two items are the same."""
        super().rehearse()
        if len(set(self.items)) < self.count:
            raise Unsound("Two items are the same. Change one of them", key="items")

    def _key(self, position: int) -> str:
        return option_key(self.question, self.seed, position)

    @cached_property
    def _texts(self) -> dict[str, Markup]:
        return {option.key: option.text for option in self.options}
