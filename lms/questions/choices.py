"""Options to choose from, shared by single_choice and multiple_answer."""

from dataclasses import dataclass
from typing import Annotated, Any

from markupsafe import Markup

from lms.questions.authoring.keys import Keys, Mappings, Markdown, YesNo
from lms.questions.authoring.source import Source
from lms.questions.base import Option, Question, Variant, chance_order, option_key
from lms.questions.common import QuestionKeys
from lms.questions.template import Template

MIN_OPTIONS, MAX_OPTIONS = 2, 12


class OptionKeys(Keys):
    """An option to choose."""

    text: Markdown
    """What is shown."""
    right: YesNo = False
    """Whether it is right."""
    say: Markdown = ""
    """Said to those who chose it."""
    stays: YesNo = False
    """Whether it keeps its place when the options are shuffled."""


class ChoiceKeys(QuestionKeys):
    """A question with options."""

    options: Annotated[list[Any], Mappings(OptionKeys, MIN_OPTIONS)]
    """What there is to choose from."""
    shuffle_options: YesNo = True
    """Whether everybody gets the options in another order."""


@dataclass(frozen=True)
class WrittenOption:
    """An option as its author wrote it: its text, whether it is right, what to say about it.

    One that stays, such as "all of these", keeps its place when the others are shuffled.
    """

    text: Template
    right: bool
    say: Template
    stays: bool = False


@dataclass(frozen=True, kw_only=True)
class ChoiceQuestion(Question):
    """A question with options."""

    written: tuple[WrittenOption, ...]
    shuffle_options: bool


def read_options(source: Source, keys: ChoiceKeys, known: list[str]) -> dict[str, Any]:
    """Read `options` and `shuffle_options`, as arguments for the class."""
    written = tuple(_option(item, known) for item in source.children("options", keys.options))
    if len(written) > MAX_OPTIONS:
        source.problem("options", f"There are {len(written)} options. Use at most {MAX_OPTIONS}")
    return {"written": written, "shuffle_options": keys.shuffle_options}


def _option(item: Source, known: list[str]) -> WrittenOption:
    keys = item.read(OptionKeys)
    return WrittenOption(
        text=item.template("text", keys.text, known, inline=True),
        right=keys.right,
        say=item.template("say", keys.say, known, inline=True),
        stays=keys.stays,
    )


def shown_order(variant: Variant[Any]) -> list[tuple[str, WrittenOption]]:
    """The options with their keys in the order that belongs to the variant."""
    question, seed = variant.question, variant.seed
    count = len(question.written)
    order: list[int] = list(range(count))
    if question.shuffle_options:
        stays = [written.stays for written in question.written]
        moving = (n for n in chance_order(question, seed, count) if not stays[n])
        order = [n if stays[n] else next(moving) for n in order]
    return [(option_key(question, seed, n), question.written[n]) for n in order]


def as_shown(variant: Variant[Any]) -> tuple[Option, ...]:
    """The options with the variant's numbers, nothing said about their rightness."""
    return tuple(
        Option(key, written.text.fill(variant.numbers)) for key, written in shown_order(variant)
    )


def listed(texts: list[Markup]) -> Markup:
    """Several option texts as one: a list if there are more than one."""
    if len(texts) == 1:
        return texts[0]
    rows = Markup("").join(Markup("<li>{}</li>").format(text) for text in texts)
    return Markup("<ul>{}</ul>").format(rows)
