"""The arithmetic that authors may write: a small exact calculator.

Numbers are fractions, so `1.2` is 12/10 and nothing is rounded unless the author rounds. Only
what is listed here can be written; everything has a size limit.
"""

import ast
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor
from threading import Lock, local

import simpleeval

from lms.language import round_half_up
from lms.questions.authoring.wording import did_you_mean

Value = Fraction | str
"""What is drawn: a number, or a word that is only shown."""

Values = Mapping[str, Value]

MAX_EXPRESSION_LENGTH = 500
DEEPEST = 40
MAX_BITS = 14_000
"""Of a numerator or denominator: fewer than 4,300 digits, the most that Python writes down."""
MAX_POWER = 600

_one_at_a_time = Lock()
"""Held while Python parses: before 3.11.8 and 3.12.2 two threads that parse at once can fail with
a SystemError (https://github.com/python/cpython/issues/106905)."""

_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?)(?![0-9A-Za-z_.])"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*)?)"
    r"|(?P<sign>\*\*|<=|>=|==|!=|[-+*/(),<>]))"
)
_TWO_READINGS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_INSTEAD = {
    "=": "==",
    "^": "**",
    "×": "*",
    "÷": "/",
    "−": "-",
    "–": "-",
    ";": ",",
    "[": "(",
    "]": ")",
    "%": "/100",
}
_ALLOWED = (
    ast.BinOp,
    ast.UnaryOp,
    ast.BoolOp,
    ast.Compare,
    ast.IfExp,
    ast.Call,
    ast.Name,
    ast.Constant,
    ast.Load,
    ast.And,
    ast.Or,
)


class Unsound(ValueError):
    """Something an author wrote cannot work.

    `expression` is the text it happened in, and `key` the key of the question it belongs to,
    so that the problem can be shown with its line.
    """

    def __init__(self, message: str, *, expression: str = "", key: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.expression = expression
        self.key = key


@dataclass(frozen=True)
class Expression:
    """A calculation such as `bulat(P * i / 100)`. Two are equal when their text is."""

    text: str

    @property
    def has_minus(self) -> bool:
        """Whether it has a minus sign; without one, numbers above zero give nothing below it."""
        return "-" in self.text

    @property
    def names(self) -> frozenset[str]:
        """The numbers it uses. Raises Unsound if the text cannot be read."""
        return _parsed(self.text)[1]

    @property
    def divisors(self) -> tuple["Expression", ...]:
        """What it divides by, each as a calculation: it must never be zero, unless guarded."""
        tree, _ = _parsed(self.text)
        below = [
            # A base to a negative power is divided by as well.
            node.right if isinstance(node.op, ast.Div) else node.left
            for node in ast.walk(tree)
            if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Div, ast.Pow))
        ]
        texts = [ast.get_source_segment(self.text.strip(), node) or "" for node in below]
        return tuple(Expression(text) for text in texts)

    def check(self, known: Iterable[str]) -> None:
        """Raise Unsound unless the text can be read and uses only `known` numbers."""
        names = list(known)
        for name in sorted(self.names.difference(names)):
            raise Unsound(unknown_number(name, names), expression=self.text)

    def value(self, numbers: Values) -> Fraction:
        """The result with these numbers. Raises Unsound where there is none."""
        tree, names = _parsed(self.text)
        # Most calculations are a number that was drawn, or one that is written out.
        if isinstance(tree, ast.Name) and isinstance(known := numbers.get(tree.id), Fraction):
            return known
        if isinstance(tree, ast.Constant) and isinstance(written := tree.value, Fraction):
            return written
        for name in names:
            if isinstance(word := numbers.get(name), str):
                message = f'"{name}" is a word ("{word}"), nothing can be worked out with it'
                raise Unsound(message, expression=self.text)
        try:
            result = _of_this_thread.work_out(self.text, tree, numbers)
        except Unsound as problem:
            problem.expression = self.text
            raise
        except ZeroDivisionError:
            message = _with(numbers, f'"{self.text}" divides by zero')
            raise Unsound(message, expression=self.text) from None
        except (simpleeval.InvalidExpression, TypeError, ValueError, OverflowError) as error:
            raise Unsound(f'"{self.text}" cannot be worked out', expression=self.text) from error
        # A comparison alone gives True, which Python would count with.
        if isinstance(result, bool) or not isinstance(result, Fraction):
            raise Unsound(
                f'"{self.text}" gives yes or no instead of a number. Write: 1 if … else 0',
                expression=self.text,
            )
        return result


