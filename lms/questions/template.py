"""Texts with placeholders: `{a}`, `{a:rp}`, `{a*w:d1}`, and words that were drawn: `{goods}`.

A template is HTML that was rendered and sanitised once, when the course was read; showing it only
fills in the numbers. Literal braces are written twice.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from markupsafe import Markup, escape

from lms.language import number, rupiah
from lms.questions.expressions import Expression, Unsound, Values

MAX_PLACEHOLDERS = 100

_PIECE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_OPEN, _CLOSE = "\ue000", "\ue001"
_TOKEN = re.compile(f"{_OPEN}([0-9]+|[lr]){_CLOSE}")
_TAG = re.compile(r"<[^>]*>")

FORMATS: dict[str, Callable[[Fraction], str]] = {
    "": number,
    "rp": rupiah,
    "d0": lambda value: number(value, 0),
    "d1": lambda value: number(value, 1),
    "d2": lambda value: number(value, 2),
    "d3": lambda value: number(value, 3),
    "d4": lambda value: number(value, 4),
}


@dataclass(frozen=True)
class Placeholder:
    """A number or word to be filled in: what to work out and how to write it."""

    expression: Expression
    format: str

    def text(self, numbers: Values) -> str:
        """The number or word as written. Raises Unsound where there is none."""
        word = numbers.get(self.expression.text)
        if isinstance(word, str):
            if self.format:
                message = f'":{self.format}" writes a number, "{self.expression.text}" is a word'
                raise Unsound(message, expression=self.expression.text)
            return word
        return FORMATS[self.format](self.expression.value(numbers))

    def html(self, numbers: Values) -> str:
        """The same as HTML: a word is escaped, a number needs it not."""
        text = self.text(numbers)
        return escape(text) if isinstance(numbers.get(self.expression.text), str) else text


@dataclass(frozen=True)
class Template:
    """Sanitised HTML with placeholders."""

    html: str = ""

    def __bool__(self) -> bool:
        return bool(self.html)

    @property
    def placeholders(self) -> tuple[Placeholder, ...]:
        """The placeholders in order. Raises Unsound if one cannot be read."""
        return tuple(piece for piece in pieces(self.html) if isinstance(piece, Placeholder))

    def fill(self, numbers: Values) -> Markup:
        """The HTML with these numbers in it. Raises Unsound where there is none."""
        filled = [
            piece.html(numbers) if isinstance(piece, Placeholder) else piece
            for piece in pieces(self.html)
        ]
        # As plain texts: joining Markup escapes every piece once more.
        return Markup("".join(filled))


@lru_cache(maxsize=8192)
def pieces(text: str) -> tuple[str | Placeholder, ...]:
    """Split a text into literal parts and placeholders. Raises Unsound for a stray brace."""
    found: list[str | Placeholder] = []
    position = 0
    for match in _PIECE.finditer(text):
        found.append(text[position : match.start()])
        position = match.end()
        if match[0] in ("{{", "}}"):
            found.append(match[0][0])
        elif match[1] is None:
            raise Unsound(f'A single "{match[0]}". Write it twice if the brace itself is meant')
        else:
            found.append(_placeholder(match[1]))
    found.append(text[position:])
    return tuple(piece for piece in found if piece != "")


def is_drawn(text: str) -> bool:
    """Whether a line of plain text has placeholders."""
    try:
        return any(isinstance(piece, Placeholder) for piece in pieces(text))
    except Unsound:  # a brace in what was stored before lines had placeholders
        return False


def fill_line(text: str, numbers: Values) -> str:
    """A line of plain text with these numbers and words in it.

    One stored before lines had placeholders stays as it is, braces and all.
    """
    if "{" not in text and "}" not in text:
        return text
    try:
        found = pieces(text)
        filled = [p.text(numbers) if isinstance(p, Placeholder) else p for p in found]
    except Unsound:
        return text
    return "".join(filled)


def _placeholder(inside: str) -> Placeholder:
    calculation, _, form = inside.partition(":")
    form = form.strip()
    if form not in FORMATS:
        known = ", ".join(f":{name}" for name in FORMATS if name)
        raise Unsound(f'"{{{inside}}}" asks for an unknown way of writing. There are: {known}')
    expression = Expression(calculation.strip())
    if not expression.text:
        raise Unsound(
            "A placeholder is empty. Write the name of a number in it, or {{}} for braces"
        )
    return Placeholder(expression, form)


def check(text: str, known: Iterable[str]) -> list[tuple[int, str]]:
    """What is wrong with the placeholders of an author's text: (line from 0, sentence)."""
    names = list(known)
    problems: list[tuple[int, str]] = []
    for match in _PIECE.finditer(text):
        if len(problems) > MAX_PLACEHOLDERS:
            break
        line = text.count("\n", 0, match.start())
        try:
            # One by one, so that a wrong one hides nothing about the others.
            for piece in pieces(match[0]):
                if isinstance(piece, Placeholder):
                    piece.expression.check(names)
        except Unsound as problem:
            problems.append((line, problem.message))
    return problems


def render(text: str, to_html: Callable[[str], str]) -> str:
    """Turn an author's text into the HTML of a template, its placeholders untouched by Markdown.

    `to_html` renders and sanitises. Raises Unsound for a stray brace, or for a placeholder where
    none can stand (inside the address of a link).
    """
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        if match[0] in ("{{", "}}"):
            return f"{_OPEN}{'l' if match[0] == '{{' else 'r'}{_CLOSE}"
        pieces(match[0])
        kept.append(match[0])
        return f"{_OPEN}{len(kept) - 1}{_CLOSE}"

    def put_back(match: re.Match[str]) -> str:
        if match[1] in "lr":
            return "{{" if match[1] == "l" else "}}"
        return kept[int(match[1])]

    if _OPEN in text or _CLOSE in text:
        raise Unsound("The text has a character that cannot be shown. Type it again")
    html = to_html(_PIECE.sub(keep, text))
    if len(kept) > MAX_PLACEHOLDERS:
        raise Unsound(f"The text has more than {MAX_PLACEHOLDERS} placeholders")
    # Tags are left out: a number inside an address would get past the sanitiser.
    shown = [match[1] for match in _TOKEN.finditer(_TAG.sub("", html)) if match[1] not in "lr"]
    if shown != [str(index) for index in range(len(kept))]:
        raise Unsound("A placeholder cannot stand inside the address of a link")
    return _TOKEN.sub(put_back, html)
