"""What all question types share: the author's question, a person's variant of it, and the grade.

A question type is one file with two classes: the question (what the author wrote, key included)
and its variant (what one person is asked, with her numbers). A variant is a function of the
question and a seed.
"""

import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any, ClassVar, Generic, Self, TypeVar

from markupsafe import Markup

from lms.errors import Invalid
from lms.language import gettext_noop as _
from lms.questions.authoring.source import Source
from lms.questions.draws import Draws, picker, stable_hash
from lms.questions.expressions import Unsound, Values
from lms.questions.template import Template

Answer = str | list[str]
"""What a person typed or ticked, as stored: it can be read and graded again."""

Fields = Mapping[str, list[str]]
"""What a form sent: the values by field name."""

MAX_TYPED_LENGTH = 500
MAX_CACHED_VARIANTS = 4_096  # in a process, of all questions together
NOTHING_WRITTEN = _("Please write an answer.")
TOO_LONG = _("Your answer is longer than %(longest)s characters. Please shorten it.")


class Remark(StrEnum):
    """What is amiss with an answer that was kept as it was typed."""

    UNREADABLE = "unreadable"  # it does not count
    TWO_READINGS = "two_readings"  # the first of both counts
    TOO_LONG = "too_long"  # a trainer decides


class InvalidAnswer(Invalid):
    """What was sent cannot be taken as an answer; the message says what to do."""

    remark: ClassVar[Remark] = Remark.UNREADABLE


class TwoReadings(InvalidAnswer):
    """What was typed can be read as two numbers; if it stays, the house rule's reading counts."""

    remark = Remark.TWO_READINGS


class PartAnswered(InvalidAnswer):
    """One part of a led question was answered, and the next is still to be shown: nothing is wrong.

    `shown` says how many parts are to be shown now.
    """

    def __init__(self, shown: int) -> None:
        super().__init__("")
        self.shown = shown


class TooManyWords(InvalidAnswer):
    """A text has more words than are asked for; if it stays, its trainer decides."""

    remark = Remark.TOO_LONG


class Verdict(StrEnum):
    """How an answer turned out."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    PENDING = "pending"


@dataclass(frozen=True)
class Grade:
    """The judgement of one answer: `credit` from 0 to 1, None until a trainer has graded it."""

    credit: Fraction | None
    feedback: Markup = field(default_factory=Markup)

    @property
    def verdict(self) -> Verdict:
        """The credit as a word."""
        if self.credit is None:
            return Verdict.PENDING
        if self.credit in (0, 1):
            return Verdict.RIGHT if self.credit else Verdict.WRONG
        return Verdict.PARTLY


WRONG = Grade(Fraction(0))


@dataclass(frozen=True)
class Option:
    """One thing to choose. The key says nothing about its place in the file or its rightness."""

    key: str
    text: Markup


@dataclass(frozen=True, kw_only=True)
class Question(ABC):
    """A question as its author wrote it, the key included. Never show one: show a variant."""

    kind: ClassVar[str]
    template: ClassVar[str]
    needs_trainer: ClassVar[bool] = False

    id: str
    title: str
    prompt: Template
    competency: str
    goal: str
    skill: str
    level: int
    points: Fraction
    hints: tuple[Template, ...]
    explain: Template
    draw: Draws
    section: str = ""
    case: str = ""
    shared: frozenset[str] = frozenset()

    @property
    def drawn_as(self) -> str:
        """By whose id its numbers are drawn: its own, or that of a case it shares them with."""
        return self.case or self.id

    @classmethod
    @abstractmethod
    def parse(cls, source: Source) -> Self:
        """Read a question; problems are noted at the source's diagnostics."""

    def variant(self, seed: int) -> "Variant[Any]":
        """What a person with this seed is asked; the same for the same seed, for ever."""
        return _variant(_Itself(self), seed)

    @abstractmethod
    def variant_of(self, seed: int, numbers: Values) -> "Variant[Any]":
        """The variant with these numbers, however they were chosen."""


@dataclass(frozen=True, eq=False)
class _Itself:
    """One question object, told from others by identity: comparing all its texts takes too long."""

    question: Question

    def __hash__(self) -> int:
        return id(self.question)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and other.question is self.question


@lru_cache(maxsize=MAX_CACHED_VARIANTS)
def _variant(which: _Itself, seed: int) -> "Variant[Any]":
    """Draw a variant once: every page and every save of an attempt asks for the same ones."""
    return which.question.variant_of(seed, drawn(which.question, seed))


Q = TypeVar("Q", bound=Question)