def unknown_number(name: str, known: list[str]) -> str:
    """The sentence about a number that nobody drew, with the nearest one that exists."""
    if not known:
        return f'"{name}" is not known: this question draws no numbers. Add it under "draw"'
    hint = did_you_mean(name, known)
    return f'"{name}" is not one of the numbers drawn ({", ".join(known)}). {hint}'.rstrip()


def _with(numbers: Values, sentence: str) -> str:
    drawn = ", ".join(f"{name} = {value}" for name, value in numbers.items())
    return f"{sentence} when {drawn}" if drawn else sentence


@lru_cache(maxsize=8192)
def _parsed(text: str) -> tuple[ast.expr, frozenset[str]]:
    """The tree with exact numbers in it, and the names it uses."""
    _check_tokens(text)
    try:
        with _one_at_a_time:
            tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise Unsound(
            f'"{text}" cannot be read as a calculation. Check brackets, signs and commas',
            expression=text,
        ) from None
    tree = _Fields().visit(tree)
    _check_depth(tree, text)
    names: set[str] = set()
    called: set[ast.expr] = set()
    for node in ast.walk(tree):
        if not isinstance(node, (*_ALLOWED, *OPERATORS)):
            raise Unsound(f'"{text}" uses something that is not available here', expression=text)
        if isinstance(node, ast.Constant):
            written = ast.get_source_segment(text.strip(), node) or ""
            if not written[:1].isdigit():
                raise Unsound(f'"{written}" cannot be used in "{text}"', expression=text)
            exact = Fraction(written)
            node.value = exact  # type: ignore[assignment]  # simpleeval takes it as it is
        elif isinstance(node, ast.Call):
            _check_call(node, text)
            called.add(node.func)
        elif isinstance(node, ast.Name) and node not in called:
            names.add(node.id)
    if wrong := names.intersection(FUNCTIONS):
        raise Unsound(f'"{min(wrong)}" takes numbers in brackets', expression=text)
    return tree, frozenset(names)


class _Fields(ast.NodeTransformer):
    """Reads `row.amount` as one name: that of a value of the row drawn."""

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        if not isinstance(node.value, ast.Name):
            return node
        return ast.copy_location(ast.Name(f"{node.value.id}.{node.attr}", ast.Load()), node)


def _check_tokens(text: str) -> None:
    if not text.strip():
        raise Unsound("The calculation is empty", expression=text)
    if len(text) > MAX_EXPRESSION_LENGTH:
        raise Unsound(
            f"The calculation is longer than {MAX_EXPRESSION_LENGTH} characters", expression=text
        )
    position, end = 0, len(text.rstrip())
    while position < end:
        found = _TOKEN.match(text, position)
        if found is None:
            raise Unsound(_unreadable(text, text[position:].lstrip()), expression=text)
        if found["number"] and _TWO_READINGS.fullmatch(found["number"]):
            typed = found["number"]
            raise Unsound(
                f'"{typed}" can be read in two ways. Write {typed.replace(".", "")}, or {typed}0 '
                "for the decimal number",
                expression=text,
            )
        position = found.end()


def _unreadable(text: str, rest: str) -> str:
    if re.match(r"[0-9][0-9.]*\.", rest):
        return f'"{text}" has a number with dots. Write whole numbers without dots: 1500000'
    if re.match(r"[0-9]", rest):
        return f'"{text}" has a number next to a letter. Write the sign between them: 2 * a'
    sign = rest[0]
    if sign in _INSTEAD:
        return f'"{sign}" cannot be used in "{text}". Write {_INSTEAD[sign]}'
    return f'"{sign}" cannot be used in "{text}"'


