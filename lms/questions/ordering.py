"""Steps to be brought into their order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Annotated, ClassVar, Literal, Self

from markupsafe import Markup, escape

from lms.language import gettext_noop as _
from lms.questions.authoring.keys import ListOf, Markdown
from lms.questions.authoring.source import Source
from lms.questions.base import (
    Answer,
    Grade,
    InvalidAnswer,
    Question,
    chance_order,
)
from lms.questions.common import QuestionKeys, shared
from lms.questions.expressions import Unsound
from lms.questions.parts import NOTHING, AnsweredPart, PartsVariant, pairs_as_list, share
from lms.questions.template import Template

MIN_ITEMS, MAX_ITEMS = 3, 12
GIVEN_TWICE = _("Please give each number once. Given more than once: %(numbers)s.")
NOT_GIVEN = _("Please give each step its number. Not given yet: %(numbers)s.")


class OrderingKeys(QuestionKeys):
    """Steps to be brought into their order."""

    kind: Literal["ordering"]
    steps: Annotated[list[Markdown], ListOf(MIN_ITEMS)]
    """The steps in their right order; they are shown in another one."""


@dataclass(frozen=True, kw_only=True)
class OrderingQuestion(Question):
    """The steps in their right order."""

    kind: ClassVar[str] = "ordering"
    template: ClassVar[str] = "questions/ordering.html"

    written: tuple[Template, ...]

    @classmethod
    def parse(cls, source: Source) -> Self:
        keys = source.read(OrderingKeys)
        common = shared(source, keys)
        steps = source.templates("steps", keys.steps, common["draw"].names, inline=True)
        if len(steps) > MAX_ITEMS:
            source.problem("steps", f"There are {len(steps)} steps. Use at most {MAX_ITEMS}")
        return cls(**common, written=steps)

    def variant_of(self, seed: int, numbers: Mapping[str, Fraction]) -> "Ordering":
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
        return Grade(share([0 < first < second for first, second in neighbours]))

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
