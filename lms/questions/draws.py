"""The numbers a question draws: ranges, sets and values derived from them.

What is drawn is a function of the question's id and a seed, the same for ever: the index of a
value is taken from a SHA-256, never from a random generator whose methods may change.
"""

import hashlib
import keyword
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from types import MappingProxyType

from lms.questions.expressions import RESERVED, Expression, Unsound

_NUMBER = r"-?[0-9]{1,18}(?:\.[0-9]{1,9})?"
_RANGE = re.compile(rf"({_NUMBER})\s*\.\.\s*({_NUMBER})(?:\s+step\s+({_NUMBER}))?")
_SET = re.compile(rf"one of\s+({_NUMBER}(?:\s*,\s*{_NUMBER})*)")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,29}")

HOW_TO_DRAW = 'Write "40..240 step 20", "one of 2, 4, 8" or "= a * 2"'

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


Rule = RangeDraw | ChoiceDraw | Expression


@dataclass(frozen=True)
class Draws:
    """The numbers of a question by name, in order: a later one may use earlier ones."""

    rules: tuple[tuple[str, Rule], ...] = ()

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.rules]

    @property
    def free(self) -> list[str]:
        """The names of the numbers that chance decides."""
        return [name for name, rule in self.rules if not isinstance(rule, Expression)]

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
        rule = dict(self.rules)[name]
        return 1 if isinstance(rule, Expression) else rule.count

    def free_below(self, names: Iterable[str]) -> list[str]:
        """The numbers decided by chance from which these are worked out."""
        needed = set(names)
        # Backwards, for a number may only use those above it.
        for name, rule in reversed(self.rules):
            if name in needed and isinstance(rule, Expression):
                needed |= rule.names
        return [name for name in self.free if name in needed]

    def numbers(self, pick: Pick) -> Mapping[str, Fraction]:
        """All numbers, those that are drawn taken by `pick`. Raises Unsound."""
        numbers: dict[str, Fraction] = {}
        for name, rule in self.rules:
            if isinstance(rule, Expression):
                numbers[name] = rule.value(numbers)
            else:
                numbers[name] = rule.at(pick(name, rule.count))
        return MappingProxyType(numbers)


def check_name(name: str) -> None:
    """Raise Unsound if a number cannot be called `name`."""
    if not _NAME.fullmatch(name) or keyword.iskeyword(name):
        raise Unsound(f'"{name}" cannot name a number. Use letters and digits, a letter first')
    if name in RESERVED:
        raise Unsound(f'"{name}" already has a meaning in calculations. Choose another name')


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
