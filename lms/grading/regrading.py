"""Judging a stored answer again by a corrected question, or saying why that cannot be."""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from lms.language import gettext_noop as _
from lms.questions import Answer, Question, Variant
from lms.questions.cloze import Cloze
from lms.questions.draws import RowDraw, names_of, picker
from lms.questions.expressions import Expression, Unsound, Value, Values
from lms.questions.journal_entry import JournalEntry
from lms.questions.matching import Matching
from lms.questions.ordering import Ordering
from lms.questions.parts import PartsVariant

ALIKE = 0.6
"""From this likeness on (difflib, 0 to 1) a text in the same place was corrected, not replaced."""


class Refusal(StrEnum):
    """Why an answer cannot be judged by the question of another revision."""

    GONE = "gone"
    KIND = "kind"
    NUMBERS = "numbers"
    PARTS = "parts"
    OPTIONS = "options"


REFUSAL_WORDS: dict[Refusal, str] = {
    Refusal.GONE: _("The new version does not have this question any more."),
    Refusal.KIND: _("The new version asks in another way: the kind of question has changed."),
    Refusal.NUMBERS: _("The new version works with other numbers than people have seen."),
    Refusal.PARTS: _("The new version has other parts to fill in than people have seen."),
    Refusal.OPTIONS: _("What was chosen is not offered in the new version any more."),
}


class Incompatible(Exception):
    """The answer was given to a question too different from the new one."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


def variant_again(asked: Variant[Any], question: Question | None) -> Variant[Any]:
    """The corrected question with the numbers this person has seen. Raises Incompatible."""
    if question is None:
        raise Incompatible(Refusal.GONE)
    if question.kind != asked.kind:
        raise Incompatible(Refusal.KIND)
    return question.variant_of(asked.seed, _numbers(asked, question))


def answer_again(asked: Variant[Any], now: Variant[Any], answer: Answer) -> Answer:
    """A stored answer as it reads in the corrected variant `now`. Raises Incompatible."""
    if isinstance(asked, PartsVariant):
        return _parts_again(asked, now, asked.cells(answer))
    if not asked.options:
        return answer
    keys = carried(offered(asked), offered(now))
    chosen = [answer] if isinstance(answer, str) else answer
    known = {option.key for option in asked.options}
    again = [_key(keys, each) for each in chosen if each in known]
    return again if isinstance(answer, list) else "".join(again)


def _numbers(asked: Variant[Any], question: Question) -> Values:
    """The numbers as seen; those that are worked out are worked out by the new rules."""
    draw = question.draw
    if sorted(draw.names) != sorted(asked.numbers) or set(draw.free) != set(
        asked.question.draw.free
    ):
        raise Incompatible(Refusal.NUMBERS)
    numbers: dict[str, Value] = {}
    try:
        for name, rule in draw.rules:
            if isinstance(rule, Expression):
                numbers[name] = rule.value(numbers)
            elif isinstance(rule, RowDraw) and _counts(asked.question) == _counts(question):
                # The same row as its author wrote it anew.
                numbers |= rule.values(name, picker(question.id, asked.seed))
            else:
                numbers |= {each: asked.numbers[each] for each in names_of(name, rule)}
    except Unsound:
        raise Incompatible(Refusal.NUMBERS) from None
    # A number worked out anew may change, but not under the eyes of who has read the old one.
    if any(numbers[name] != asked.numbers[name] for name in _seen_in_prompt(asked)):
        raise Incompatible(Refusal.NUMBERS)
    return MappingProxyType(numbers)


def _counts(question: Question) -> dict[str, int]:
    return {name: question.draw.count(name) for name in question.draw.free}


def _seen_in_prompt(asked: Variant[Any]) -> set[str]:
    return {
        name for each in asked.question.prompt.placeholders for name in each.expression.names
    } & set(asked.numbers)


def _parts_again(asked: PartsVariant[Any], now: Variant[Any], cells: list[str]) -> list[str]:
    if not isinstance(now, PartsVariant) or now.count != asked.count:
        raise Incompatible(Refusal.PARTS)
    if isinstance(asked, Ordering) and isinstance(now, Ordering):
        return _rearranged(asked.steps, now.steps, cells)
    if isinstance(asked, Matching) and isinstance(now, Matching):
        keys = carried(offered(asked), offered(now))
        known = {option.key for option in asked.options}
        again = [_key(keys, cell) if cell in known else "" for cell in cells]
        return _rearranged(asked.items, now.items, again)
    if isinstance(now, Cloze):
        _check_offered((blank.choices for blank in now.blanks), cells)
    if isinstance(now, JournalEntry):
        codes = [account.code for account in now.accounts]
        _check_offered((codes for _cell in cells[::3]), cells[::3])
    return cells


def offered(variant: Variant[Any]) -> list[tuple[str, str]]:
    """The keys and texts of what there is to choose from."""
    return [(option.key, option.text) for option in variant.options]


def _check_offered(choices: Any, cells: Sequence[str]) -> None:
    """Raise Incompatible for a cell that is chosen from a list and not in it."""
    for offered, cell in zip(choices, cells, strict=True):
        if offered and cell and cell not in offered:
            raise Incompatible(Refusal.OPTIONS)


def _rearranged(before: Sequence[str], after: Sequence[str], cells: Sequence[str]) -> list[str]:
    """The cells, given in the order `before`, in the order `after`."""
    places = carried(
        [(str(n), text) for n, text in enumerate(before)],
        [(str(n), text) for n, text in enumerate(after)],
    )
    if len(set(places.values())) < len(after):
        raise Incompatible(Refusal.PARTS)
    by_place = {places[str(n)]: cell for n, cell in enumerate(cells)}
    return [by_place[str(n)] for n in range(len(after))]


def carried(before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The new key of each old one: that of the same text, or of its correction in place."""
    key_of = {text: key for key, text in after}
    texts, old_texts = dict(after), {text for _key, text in before}
    carried = {}
    for key, text in before:
        corrected = texts.get(key)
        if text in key_of:
            carried[key] = key_of[text]
        elif corrected is not None and corrected not in old_texts and _alike(text, corrected):
            carried[key] = key
    return carried


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE


def _key(keys: Mapping[str, str], chosen: str) -> str:
    if chosen not in keys:
        raise Incompatible(Refusal.OPTIONS)
    return keys[chosen]
