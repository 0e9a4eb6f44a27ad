"""What a question draws: numbers, words, and rows of a table, and what is derived from them.

What is drawn is a function of the question's id and a seed, the same for ever: the index of a
value is taken from a SHA-256, never from a random generator whose methods may change.
"""

import hashlib
import keyword
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import prod
from types import MappingProxyType

from lms.questions.expressions import RESERVED, Expression, Unsound, Value, Values

_NUMBER = r"-?[0-9]{1,18}(?:\.[0-9]{1,9})?"
_RANGE = re.compile(rf"({_NUMBER})\s*\.\.\s*({_NUMBER})(?:\s+step\s+({_NUMBER}))?")
_SET = re.compile(rf"one of\s+({_NUMBER}(?:\s*,\s*{_NUMBER})*)")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,29}")

MAX_ROWS = 200

HOW_TO_DRAW = 'Write "40..240 step 20", "one of 2, 4, 8", "= a * 2" or a list of words'

Pick = Callable[[str, int], int]
"""Given the name of a number and how many values it has, the index of the one to take."""


def derive_seed(*parts: str | int) -> int:
    """A stable 63-bit seed of these parts: the same parts give the same seed for ever."""
    # With their lengths, so that no two lists of parts give the same text.
    text = "\x1f".join(f"{len(str(part))}:{part}" for part in parts)
    # 63 bits fit a BIGINT with its sign.
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) >> 1


def stable_hash(question_id: str, seed: int, name: str) -> str:
    """The hexadecimal digest from which everything that chance decides is taken."""
    return hashlib.sha256(f"{question_id}:{seed}:{name}".encode()).hexdigest()


def picker(question_id: str, seed: int) -> Pick:
    """The choice that belongs to this question and seed."""
    return lambda name, count: int(stable_hash(question_id, seed, name), 16) % count


@dataclass(frozen=True)
class RangeDraw:
    """`count` numbers from `first` on, `step` apart."""

    first: Fraction
    step: Fraction
    count: int

    @property
    def has_minus(self) -> bool:
        """Whether any of them is below zero."""
        return self.first < 0

    def at(self, index: int) -> Fraction:
        """The number at `index`, 0 to count - 1."""
        return self.first + index * self.step


@dataclass(frozen=True)
class ChoiceDraw:
    """One of a few numbers."""

    values: tuple[Fraction, ...]

    @property
    def count(self) -> int:
        """How many there are to choose from."""
        return len(self.values)

    @property
    def has_minus(self) -> bool:
        """Whether any of them is below zero."""
        return min(self.values) < 0

    def at(self, index: int) -> Fraction:
        return self.values[index]


@dataclass(frozen=True)
class RowDraw:
    """One row of a list, or several different ones (`take`), whose values are drawn together.

    A row of one value is called like the rule (`goods`), a value of a longer one by its key
    (`sale.amount`); several rows are counted (`sale1.amount`, `sale2.amount`).
    """

    rows: tuple[tuple[tuple[str, Value], ...], ...]
    take: int = 0

    @property
    def has_minus(self) -> bool:
        """Whether any number in it is below zero."""
        values = [value for row in self.rows for _key, value in row]
        return any(isinstance(value, Fraction) and value < 0 for value in values)

    def picked(self, name: str) -> dict[str, int]:
        """What chance decides: each with how many there are to choose from."""
        if not self.take:
            return {name: len(self.rows)}
        return {f"{name}{n + 1}": len(self.rows) - n for n in range(self.take)}

    def values(self, name: str, pick: Pick) -> dict[str, Value]:
        """The values of the rows that `pick` takes, each row once."""
        left = list(self.rows)
        found: dict[str, Value] = {}
        for row_name, count in self.picked(name).items():
            row = left.pop(pick(row_name, count))
            found |= {f"{row_name}.{key}" if key else row_name: value for key, value in row}
        return found


Rule = RangeDraw | ChoiceDraw | RowDraw | Expression


