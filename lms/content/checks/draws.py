"""What the numbers of a question tell about it, tried out in many draws.

The variants are those that were tried out whether they work at all.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from lms.language import number, round_half_up
from lms.questions import Question, Variant
from lms.questions.authoring.source import Source
from lms.questions.blanks import NumberBlank
from lms.questions.cloze import ClozeQuestion
from lms.questions.draws import RangeDraw
from lms.questions.expressions import Expression, Unsound, Values
from lms.questions.journal_entry import JournalEntryQuestion
from lms.questions.mistakes import Mistake
from lms.questions.numeric import RUPIAH, Numeric, NumericQuestion
from lms.questions.template import Placeholder, pieces

MIN_ANSWERS = 20
"""Fewer different answers are soon known by heart, or told from one to another."""

MAX_TOLERANCE = Fraction(2, 100)
"""Of the key; more lets a wrong method pass."""

FINE_STEP = 2_000
"""So many steps of a range give numbers nobody meets, such as Rp537.213."""

EXPLAINED = 40
"""So many worked solutions are read: if one shows its answer, the others do."""

_SURPLUS = re.compile("shu", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]{3})*(?:,[0-9]+)?")
_TAG = re.compile(r"<[^>]*>")
_EQUALS = re.compile(r"=\s*(?:<[^>]*>|\*|\s|Rp)*$")
_DECIMALS = {"rp": 0, "d0": 0, "d1": 1, "d2": 2, "d3": 3, "d4": 4}

Tried = Sequence[Variant[Any]]
Remark = tuple[tuple[str | int, ...], str]
"""Where something stands in the question, and what to do about it."""


def check_draws(source: Source, question: Question, tried: Tried) -> None:
    """Advise the author of a question that works in every draw."""
    try:
        remarks = list(_remarks(question, tried))
    except Unsound:  # of a calculation that only this asks for
        return
    for place, message in remarks:
        source.advise(place, message)


def _remarks(question: Question, tried: Tried) -> Iterator[Remark]:
    yield from _ranges(question)
    yield from _losses(question, tried)
    yield from _rounded(question, tried)
    if isinstance(question, NumericQuestion):
        yield from _numeric(question, [each for each in tried if isinstance(each, Numeric)])
    if isinstance(question, ClozeQuestion):
        for place, blank in enumerate(question.blanks):
            if isinstance(blank, NumberBlank):
                yield from _blank(place, blank, [each.numbers for each in tried])
    if question.draw.free and not question.needs_trainer:
        yield from _few_answers(question, tried)


def _numeric(question: NumericQuestion, tried: Sequence[Numeric]) -> Iterator[Remark]:
    keys = [(each.key, each.names) for each in tried]
    yield from _result(question.unit, question.tolerance, keys, ())
    yield from _mistakes(question.mistakes, question.tolerance, keys, ())
    if question.unit == "%" and any(not 0 <= key <= 100 for key, _names in keys):
        wrong = next(key for key, _names in keys if not 0 <= key <= 100)
        yield ("answer",), f"The answer is {number(wrong)}% in some draws. Narrow the numbers"
    if question.explain and (missing := _unexplained(tried)):
        yield (
            ("explain",),
            f"The worked solution does not show the answer {missing}. End it with {{answer}}",
        )


def _blank(place: int, blank: NumberBlank, drawn: Sequence[Values]) -> Iterator[Remark]:
    keys = [(blank.answer.value(numbers), numbers) for numbers in drawn]
    here = ("blanks", place)
    yield from _result(blank.unit, blank.tolerance, keys, here)
    yield from _mistakes(blank.mistakes, blank.tolerance, keys, here)


def _result(
    unit: str,
    tolerance: Expression,
    keys: Sequence[tuple[Fraction, Values]],
    here: tuple[str | int, ...],
) -> Iterator[Remark]:
    """Fractions of rupiah that a tolerance hides, and a tolerance that hides mistakes."""
    off = [(key, tolerance.value(names)) for key, names in keys]
    if unit == RUPIAH and any(most and key.denominator > 1 for key, most in off):
        broken = next(key for key, most in off if most and key.denominator > 1)
        yield (
            (*here, "tolerance"),
            f"The answer is Rp{number(broken)}: there are no parts of rupiah. Round with bulat(…)",
        )
    elif wide := [(key, most) for key, most in off if key and most > abs(key) * MAX_TOLERANCE]:
        key, most = wide[0]
        yield (
            (*here, "tolerance"),
            f"{number(most)} is more than 2% of the answer {number(key)}. Write less",
        )


def _mistakes(
    mistakes: Sequence[Mistake],
    tolerance: Expression,
    keys: Sequence[tuple[Fraction, Values]],
    here: tuple[str | int, ...],
) -> Iterator[Remark]:
    """Mistakes that are right answers, or that another one hides in every draw."""
    most = [tolerance.value(names) for _key, names in keys]
    results = [[each.result.value(names) for _key, names in keys] for each in mistakes]
    for n, values in enumerate(results):
        near = _near(values, [key for key, _names in keys], most)
        hidden = next((m for m in range(n) if all(_near(values, results[m], most))), None)
        if any(near):
            numbers = keys[near.index(True)][1]
            shown = {name: value for name, value in numbers.items() if name != "answer"}
            when = f" when {_drawn(shown)}" if shown else ""
            yield (
                (*here, "mistakes", n, "if"),
                f"This is the right answer{when}. Change one of them",
            )
        elif hidden is not None:
            yield (
                (*here, "mistakes", n, "if"),
                f"Mistake {hidden + 1} has the same result: this one is never told. Remove one",
            )


def _near(
    values: Sequence[Fraction], others: Sequence[Fraction], most: Sequence[Fraction]
) -> list[bool]:
    rows = zip(values, others, most, strict=True)
    return [abs(value - other) <= off for value, other, off in rows]


def _unexplained(tried: Sequence[Numeric]) -> str:
    """An answer that its worked solution does not show, "" if all are shown."""
    for each in tried[:EXPLAINED]:
        # A shortfall may be told without its sign.
        key = abs(each.key)
        shown = _NUMBER.findall(_TAG.sub("", each.solution))
        if not {number(key), *(number(key, places) for places in range(5))} & {*shown}:
            return str(each.key_text)
    return ""


def _few_answers(question: Question, tried: Tried) -> Iterator[Remark]:
    """Too few different answers, of a question all of whose draws give few."""
    if question.draw.variety < MIN_ANSWERS:
        few = question.draw.variety
        yield ("draw",), f"There are {few} draws. Write wider ranges: {MIN_ANSWERS} are needed"
        return
    if _asks_for_numbers(question):
        different: set[str] = set()
        for each in tried:
            different.add(each.key_text)
            if len(different) == MIN_ANSWERS:
                break
        else:
            yield (
                ("draw",),
                f"There are {len(different)} different answers. Write wider ranges: "
                f"{MIN_ANSWERS} are needed",
            )


def _asks_for_numbers(question: Question) -> bool:
    """Whether its answer changes with the numbers; words may stay right in other clothes."""
    if isinstance(question, ClozeQuestion):
        return any(isinstance(blank, NumberBlank) for blank in question.blanks)
    return isinstance(question, NumericQuestion | JournalEntryQuestion)


def _ranges(question: Question) -> Iterator[Remark]:
    for name, rule in question.draw.rules:
        if isinstance(rule, RangeDraw) and rule.count > FINE_STEP:
            some = number(rule.at(rule.count // 3 + 1))
            yield ("draw", name), f"This gives numbers such as {some}. Write a larger step"


def _losses(question: Question, tried: Tried) -> Iterator[Remark]:
    """An SHU that is below zero in some draws and above in others: by chance, not on purpose."""
    for name, _rule in question.draw.rules:
        if not _SURPLUS.search(name):
            continue
        values = [(each.numbers[name], each.numbers) for each in tried if name in each.numbers]
        below = [drawn for value, drawn in values if isinstance(value, Fraction) and value < 0]
        if 0 < len(below) < len(values):
            yield ("draw", name), f"It is below zero when {_drawn(below[0])}. Narrow the numbers"


def _rounded(question: Question, tried: Tried) -> Iterator[Remark]:
    """Rounded values behind "=": each is told once."""
    found = pieces(question.explain.html)
    for before, piece in zip(("", *found), found, strict=False):
        if not isinstance(piece, Placeholder) or not isinstance(before, str):
            continue
        if piece.format not in _DECIMALS or not _EQUALS.search(before):
            continue
        if (piece.expression.text, piece.format) == ("answer", RUPIAH):
            continue  # parts of rupiah are told where the answer is
        places = _DECIMALS[piece.format]
        if any(_is_rounded(piece, each, places) for each in tried):
            shown = f"{{{piece.expression.text}:{piece.format}}}"
            yield ("explain",), f'{shown} is rounded in some draws. Write "≈" instead of "="'


def _is_rounded(piece: Placeholder, variant: Variant[Any], places: int) -> bool:
    value = piece.expression.value(variant.names)
    return round_half_up(value, places) != value


def _drawn(numbers: Values) -> str:
    return ", ".join(f"{name} = {value}" for name, value in numbers.items())
