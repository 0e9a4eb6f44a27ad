"""Steps to be brought into their order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Literal, Self

from markupsafe import Markup, escape
from pydantic import Field
from pydantic.json_schema import JsonSchemaValue

from lms.language import gettext_noop as _
from lms.questions.authoring.keys import (
    ABOUT_KEY,
    Keys,
    ListOf,
    Mappings,
    Markdown,
    Scalar,
    problem,
)
from lms.questions.authoring.source import Source
from lms.questions.base import (
    Answer,
    Grade,
    InvalidAnswer,
    Question,
    chance_order,
)
from lms.questions.common import QuestionKeys, shared
from lms.questions.expressions import Unsound, Values
from lms.questions.mistakes import once
from lms.questions.parts import NOTHING, AnsweredPart, PartsVariant, pairs_as_list, share
from lms.questions.template import Template

MIN_ITEMS, MAX_ITEMS = 3, 12
_EARLIER = re.compile(r"([0-9]{1,2}) before ([0-9]{1,2})")
GIVEN_TWICE = _("Please give each number once. Given more than once: %(numbers)s.")
NOT_GIVEN = _("Please give each step its number. Not given yet: %(numbers)s.")


@dataclass(frozen=True)
class Earlier(Scalar):
    """Two steps by their numbers in the right order, the later one before: "3 before 1"."""

    stand_in: ClassVar[Any] = (2, 1)
    advice: str = 'Write it like "3 before 1"'

    def read(self, value: Any) -> tuple[int, int]:
        """The two numbers."""
        found = _EARLIER.fullmatch(str(value).strip())
        if found is None:
            raise problem(ABOUT_KEY, f"is not clear. {self.advice}")
        early, late = int(found[1]), int(found[2])
        if early <= late or late < 1:
            raise problem(ABOUT_KEY, f"is no mistake: write the later step first. {self.advice}")
        return early, late

    def store(self, value: tuple[int, int]) -> str:
        """As it is written."""
        return f"{value[0]} before {value[1]}"

    @property
    def schema(self) -> JsonSchemaValue:
        """A text of this form."""
        return {"type": "string", "pattern": _EARLIER.pattern}


class OrderMistakeKeys(Keys):
    """A step that people put too early."""

    earlier: Annotated[tuple[int, int], Earlier()] = Field(alias="if")
    """The two steps by their numbers in the right order: "3 before 1"."""
    say: Markdown
    """What to say to those who put it there."""


class OrderingKeys(QuestionKeys):
    """Steps to be brought into their order."""

    kind: Literal["ordering"]
    steps: Annotated[list[Markdown], ListOf(MIN_ITEMS)]
    """The steps in their right order; they are shown in another one."""
    mistakes: Annotated[list[Any], Mappings(OrderMistakeKeys)] = []
    """Steps that people put too early, and what to say."""


@dataclass(frozen=True, kw_only=True)
class OrderingQuestion(Question):
    """The steps in their right order."""

    kind: ClassVar[str] = "ordering"
    template: ClassVar[str] = "questions/ordering.html"

    written: tuple[Template, ...]
    mistakes: tuple[tuple[int, int, Template], ...] = ()

    @classmethod
    def parse(cls, source: Source) -> Self:
        keys = source.read(OrderingKeys)
        common = shared(source, keys)
        steps = source.templates("steps", keys.steps, common["draw"].names, inline=True)
        if len(steps) > MAX_ITEMS:
            source.problem("steps", f"There are {len(steps)} steps. Use at most {MAX_ITEMS}")
        mistakes = []
        for item in source.children("mistakes", keys.mistakes):
            mistake = item.read(OrderMistakeKeys)
            early, late = mistake.earlier
            if early > len(steps) >= MIN_ITEMS:
                item.problem("if", f"There are {len(steps)} steps, not {early}")
            say = item.template("say", mistake.say, common["draw"].names, inline=True)
            mistakes.append((early, late, say))
        return cls(**common, written=steps, mistakes=tuple(mistakes))

    def variant_of(self, seed: int, numbers: Values) -> "Ordering":
        return Ordering(self, seed, numbers)


class Ordering(PartsVariant[OrderingQuestion]):
    """A number for each step; the answer is the list of the numbers, by step as shown."""

    empty: ClassVar[str] = _("Please give each step its number.")

    @property
    def count(self) -> int:
        return len(self.question.written)

    @cached_property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """What is sent and what is shown for each place."""
        places = [str(place) for place in range(1, self.count + 1)]
        return tuple(zip(places, places, strict=True))

    @cached_property
    def steps(self) -> tuple[Markup, ...]:
        """The steps in the order to show, which is never the right one."""
        return tuple(self.question.written[n].fill(self.numbers) for n in self._shown)

    @cached_property
    def key_answer(self) -> list[str]:
        """The right number of each step as shown."""
        return [str(n + 1) for n in self._shown]

    @property
    def key_text(self) -> Markup:
        """The steps in their right order."""
        return self.answer_text(self.key_answer)

    def check(self, cells: Sequence[str]) -> None:
        """Raise InvalidAnswer unless each number from 1 on is given once."""
        given = [n for n in (self._number(text) for text in cells) if n]
        twice = sorted({n for n in given if given.count(n) > 1})
        if twice:
            raise InvalidAnswer(GIVEN_TWICE, numbers=", ".join(map(str, twice)))
        if len(given) < self.count:
            missing = [str(n) for n in range(1, self.count + 1) if n not in given]
            raise InvalidAnswer(NOT_GIVEN, numbers=", ".join(missing))

    def parts(self, answer: Answer | None) -> tuple[AnsweredPart, ...]:
        """Whether each step has its own number, in the order given, unnumbered ones last.

        That is told to the person; credit is given for neighbours, see `grade`.
        """
        rows = zip(self.steps, self.cells(answer), self.key_answer, strict=True)
        parts = [
            AnsweredPart(step, escape(given), escape(right), self._number(given) == int(right))
            for step, given, right in rows
        ]
        return tuple(sorted(parts, key=lambda part: self._number(part.own) or self.count + 1))

    def grade(self, answer: Answer) -> Grade:
        """Give the share of neighbours in the right order whose first was put before the second.

        Both need a number: what has none stands in no order.
        """
        cells = self.cells(answer)
        given = {step: self._number(cells[place]) for place, step in enumerate(self._shown)}
        neighbours = pairwise(given[step] for step in range(self.count))
        said = [say for early, late, say in self.mistakes if 0 < given[early - 1] < given[late - 1]]
        return Grade(share([0 < first < second for first, second in neighbours]), once(said))

    @cached_property
    def mistakes(self) -> tuple[tuple[int, int, Markup], ...]:
        """Two steps by their right numbers, and what is said where the first stands earlier."""
        return tuple(
            (early, late, say.fill(self.numbers)) for early, late, say in self.question.mistakes
        )

    def answer_text(self, answer: Answer) -> Markup:
        """The steps in the order they were given; with the numbers if some are amiss."""
        cells = self.cells(answer)
        rows = sorted((self._number(text) or self.count + 1, n) for n, text in enumerate(cells))
        if [number for number, _n in rows] == list(range(1, self.count + 1)):
            lines = Markup("").join(Markup("<li>{}</li>").format(self.steps[n]) for _no, n in rows)
            return Markup("<ol>{}</ol>").format(lines)
        return pairs_as_list([(cells[n] or NOTHING, self.steps[n]) for _number, n in rows])

    def rehearse(self) -> None:
        """Show everything, and see that no two steps are the same."""
        super().rehearse()
        if len(set(self.steps)) < self.count:
            raise Unsound("Two steps are the same. Change one of them", key="steps")

    @cached_property
    def _shown(self) -> list[int]:
        order = chance_order(self.question, self.seed, self.count)
        # By chance it may be the right order, which would give the answer away.
        return order if order != sorted(order) else order[1:] + order[:1]

    def _number(self, text: str) -> int:
        """The number given, 0 for none that a step can have."""
        known = {str(n): n for n in range(1, self.count + 1)}
        return known.get(text.strip(), 0)