@dataclass(frozen=True)
class Draws:
    """The numbers and words of a question by name, in order: a later one may use earlier ones."""

    rules: tuple[tuple[str, Rule], ...] = ()

    @property
    def names(self) -> list[str]:
        """What may stand in texts and calculations."""
        return [name for rule_name, rule in self.rules for name in names_of(rule_name, rule)]

    @property
    def free(self) -> list[str]:
        """The names of what chance decides."""
        return list(self._counts)

    @property
    def variety(self) -> int:
        """How many different sets of numbers there are."""
        return prod(self.count(name) for name in self.free)

    @property
    def has_minus(self) -> bool:
        """Whether any number can be below zero, as far as the signs written tell."""
        return any(rule.has_minus for _name, rule in self.rules)

    def count(self, name: str) -> int:
        """How many numbers chance has to choose from for one of the free ones."""
        return self._counts[name]

    def picked(self, rule_names: Iterable[str]) -> frozenset[str]:
        """The names of what chance decides for these rules."""
        wanted = set(rule_names)
        found: set[str] = set()
        for name, rule in self.rules:
            if name in wanted:
                found |= set(rule.picked(name)) if isinstance(rule, RowDraw) else {name}
        return frozenset(found)

    def free_below(self, names: Iterable[str]) -> list[str]:
        """The numbers decided by chance from which these are worked out."""
        needed = set(names)
        # Backwards, for a number may only use those above it.
        for name, rule in reversed(self.rules):
            if isinstance(rule, Expression):
                needed |= rule.names if name in needed else set()
            elif isinstance(rule, RowDraw) and needed.intersection(names_of(name, rule)):
                needed |= rule.picked(name).keys()
        return [name for name in self.free if name in needed]

    def numbers(self, pick: Pick) -> Values:
        """All numbers and words, those that are drawn taken by `pick`. Raises Unsound."""
        numbers: dict[str, Value] = {}
        for name, rule in self.rules:
            if isinstance(rule, Expression):
                numbers[name] = rule.value(numbers)
            elif isinstance(rule, RowDraw):
                numbers |= rule.values(name, pick)
            else:
                numbers[name] = rule.at(pick(name, rule.count))
        return MappingProxyType(numbers)

    @cached_property
    def _counts(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for name, rule in self.rules:
            if isinstance(rule, RowDraw):
                counts |= rule.picked(name)
            elif not isinstance(rule, Expression):
                counts[name] = rule.count
        return counts


def names_of(name: str, rule: Rule) -> list[str]:
    """What a rule gives values to."""
    return list(rule.values(name, lambda _name, _count: 0)) if isinstance(rule, RowDraw) else [name]


def check_name(name: str) -> None:
    """Raise Unsound if a number cannot be called `name`."""
    if not is_name(name):
        raise Unsound(f'"{name}" cannot name a number. Use letters and digits, a letter first')
    if name in RESERVED:
        raise Unsound(f'"{name}" already has a meaning in calculations. Choose another name')


def is_name(name: str) -> bool:
    """Whether a number, a word or a value of a row can be called so."""
    return bool(_NAME.fullmatch(name)) and not keyword.iskeyword(name)


def row_draw(rows: Sequence[Mapping[str, str]], take: int = 0) -> RowDraw:
    """A draw from rows of texts, which all have the same keys ("" for a list of words).

    A column that holds nothing but numbers can be worked with. Raises Unsound.
    """
    least = max(2, take)
    if not least <= len(rows) <= MAX_ROWS:
        raise Unsound(f"There are {len(rows)} to choose from. Write {least} to {MAX_ROWS}")
    keys = list(rows[0])
    texts = [tuple(row[key] for key in keys) for row in rows]
    for text in texts:
        if texts.count(text) > 1:
            raise Unsound(f'"{", ".join(text)}" can be drawn twice. Remove one')
    numeric = {key for key in keys if all(re.fullmatch(_NUMBER, row[key]) for row in rows)}
    return RowDraw(
        tuple(
            tuple((key, Fraction(row[key]) if key in numeric else row[key]) for key in keys)
            for row in rows
        ),
        take,
    )


def parse_rule(text: str) -> Rule:
    """Read how one number is drawn. Raises Unsound."""
    text = text.strip()
    if text.startswith("="):
        return Expression(text[1:].strip())
    if found := _SET.fullmatch(text):
        return ChoiceDraw(tuple(Fraction(value.strip()) for value in found[1].split(",")))
    if found := _RANGE.fullmatch(text):
        return _range(Fraction(found[1]), Fraction(found[2]), Fraction(found[3] or 1))
    raise Unsound(f'"{text}" does not say how to draw a number. {HOW_TO_DRAW}')


def _range(first: Fraction, last: Fraction, step: Fraction) -> RangeDraw:
    if step <= 0:
        raise Unsound("The step of a range must be more than zero")
    if last < first:
        raise Unsound(f"The range ends before it begins. Write the smaller number first: {last}..")
    return RangeDraw(first, step, int((last - first) / step) + 1)
