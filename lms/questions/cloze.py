"""A text with blanks to fill in.

An author writes `[[1]]`, `[[2]]` … where something is missing. In the stored HTML the numbers
stand between ⟦ and ⟧, which mean nothing to Markdown.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, Self

from markupsafe import Markup

from lms.language import gettext_noop as _
from lms.questions.authoring.keys import Mappings, YesNo
from lms.questions.authoring.source import Source
from lms.questions.base import (
    Answer,
    Fields,
    Grade,
    InvalidAnswer,
    PartAnswered,
    Question,
)
from lms.questions.blanks import Blank, BlankKeys, NumberBlank, WordBlank, read_blank
from lms.questions.common import QuestionKeys, shared
from lms.questions.draws import stable_hash
from lms.questions.expressions import Values
from lms.questions.mistakes import once
from lms.questions.numeric import ask_back
from lms.questions.parts import AnsweredPart, PartsVariant, pairs_as_list, share

MAX_BLANKS = 12

NOT_IN_LIST = _("Please choose from the list in blank %(number)s.")
NOT_A_NUMBER = _("Please write a number in blank %(number)s, like 1250000 or 12,5.")
READ_TWICE = _(
    "“%(typed)s” in blank %(number)s can be read as two numbers. "
    "Please write %(first)s or %(second)s, as you mean it."
)
_WRITTEN = re.compile(r"\[\[ ?([0-9]{1,2}) ?\]\]")
_BLANK = re.compile("⟦([0-9]{1,2})⟧")
_TAG = re.compile(r'<(?:"[^"]*"|[^">])*>')
_PARAGRAPH_END = "</p>"
_PAIRED = re.compile(r"<(/?)(?!br\b|hr\b|img\b)[a-z]")
_GAP = Markup('<span class="gap">[{}]</span>')


class ClozeKeys(QuestionKeys):
    """A text with [[1]], [[2]] … where something is missing."""

    kind: Literal["cloze"]
    blanks: Annotated[list[Any], Mappings(BlankKeys, least=1)]
    """What belongs into each blank, in the order of the text."""
    led: YesNo = False
    """Whether practice leads through it: a part is shown when the one before it was answered."""


@dataclass(frozen=True, kw_only=True)
class ClozeQuestion(Question):
    """The blanks in the order of the text."""

    kind: ClassVar[str] = "cloze"
    template: ClassVar[str] = "questions/cloze.html"

    blanks: tuple[Blank, ...]
    led: bool = False

    @classmethod
    def parse(cls, source: Source) -> Self:
        """Read the question; the text must have each blank once, in order."""
        source.rewrite("ask", lambda text: _WRITTEN.sub(r"⟦\1⟧", text))
        keys = source.read(ClozeKeys)
        common = shared(source, keys)
        known = common["draw"].names
        blanks = tuple(read_blank(item, known) for item in source.children("blanks", keys.blanks))
        if len(blanks) > MAX_BLANKS:
            source.problem("blanks", f"There are {len(blanks)} blanks. Use at most {MAX_BLANKS}")
        html = common["prompt"].html
        expected = [str(n) for n in range(1, len(blanks) + 1)]
        if html and expected and _BLANK.findall(_TAG.sub("", html)) != expected:
            marks = ", ".join(f"[[{n}]]" for n in expected)
            source.problem("ask", f"The text must have each blank once, in this order: {marks}")
        elif _BLANK.findall(html) != _BLANK.findall(_TAG.sub("", html)):
            source.problem("ask", "A blank cannot stand inside the address or title of a link")
        elif keys.led and html and stages(html) is None:
            source.problem(
                "led", "Each blank of a led text stands in a paragraph of its own. Move them apart"
            )
        if not keys.led:
            source.leave_out("led")
        return cls(**common, blanks=blanks, led=keys.led)

    def variant_of(self, seed: int, numbers: Values) -> "Cloze":
        return Cloze(self, seed, numbers)


@dataclass(frozen=True)
class LedPart:
    """A part of a led text: what stands before and after its blank, and how that turned out."""

    before: Markup
    after: Markup
    answered: AnsweredPart
    said: Markup


def stages(html: str) -> list[tuple[str, str]] | None:
    """A text cut into parts, each ending with the paragraph of a blank: before and after that.

    None if two blanks share a paragraph, or one stands in a list or a box.
    """
    before, *rest = _BLANK.split(html)[::2]
    found = []
    for place, after in enumerate(rest, start=1):
        end = after.find(_PARAGRAPH_END) + len(_PARAGRAPH_END)
        if end < len(_PARAGRAPH_END):
            return None
        mine = after if place == len(rest) else after[:end]
        tags = _PAIRED.findall(before + mine)
        if sum(-1 if closing else 1 for closing in tags):
            return None
        found.append((before, mine))
        before = after[end:]
    return found if len(found) > 1 else None


class Cloze(PartsVariant[ClozeQuestion]):
    """A box for each blank; the answer is the list of what was typed or chosen."""

    def read(self, fields: Fields) -> Answer:
        """What is in each box. Raises PartAnswered where a led text goes on with its next part."""
        sent = self.texts(fields)
        if self.question.led and 0 < len(sent) < self.count:
            cells = self.cells(self.as_typed(fields))
            if not cells[len(sent) - 1]:
                raise InvalidAnswer(self.empty)
            self.check(cells)
            raise PartAnswered(len(sent) + 1)
        return super().read(fields)

    def led_parts(self, answer: Answer | None) -> tuple[LedPart, ...]:
        """The parts of a led text with what was answered so far. Holds the keys."""
        cut = stages(self.question.prompt.fill(self.numbers)) or []
        filled = zip(cut, self.parts(answer), self.blanks, self.cells(answer), strict=True)
        return tuple(
            LedPart(
                Markup(before),
                Markup(after),
                part,
                Markup("") if part.is_right or not text else blank.said_to(text, self.numbers),
            )
            for (before, after), part, blank, text in filled
        )

    @property
    def count(self) -> int:
        return len(self.question.blanks)

    @cached_property
    def prompt(self) -> Markup:
        """The text with a numbered gap for each blank."""
        return Markup("").join(
            text + (_GAP.format(place + 1) if place is not None else "")
            for text, place in self.pieces
        )

    @cached_property
    def pieces(self) -> tuple[tuple[Markup, int | None], ...]:
        """The text cut at its blanks: each piece with the position of the blank after it."""
        cut = _BLANK.split(self.question.prompt.fill(self.numbers))
        places = [*range(len(cut) // 2), None]
        return tuple((Markup(text), place) for text, place in zip(cut[::2], places, strict=True))

    @cached_property
    def blanks(self) -> tuple[Blank, ...]:
        """What is asked for in each blank, with what was drawn. Holds the keys."""
        return tuple(blank.drawn(self.numbers) for blank in self.question.blanks)

    def takes_minus(self, place: int) -> bool:
        """Whether a number below zero is possible in a blank; not whether it is right."""
        blank = self.blanks[place]
        signs = self.question.draw.has_minus
        return isinstance(blank, NumberBlank) and (signs or blank.answer.has_minus)

    @cached_property
    def choices(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """What is sent and what is shown for each choice, in the order to show; by blank."""
        return tuple(
            tuple((text, text) for text in sorted(blank.choices, key=self._order(place)))
            for place, blank in enumerate(self.blanks)
        )

    def _order(self, place: int) -> Callable[[str], str]:
        return lambda text: stable_hash(self.question.id, self.seed, f"blank {place} {text}")

    @cached_property
    def key_answer(self) -> list[str]:
        """A right answer for each blank."""
        return [blank.key(self.numbers) for blank in self.blanks]

    @property
    def key_text(self) -> Markup:
        """What is right in each blank."""
        return pairs_as_list([(part.label, part.right) for part in self.parts(None)])

    def check(self, cells: Sequence[str]) -> None:
        """Raise InvalidAnswer for a number that cannot be read, or a choice not offered.

        Raises TwoReadings for a number that can be read in two ways.
        """
        for place, (blank, text) in enumerate(zip(self.blanks, cells, strict=True), start=1):
            if text and not blank.is_readable(text):
                raise InvalidAnswer(NOT_IN_LIST if blank.choices else NOT_A_NUMBER, number=place)
            if text and isinstance(blank, NumberBlank):
                ask_back(text, blank.unit, READ_TWICE, number=place)

    def parts(self, answer: Answer | None) -> tuple[AnsweredPart, ...]:
        """How each blank turned out."""
        filled = zip(self.blanks, self.cells(answer), strict=True)
        return tuple(
            AnsweredPart(
                label=Markup("[{}]").format(place),
                own=blank.shown(text),
                right=blank.key_text(self.numbers),
                is_right=bool(text) and blank.is_right(text, self.numbers),
            )
            for place, (blank, text) in enumerate(filled, start=1)
        )

    def grade(self, answer: Answer) -> Grade:
        """Give the share of blanks that are filled rightly, and name known mistakes."""
        parts = self.parts(answer)
        said = [
            blank.said_to(text, self.numbers)
            for blank, text, part in zip(self.blanks, self.cells(answer), parts, strict=True)
            if text and not part.is_right
        ]
        return Grade(share([part.is_right for part in parts]), once(said))

    def near_misses(self, answer: Answer) -> tuple[str, ...]:
        """The words that are accepted although they are misspelled."""
        filled = zip(self.blanks, self.cells(answer), strict=True)
        return tuple(
            text for blank, text in filled if isinstance(blank, WordBlank) and blank.is_near(text)
        )

    def answer_text(self, answer: Answer) -> Markup:
        """What stands in each blank."""
        return pairs_as_list([(part.label, part.own) for part in self.parts(answer)])

    def rehearse(self) -> None:
        """Show everything, and work out every blank."""
        super().rehearse()
        for blank in self.blanks:
            blank.rehearse(self.numbers)
