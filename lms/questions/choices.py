"""Options to choose from, shared by single_choice and multiple_answer."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Annotated, Any, TypeVar

from markupsafe import Markup

from lms.questions.authoring.keys import Keys, Mappings, Markdown, YesNo, YesNoDrawn, decided
from lms.questions.authoring.source import Source
from lms.questions.base import Option, Question, Variant, chance_order, option_key
from lms.questions.common import QuestionKeys
from lms.questions.expressions import Unsound
from lms.questions.template import Template, fill_line

MIN_OPTIONS, MAX_OPTIONS = 2, 12


class OptionKeys(Keys):
    """An option to choose."""

    text: Markdown
    """What is shown."""
    right: YesNoDrawn = False
    """Whether it is right, true or false, or a value of a drawn row that says so."""
    say: Markdown = ""
    """Said to those who chose it."""
    stays: YesNo = False
    """Whether it keeps its place when the options are shuffled."""


class TickedOptionKeys(OptionKeys):
    """One of several options that may be right."""

    missed: Markdown = ""
    """Said to those who left it out although it is right."""


class ChoiceKeys(QuestionKeys):
    """A question with options."""

    options: Annotated[list[Any], Mappings(OptionKeys, MIN_OPTIONS)]
    """What there is to choose from."""
    shuffle_options: YesNo = True
    """Whether everybody gets the options in another order."""


@dataclass(frozen=True)
class WrittenOption:
    """An option as its author wrote it: its text, whether it is right, what to say about it.

    `right` is a placeholder where a row that is drawn says it. `missed`: said where it is right
    and was left out.
    One that stays, such as "all of these", keeps its place when the others are shuffled.
    """

    text: Template
    right: bool | str
    say: Template
    stays: bool = False
    missed: Template = field(default_factory=Template)


@dataclass(frozen=True, kw_only=True)
class ChoiceQuestion(Question):
    """A question with options."""

    written: tuple[WrittenOption, ...]
    shuffle_options: bool


C = TypeVar("C", bound=ChoiceQuestion)


def read_options(
    source: Source, keys: ChoiceKeys, known: list[str], *, ticked: bool = False
) -> dict[str, Any]:
    """Read `options` and `shuffle_options`, as arguments for the class.

    `ticked`: several may be right.
    """
    written = tuple(
        _option(item, known, ticked=ticked) for item in source.children("options", keys.options)
    )
    if len(written) > MAX_OPTIONS:
        source.problem("options", f"There are {len(written)} options. Use at most {MAX_OPTIONS}")
    return {"written": written, "shuffle_options": keys.shuffle_options}


def _option(item: Source, known: list[str], *, ticked: bool) -> WrittenOption:
    keys = item.read(TickedOptionKeys if ticked else OptionKeys)
    missed = keys.missed if isinstance(keys, TickedOptionKeys) else ""
    if missed and keys.right is False:
        item.problem("missed", "This option is not right, nobody misses it. Remove missed")
    if isinstance(keys.right, str):
        item.line(("right",), keys.right, known)
    return WrittenOption(
        text=item.template("text", keys.text, known, inline=True),
        right=keys.right,
        say=item.template("say", keys.say, known, inline=True),
        stays=keys.stays,
        missed=item.template("missed", missed, known, inline=True) if ticked else Template(),
    )


def written_options(variant: Variant[Any]) -> list[WrittenOption]:
    """The options in the author's order, whether each is right decided by what was drawn."""
    return [
        each if isinstance(each.right, bool) else replace(each, right=is_right(each, variant))
        for each in variant.question.written
    ]


def is_right(option: WrittenOption, variant: Variant[Any]) -> bool:
    """Whether an option is right in a variant. Raises Unsound if a drawn row does not say it."""
    return decided(option.right, lambda text: fill_line(text, variant.numbers))


def refuse_right_count(variant: Variant[Any], fits: bool, count: int, wanted: str) -> None:
    """Raise Unsound unless `fits`: a drawn variant has `count` right options."""
    if not fits:
        drawn = ", ".join(f"{name} = {value}" for name, value in variant.numbers.items())
        raise Unsound(f"{count} options are right when {drawn}. Draw {wanted}", key="options")


def shown_order(variant: Variant[Any]) -> list[tuple[str, WrittenOption]]:
    """The options with their keys in the order that belongs to the variant."""
    question, seed = variant.question, variant.seed
    count = len(question.written)
    order: list[int] = list(range(count))
    if question.shuffle_options:
        stays = [written.stays for written in question.written]
        moving = (n for n in chance_order(question, seed, count) if not stays[n])
        order = [n if stays[n] else next(moving) for n in order]
    written = written_options(variant)
    return [(option_key(question, seed, n), written[n]) for n in order]


class ChoiceVariant(Variant[C]):
    """Options in the order that belongs to the variant."""

    @cached_property
    def order(self) -> list[tuple[str, WrittenOption]]:
        """The options as written, with their keys."""
        return shown_order(self)

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """The options with its numbers, nothing said about their rightness."""
        return tuple(Option(key, written.text.fill(self.numbers)) for key, written in self.order)

    @property
    def right_keys(self) -> tuple[str, ...]:
        return tuple(key for key, written in self.order if written.right)


def listed(texts: list[Markup]) -> Markup:
    """Several option texts as one: a list if there are more than one."""
    if len(texts) == 1:
        return texts[0]
    rows = Markup("").join(Markup("<li>{}</li>").format(text) for text in texts)
    return Markup("<ul>{}</ul>").format(rows)
