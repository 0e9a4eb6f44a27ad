"""How an answer on paper is typed in: the way of each kind of question, and what comes of it."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from lms.questions import Answer, InvalidAnswer, Variant
from lms.questions.matching import Matching
from lms.questions.parts import PartsVariant

LETTERS = "ABCDEFGHIJKL"
"""What options are called on paper; no question has more."""


class Way(StrEnum):
    """How the answer to a question is typed in."""

    ONE = "one"  # the letter of an option is tapped
    SOME = "some"  # the letters of options are ticked
    WORDS = "words"  # a number or words, as written
    LETTERS = "letters"  # a letter for each item: BAC
    NUMBERS = "numbers"  # a number for each step: 3 1 2
    TICK = "tick"  # whether all of it is right


_WAYS = {
    "single_choice": Way.ONE,
    "true_false": Way.ONE,
    "multiple_answer": Way.SOME,
    "numeric": Way.WORDS,
    "short_answer": Way.WORDS,
    "matching": Way.LETTERS,
    "ordering": Way.NUMBERS,
}
RIGHT, WRONG = "right", "wrong"
NONE = "-"
"""Written for an item without an answer."""


def way_of(variant: Variant[Any]) -> Way:
    """How the answer is typed in; of what takes many boxes only whether it is right."""
    return _WAYS.get(variant.kind, Way.TICK)


def read_answer(variant: Variant[Any], texts: Sequence[str], *, unreadable: bool) -> Answer | None:
    """Return the answer that was typed in, None if the question was left out.

    `unreadable`: it is wrong, whatever it says. Raises InvalidAnswer for what cannot be an answer.
    """
    way = way_of(variant)
    given = [text.strip() for text in texts if text.strip()]
    if unreadable and way in (Way.WORDS, Way.LETTERS, Way.NUMBERS):
        return _wrong(variant, given)
    if not given:
        return None
    if isinstance(variant, PartsVariant):
        return _parts(variant, given[0])
    return variant.read({"answer": given})


def as_typed_in(variant: Variant[Any], answer: Answer) -> list[str]:
    """Return what the boxes of a question hold for an answer that was typed in."""
    if not isinstance(variant, PartsVariant):
        return list(answer) if isinstance(answer, list) else [answer]
    cells = variant.cells(answer)
    if way_of(variant) is Way.TICK:
        return [RIGHT if variant.grade(answer).credit == 1 else WRONG]
    if not any(cells):
        return [""]
    if isinstance(variant, Matching):
        names = {key: LETTERS[n] for n, (key, _text) in enumerate(variant.choices)}
        return ["".join(names.get(cell, NONE) for cell in cells)]
    return [" ".join(cell or NONE for cell in cells)]


def is_unreadable(variant: Variant[Any], answer: Answer) -> bool:
    """Return whether an answer was typed in as one that cannot be read."""
    if way_of(variant) not in (Way.WORDS, Way.LETTERS, Way.NUMBERS):
        return False
    try:
        return read_answer(variant, as_typed_in(variant, answer), unreadable=False) is None
    except InvalidAnswer:
        return True


def _wrong(variant: Variant[Any], given: Sequence[str]) -> Answer:
    """What was written, as far as it says nothing right."""
    if isinstance(variant, PartsVariant):
        return []
    text = variant.as_typed({"answer": list(given[:1])}) or ""
    return text if variant.grade(text).credit == 0 else ""


def _parts(variant: PartsVariant[Any], text: str) -> Answer:
    """What was typed for all boxes of a question; of a wrong one that is ticked nothing was."""
    if way_of(variant) is Way.TICK:
        return variant.key_answer if text == RIGHT else []
    if isinstance(variant, Matching):
        keys = dict(zip(LETTERS, (key for key, _text in variant.choices), strict=False))
        signs = [sign for sign in text.upper() if sign.isalpha() or sign == NONE]
        return variant.read(
            {"answer": ["" if sign == NONE else keys.get(sign, sign) for sign in signs]}
        )
    numbers = re.findall(r"[0-9]+|-", text)
    if len(numbers) == 1 and len(numbers[0]) == variant.count:
        numbers = list(numbers[0])
    return variant.read({"answer": ["" if each == NONE else each for each in numbers]})