@dataclass(frozen=True)
class Variant(ABC, Generic[Q]):
    """A question with its numbers. Raises Unsound only for courses that were never checked."""

    question: Q
    seed: int
    numbers: Values = field(hash=False)

    longest_typed: ClassVar[int] = MAX_TYPED_LENGTH

    @property
    def kind(self) -> str:
        """The type of the question."""
        return self.question.kind

    @property
    def template(self) -> str:
        """The name of the template that shows it."""
        return self.question.template

    @cached_property
    def prompt(self) -> Markup:
        """What is asked."""
        return self.question.prompt.fill(self.numbers)

    @property
    def hints(self) -> tuple[Markup, ...]:
        """Help, from slight to strong."""
        return tuple(hint.fill(self.numbers) for hint in self.question.hints)

    @property
    def options(self) -> tuple[Option, ...]:
        """What there is to choose from, in the order to show; empty where there is no choice."""
        return ()

    @property
    def right_keys(self) -> tuple[str, ...]:
        """The keys of the right options. Show them only when they may be seen."""
        return ()

    @property
    def names(self) -> Values:
        """The numbers that may stand in the explanation: the key too where it is a number."""
        return self.numbers

    @cached_property
    def solution(self) -> Markup:
        """The worked explanation. Show it only when it may be seen."""
        return self.question.explain.fill(self.names)

    @property
    @abstractmethod
    def key_text(self) -> Markup:
        """The right answer in words. Show it only when it may be seen."""

    @abstractmethod
    def read(self, fields: Fields) -> Answer:
        """The answer in a form that was sent. Raises InvalidAnswer."""

    def texts(self, fields: Fields) -> list[str]:
        """What a form sent for this question, box by box."""
        return list(fields.get("answer", []))

    def as_sent(self, fields: Fields) -> Answer:
        """What was sent, whatever it is, to be shown in its place again."""
        return first_text(fields)

    def as_typed(self, fields: Fields) -> Answer | None:
        """What was typed whether it can be read or not; None if there is nothing.

        Raises InvalidAnswer beyond all limits.
        """
        return cleaned(first_text(fields), self.longest_typed) or None

    @abstractmethod
    def grade(self, answer: Answer) -> Grade:
        """Judge a stored answer; what cannot be an answer at all gets no credit."""

    def near_misses(self, answer: Answer) -> tuple[str, ...]:
        """The words in an answer that are accepted although they are misspelled."""
        return ()

    @abstractmethod
    def answer_text(self, answer: Answer) -> Markup:
        """Show an answer back to people, escaped."""

    def rehearse(self) -> None:
        """Show everything once. Raises Unsound if something cannot be shown."""
        # Working them out is the trial; nothing is done with what comes out.
        for shown in (self.prompt, self.hints, self.solution, self.key_text):
            del shown
        texts = [option.text for option in self.options]
        for text in texts:
            if texts.count(text) > 1:
                drawn = ", ".join(f"{name} = {value}" for name, value in self.numbers.items())
                when = f" when {drawn}" if drawn else ""
                raise Unsound(
                    f'Two options are the same, "{text.striptags()}"{when}', key="options"
                )


def drawn(question: Question, seed: int) -> Values:
    """The numbers and words that belong to this question and seed."""
    own, of_case = picker(question.id, seed), picker(question.case, seed)

    def pick(name: str, count: int) -> int:
        return (of_case if name in question.shared else own)(name, count)

    return question.draw.numbers(pick)


def chance_order(question: Question, seed: int, count: int) -> list[int]:
    """0 … count - 1 in the order that belongs to this question and seed."""
    return sorted(range(count), key=lambda n: stable_hash(question.id, seed, f"order {n}"))


def option_key(question: Question, seed: int, index: int) -> str:
    """A key for an option that does not tell its place in the author's file.

    It stays the same when a later revision corrects a text, its rightness or adds an option, so
    that answers can be graded again.
    """
    return stable_hash(question.id, seed, f"key {index}")[:12]


def cleaned(text: str, longest: int) -> str:
    """Typed text without characters that cannot be stored or shown, at most `longest`.

    Raises InvalidAnswer when it is longer: nothing that was typed is cut off silently.
    """
    # C: control, format and unassigned characters.
    kept = "".join(each for each in text if each in "\n\t" or unicodedata.category(each)[0] != "C")
    kept = unicodedata.normalize("NFC", kept).strip()
    if len(kept) > longest:
        raise InvalidAnswer(TOO_LONG, longest=longest)
    return kept


def first_text(fields: Fields) -> str:
    """The first of what was sent for a question, "" if nothing was."""
    return next(iter(fields.get("answer", [])), "")


def typed(fields: Fields, longest: int, empty: str) -> str:
    """The text in the field "answer". Raises InvalidAnswer(`empty`) if there is none."""
    text = cleaned(first_text(fields), longest)
    if not text:
        raise InvalidAnswer(empty)
    return text


def joined(texts: Iterable[Markup]) -> Markup:
    """Pieces of feedback one below the other."""
    return Markup("").join(Markup("<p>{}</p>").format(text) for text in texts if text)
