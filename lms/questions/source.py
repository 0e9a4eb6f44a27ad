"""One mapping of a course, read key by key: from an author's files or from a stored revision.

Both are read by the same code. While an author's files are read every problem is noted with its
place and reading goes on; the values as understood gather in `document`, which is what a revision
stores, so that reading it again gives the same course.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

from lms.questions import template
from lms.questions.accounts import Account
from lms.questions.desk import Desk, Path
from lms.questions.expressions import Expression, Unsound
from lms.questions.template import Template
from lms.questions.wording import did_you_mean, line_problem, shape, text_expected

Choices = TypeVar("Choices", bound=StrEnum)
Kept = TypeVar("Kept")

YES = frozenset({"true", "yes", "ya", "benar"})
NO = frozenset({"false", "no", "tidak", "salah"})
LONGEST_LINE = 300
LONGEST_TEXT = 60_000
MOST_ENTRIES = 2_000


class Source:
    """One mapping and its place. What was read stands in `document` as it was understood."""

    def __init__(self, values: object, desk: Desk, path: Path = ()) -> None:
        self.desk = desk
        self.path = path
        self.document: dict[str, Any] = {}
        self.used: dict[str, Path] = {}
        self.accounts: tuple[Account, ...] = ()
        self._known: set[str] = set()
        self._values: Mapping[str, Any] = {}
        if isinstance(values, Mapping):
            self._values = values
        else:
            self.desk.problem(path, f"Expected keys with values here, found {shape(values)}")

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._values))

    @property
    def sound(self) -> bool:
        """True while no problem is noted for this mapping or anything in it."""
        return self.desk.sound(self.path)

    def problem(self, key: str | Path, message: str, line: int = 0) -> None:
        """Note what is wrong with the value of `key` ("" for the whole mapping)."""
        below: Path = key if isinstance(key, tuple) else ((key,) if key else ())
        self.desk.problem(self.path + below, message, line)

    def unsound(self, problem: Unsound) -> None:
        """Note a problem found while a question was tried out, at the text it comes from."""
        here = self.path + ((problem.key,) if problem.key else ())
        self.desk.problem(self.used.get(problem.expression, here), problem.message)

    def remember(self, expression: Expression, *place: str | int) -> None:
        """Note where a calculation stands, for problems found when it is worked out."""
        self.used.setdefault(expression.text, self.path + place)

    def finish(self) -> None:
        """Note every key that nobody asked for."""
        for key in self._values:
            if key not in self._known:
                known = f"Keys: {', '.join(sorted(self._known))}" if self._known else "Remove it"
                hint = did_you_mean(key, self._known, known)
                self.problem((key,), f'"{key}" is not a key that is used here. {hint}')

    def raw(self, key: str) -> Any:
        """Return the value as it stands, None if the key is missing; count the key as known."""
        self._known.add(key)
        return self._values.get(key)

    def rewrite(self, key: str, change: Callable[[str], str]) -> None:
        """Read the text of `key` as `change` makes it."""
        if isinstance(value := self._values.get(key), str):
            self._values = {**self._values, key: change(value)}

    def text(self, key: str, default: str | None = None, *, longest: int = LONGEST_LINE) -> str:
        """Return one line of plain text; `default` None means that it must be given."""
        value = self.raw(key)
        if value is None and default is None:
            self.problem("", f'"{key}" is missing. Add it')
        if value is None or value == default:
            return self._keep(key, default or "")
        return self._keep(key, self._line((key,), value, longest))

    def texts(self, key: str, *, least: int = 0) -> tuple[str, ...]:
        """Return a list of short plain texts."""
        values = self.entries(key, least=least)
        lines = [self._line((key, n), value, LONGEST_LINE) for n, value in enumerate(values)]
        return tuple(self._keep(key, lines))

    def entries(self, key: str, *, least: int = 0) -> Sequence[Any]:
        """Return the raw values of a list."""
        value = self.raw(key)
        if value is None:
            value = []
            if least:
                self.problem("", f'"{key}" is missing. Add a list of at least {least}')
        elif not isinstance(value, list):
            self.problem(key, f'"{key}" must be a list, one "- …" a line, not {shape(value)}')
            value = []
        elif len(value) < least and not self.desk.unread((*self.path, key)):
            self.problem(key, f'"{key}" needs at least {least}, there are {len(value)}')
        elif len(value) > MOST_ENTRIES:
            self.problem(key, f'"{key}" has more than {MOST_ENTRIES} entries. Split it')
            value = []
        return list(value)

    def items(self, key: str, *, least: int = 0) -> Iterator["Source"]:
        """Give a list of mappings one by one and finish each when the next is asked for."""
        for item in self.children(key, least=least):
            yield item
            item.finish()

    def children(self, key: str, *, least: int = 0) -> list["Source"]:
        """Return a list of mappings, to be finished by the caller."""
        entries = self.entries(key, least=least)
        children = [self.below(value, key, n) for n, value in enumerate(entries)]
        self._keep(key, [child.document for child in children])
        return children

    def mapping(self, key: str) -> "Source":
        """Return the mapping under `key`, an empty one if there is none."""
        value = self.raw(key)
        child = self.below({} if value is None else value, key)
        self._keep(key, child.document)
        return child

    def below(self, value: object, *path: str | int) -> "Source":
        """Return a source for a value further down: it shares expressions and accounts."""
        child = Source(value, self.desk, self.path + path)
        child.used, child.accounts = self.used, self.accounts
        return child

    def whole(self, key: str, default: int | None = None, *, least: int = 0, most: int) -> int:
        """Return a whole number from `least` to `most`."""
        value = self.raw(key)
        if value is None:
            if default is None:
                self.problem("", f'"{key}" is missing. Write a whole number')
            return self._keep(key, least if default is None else default)
        written = str(value)
        digits = written.removeprefix("-")
        if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
            self.problem(key, f'"{key}" must be a whole number, not {shape(value)}')
        elif not least <= int(written) <= most:
            self.problem(key, f'"{key}" must be from {least} to {most}, not {written}')
        else:
            return self._keep(key, int(written))
        return least

    def whole_or_none(self, key: str, *, least: int, most: int) -> int | None:
        """Return a whole number, None where it is left out."""
        if self.raw(key) is None:
            return self._keep(key, None)
        return self.whole(key, least=least, most=most)

    def amount(self, key: str, default: int | None, *, most: int) -> Fraction | None:
        """Return a number from 0 to `most` such as 70 or 2.5; None where it is left out."""
        value = self.raw(key)
        if value is None:
            self._keep(key, default if default is None else str(default))
            return None if default is None else Fraction(default)
        try:
            amount = Expression(str(value)).value({})
        except Unsound:
            self.problem(key, f'"{key}" must be a number such as 70 or 2.5, not {shape(value)}')
            return Fraction(0)
        if not 0 <= amount <= most:
            self.problem(key, f'"{key}" must be from 0 to {most}')
        self._keep(key, str(value))
        return amount

    def flag(self, key: str, default: bool | None = None) -> bool:
        """Return yes or no, written true/false, yes/no, ya/tidak or benar/salah."""
        value = self.raw(key)
        if value is None:
            if default is None:
                self.problem("", f'"{key}" is missing. Write true or false')
            return self._keep(key, bool(default))
        word = str(value).casefold()
        if word not in YES | NO:
            self.problem(key, f'"{key}" must be true or false, not {shape(value)}')
        return self._keep(key, word in YES)

    def choice(self, key: str, choices: type[Choices], default: Choices | None) -> Choices:
        """Return one of a few words."""
        value = self.raw(key)
        if value is None and default is not None:
            return self._keep(key, default)
        words = [choice.value for choice in choices]
        if value in words:
            return self._keep(key, choices(value))
        expected = f"Write one of: {', '.join(words)}"
        if value is None:
            self.problem("", f'"{key}" is missing. {expected}')
        else:
            hint = did_you_mean(value, words, expected)
            self.problem(key, f'"{key}" cannot be {shape(value)}. {hint}')
        return default or next(iter(choices))

    def expression(self, key: str, known: Iterable[str], default: str | None = None) -> Expression:
        """Return a calculation that uses only `known` numbers."""
        value = self.raw(key)
        if value is None:
            if default is None:
                self.problem("", f'"{key}" is missing. Write a number or a calculation')
            return Expression(self._keep(key, default or "0"))
        expression = Expression(self._line((key,), value, LONGEST_LINE * 2))
        self._keep(key, expression.text)
        if self.desk.authored:
            self.remember(expression, key)
            try:
                expression.check(known)
            except Unsound as problem:
                self.problem(key, problem.message)
        return expression

    def html(self, key: str, *, needed: bool = False) -> str:
        """Return sanitised HTML of Markdown in which braces have no meaning."""
        text = self._long_text((key,), self.raw(key), needed=needed)
        return self._keep(key, self.desk.html((*self.path, key), text, inline=False))

    def template(
        self, key: str, known: Iterable[str], *, needed: bool = False, inline: bool = False
    ) -> Template:
        """Return Markdown with placeholders that use only `known` numbers, as a template."""
        text = self._long_text((key,), self.raw(key), needed=needed)
        made = self._template((key,), text, known, inline=inline)
        self._keep(key, made.html)
        return made

    def templates(
        self, key: str, known: Iterable[str], *, least: int = 0, inline: bool = False
    ) -> tuple[Template, ...]:
        """Return a list of such templates."""
        names = list(known)
        made = []
        for n, value in enumerate(self.entries(key, least=least)):
            text = self._long_text((key, n), value, needed=True)
            made.append(self._template((key, n), text, names, inline=inline))
        self._keep(key, [each.html for each in made])
        return tuple(made)

    def _template(self, place: Path, text: str, known: Iterable[str], *, inline: bool) -> Template:
        if not self.desk.authored:
            return Template(text)
        problems = template.check(text, known)
        for line, message in problems:
            self.problem(place, message, line)
        if problems:
            return Template()

        def to_html(markdown: str) -> str:
            return self.desk.html(self.path + place, markdown, inline=inline)

        try:
            made = Template(template.render(text, to_html))
        except Unsound as problem:
            self.problem(place, problem.message)
            return Template()
        for placeholder in made.placeholders:
            self.remember(placeholder.expression, *place)
        return made

    def _long_text(self, place: Path, value: object, *, needed: bool) -> str:
        if value is None:
            if needed:
                self.problem("", f'"{place[0]}" is missing or empty. Add the text')
            return ""
        if isinstance(value, list | dict):
            self.problem(place, text_expected(value))
            return ""
        text = str(value)
        if self.desk.authored and len(text) > LONGEST_TEXT:
            self.problem(place, f"The text is longer than {LONGEST_TEXT} characters. Split it")
            return ""
        return text

    def _line(self, place: Path, value: object, longest: int) -> str:
        if value is None or isinstance(value, list | dict):
            self.problem(place, text_expected(value))
            return ""
        text = str(value).strip()
        if wrong := line_problem(text, longest):
            self.problem(place, wrong)
        return text

    def _keep(self, key: str, value: Kept) -> Kept:
        self.document[key] = value
        return value
