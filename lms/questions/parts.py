"""Questions answered in several boxes: what is in each of them, read and judged together.

All boxes of a question are called "answer", and the answer is the list of what is in them, in the
order shown, "" for one left empty.
"""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, TypeVar

from markupsafe import Markup, escape

from lms.language import gettext_noop as _
from lms.questions.base import Answer, Fields, InvalidAnswer, Question, Variant, cleaned

Q = TypeVar("Q", bound=Question)

MAX_PART_LENGTH = 200
OTHER_BOXES = _("Please load this page again. The question has changed.")
NOTHING = Markup("…")
"""Shown for a box left empty."""


@dataclass(frozen=True)
class AnsweredPart:
    """One box as it turned out: what it belongs to, what is in it, what would have been right."""

    label: Markup
    own: Markup
    right: Markup
    is_right: bool


class PartsVariant(Variant[Q]):
    """A variant with several boxes. `empty` is said when nothing is in any of them."""

    empty: ClassVar[str] = _("Please fill in at least one blank.")

    @property
    @abstractmethod
    def count(self) -> int:
        """How many boxes there are."""

    @property
    @abstractmethod
    def key_answer(self) -> list[str]:
        """An answer that gets full credit. Show it only when it may be seen."""

    @abstractmethod
    def check(self, cells: Sequence[str]) -> None:
        """Raise InvalidAnswer for what cannot be read in the boxes."""

    def as_sent(self, fields: Fields) -> Answer:
        return self.texts(fields)

    def as_typed(self, fields: Fields) -> Answer | None:
        """What is in the boxes whether it can be read or not; None if all are empty."""
        sent = self.texts(fields)
        if len(sent) > self.count:
            raise InvalidAnswer(OTHER_BOXES)
        cells = [cleaned(text, MAX_PART_LENGTH) for text in sent]
        return self.cells(cells) if any(cells) else None

    def read(self, fields: Fields) -> Answer:
        """What is in each box. Raises InvalidAnswer."""
        typed = self.as_typed(fields)
        if typed is None:
            raise InvalidAnswer(self.empty)
        cells = self.cells(typed)
        self.check(cells)
        return cells

    def cells(self, answer: Answer | None) -> list[str]:
        """What is in each box of a stored answer, whatever is stored."""
        stored = answer if isinstance(answer, list) else []
        texts = [text if isinstance(text, str) else "" for text in stored]
        return (texts + [""] * self.count)[: self.count]


def share(right: Sequence[bool]) -> Fraction:
    """How much of a whole is right, 0 if there is nothing."""
    return Fraction(sum(right), len(right) or 1)


def pairs_as_list(rows: Sequence[tuple[Markup | str, Markup | str]]) -> Markup:
    """Pairs as a list, one a line: what it belongs to, and what stands there."""
    lines = Markup("").join(
        Markup("<li>{}: {}</li>").format(escape(label), text or NOTHING) for label, text in rows
    )
    return Markup("<ul>{}</ul>").format(lines)
