"""What an answer earns by the key and by what trainers accept beside it, or refuse."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from lms.questions import Answer, Question, Variant
from lms.questions.cloze import Cloze
from lms.questions.parts import share
from lms.questions.short_answer import ShortAnswer, normalised
from lms.questions.written_words import is_near_key, places_of, word_at


@dataclass(frozen=True)
class Accepted:
    """The normalised texts accepted beside the key, or refused, by question id and place."""

    normalised_texts: Mapping[tuple[str, int], frozenset[str]]
    refused: Mapping[tuple[str, int], frozenset[str]] = field(default_factory=dict)

    def holds(self, question_id: str, place: int, text: str) -> bool:
        """Return whether a trainer accepts what was typed at a place."""
        return normalised(text) in self.normalised_texts.get((question_id, place), ())

    def refuses(self, question: Question, place: int, text: str) -> bool:
        """Return whether a trainer does not accept something misspelled that the course accepts."""
        refused = self.refused.get((question.id, place), ())
        return normalised(text) in refused and is_near_key(question, place, text)

    def credit(self, variant: Variant[Any], answer: Answer | None) -> Fraction | None:
        """Return the credit of an answer by the key and by what is accepted beside it."""
        if answer is None:
            return Fraction(0)
        by_key = variant.grade(answer).credit
        if isinstance(variant, Cloze):
            typed = set(places_of(variant.question))
            return share(
                [
                    self._is_right(variant.question, place, answer, by_key=part.is_right)
                    if place in typed
                    else part.is_right
                    for place, part in enumerate(variant.parts(answer), start=1)
                ]
            )
        if isinstance(variant, ShortAnswer):
            return Fraction(self._is_right(variant.question, 0, answer, by_key=by_key == 1))
        return by_key

    def _is_right(self, question: Question, place: int, answer: Answer, *, by_key: bool) -> bool:
        text = word_at(answer, place)
        if by_key:
            return not self.refuses(question, place, text)
        return self.holds(question.id, place, text)