def _check_depth(tree: ast.expr, text: str) -> None:
    level: list[ast.AST] = [tree]
    for _ in range(DEEPEST):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return
    raise Unsound("The calculation is nested too deeply. Split it into steps", expression=text)


def _check_call(node: ast.Call, text: str) -> None:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name not in FUNCTIONS:
        hint = did_you_mean(name, FUNCTIONS, f"There are: {', '.join(FUNCTIONS)}")
        shown = f'"{name}"' if name else "This"
        raise Unsound(f"{shown} is not a function. {hint}", expression=text)
    wanted = 1 if name in ONE_ARGUMENT else None
    if node.keywords or not node.args or (wanted and len(node.args) != wanted):
        count = "one number" if wanted else "one number or more"
        raise Unsound(f'"{name}" takes {count} in brackets', expression=text)


def _bounded(value: Fraction | bool) -> Fraction | bool:
    """`value` if its size is sensible. Raises Unsound for huge numbers."""
    if isinstance(value, Fraction) and (
        value.numerator.bit_length() > MAX_BITS or value.denominator.bit_length() > MAX_BITS
    ):
        raise Unsound("The calculation gives a number that is far too large")
    return value


def _power(base: Fraction, exponent: Fraction) -> Fraction | bool:
    if exponent.denominator != 1:
        raise Unsound("Powers must be whole numbers")
    power = int(exponent)
    size = max(base.numerator.bit_length(), base.denominator.bit_length())
    # Asked before it is worked out: afterwards the time would be gone.
    if abs(power) > MAX_POWER or size * abs(power) > MAX_BITS:
        raise Unsound("The calculation raises a number to a power that is far too large")
    return Fraction(base) ** power


def _exact(function: Callable[..., Fraction | int]) -> Callable[..., Fraction | bool]:
    return lambda *values: _bounded(_fraction(function(*map(_fraction, values))))


def _fraction(value: Fraction | int) -> Fraction:
    """`value`, made a fraction where it is none yet: yes and no count as 1 and 0."""
    return value if type(value) is Fraction else Fraction(value)


OPERATORS: dict[type[ast.AST], Callable[..., Fraction | bool]] = {
    ast.Add: _exact(lambda a, b: a + b),
    ast.Sub: _exact(lambda a, b: a - b),
    ast.Mult: _exact(lambda a, b: a * b),
    ast.Div: _exact(lambda a, b: a / b),
    ast.USub: _exact(lambda a: -a),
    ast.UAdd: _exact(lambda a: a),
    ast.Pow: _power,
    ast.Eq: lambda a, b: a == b,
    ast.NotEq: lambda a, b: a != b,
    ast.Lt: lambda a, b: a < b,
    ast.LtE: lambda a, b: a <= b,
    ast.Gt: lambda a, b: a > b,
    ast.GtE: lambda a, b: a >= b,
    ast.Not: lambda a: not a,
}

ONE_ARGUMENT: dict[str, Callable[..., Fraction | bool]] = {
    "round_half_up": _exact(round_half_up),
    "bulat": _exact(round_half_up),
    "ceil": _exact(ceil),
    "naik": _exact(ceil),
    "floor": _exact(floor),
    "turun": _exact(floor),
    "abs": _exact(abs),
}
FUNCTIONS: dict[str, Callable[..., Fraction | bool]] = {
    **ONE_ARGUMENT,
    "min": _exact(lambda *values: min(values)),
    "max": _exact(lambda *values: max(values)),
    "sum": _exact(lambda *values: sum(values, Fraction(0))),
}


class _Calculator(local):
    """One for each thread: to make one takes longer than most calculations."""

    def __init__(self) -> None:
        self._evaluator = simpleeval.SimpleEval(OPERATORS, FUNCTIONS)

    def work_out(self, text: str, tree: ast.expr, numbers: Values) -> object:
        self._evaluator.names = dict(numbers)
        return self._evaluator.eval(text, previously_parsed=tree)


_of_this_thread = _Calculator()

RESERVED = frozenset({*FUNCTIONS, "answer", "if", "else", "and", "or", "not"})
"""Words that cannot be the name of a drawn number."""
