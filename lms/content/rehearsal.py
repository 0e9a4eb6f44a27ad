"""Tries every question out before it is published: nobody shall draw numbers that cannot work."""

from collections.abc import Iterator, Mapping
from itertools import islice, product
from math import prod
from typing import Any

from lms.questions import Question, Variant
from lms.questions.authoring.source import Source
from lms.questions.draws import Draws, Pick, derive_seed, picker
from lms.questions.expressions import Expression, Unsound

ALL_TRIED = 400
"""A question with so few variants is tried with every one of them."""

REHEARSALS = 100
"""Variants tried of any other, beside those at the ends of its ranges."""

MAX_CORNERS = 64
MAX_CHOICES = 5_000
SAMPLED_CHOICES = 1_000
"""All choices of the numbers in a divisor are tried, or so many where there are more."""

GUARDED_TRIES = 20


def rehearse(source: Source, question: Question) -> tuple[Variant[Any], ...]:
    """Try variants of a question out, and note the first problem; give those that were tried."""
    tried: tuple[Variant[Any], ...] = ()
    try:
        tried = variants_of(question)
        for variant in tried:
            variant.rehearse()
        _refuse_zeros([Expression(text) for text in source.used], question.draw)
    except Unsound as problem:
        source.unsound(problem)
    return tried


def variants_of(question: Question) -> tuple[Variant[Any], ...]:
    """The variants of a question that are tried out. Raises Unsound if one cannot be drawn."""
    return tuple(_variants(question))


def _variants(question: Question) -> Iterator[Variant[Any]]:
    draw = question.draw
    if draw.variety <= ALL_TRIED:
        for chosen in _choices(draw, draw.free):
            yield question.variant_of(0, draw.numbers(_taking(chosen)))
        return
    for n in range(REHEARSALS):
        yield question.variant(derive_seed("rehearsal", n))
    # The ends of ranges, where most goes wrong.
    for ends in islice(product((0, -1), repeat=len(draw.free)), MAX_CORNERS):
        corner = dict(zip(draw.free, ends, strict=True))
        yield question.variant_of(0, draw.numbers(_taking(corner)))


def _refuse_zeros(expressions: list[Expression], draw: Draws) -> None:
    """Raise Unsound if some draw lets a calculation divide by zero, however rare it is."""
    never_zero: set[Expression] = set()
    for expression in expressions:
        for divisor in expression.divisors:
            if divisor in never_zero or not divisor.names <= set(draw.names):
                continue
            zeros = _zeros(divisor, draw)
            if not zeros:
                never_zero.add(divisor)
            for chosen, n in product(zeros[:GUARDED_TRIES], range(GUARDED_TRIES)):
                # It may be guarded where it would divide by zero: work the whole thing out.
                numbers = draw.numbers(_taking(chosen, picker("rehearsal", n)))
                if expression.names <= numbers.keys():
                    expression.value(numbers)


def _zeros(divisor: Expression, draw: Draws) -> list[Mapping[str, int]]:
    """The choices with which a divisor is zero."""
    return [
        chosen
        for chosen in _choices(draw, draw.free_below(divisor.names))
        if divisor.value(draw.numbers(_taking(chosen))) == 0
    ]


def _choices(draw: Draws, free: list[str]) -> Iterator[Mapping[str, int]]:
    """Give every choice of the `free` numbers by index, or many of them if there are too many."""
    counts = {name: draw.count(name) for name in free}
    if prod(counts.values()) <= MAX_CHOICES:
        for indices in product(*map(range, counts.values())):
            yield dict(zip(free, indices, strict=True))
    else:
        for n in range(SAMPLED_CHOICES):
            pick = picker("rehearsal", derive_seed("choice", n))
            yield {name: pick(name, count) for name, count in counts.items()}


def _taking(chosen: Mapping[str, int], otherwise: Pick = lambda _name, _count: 0) -> Pick:
    """A choice that takes these indices, -1 being the last."""
    return lambda name, count: chosen[name] % count if name in chosen else otherwise(name, count)
