"""One mapping of a course, read key by key: from an author's files or from a stored revision.

Both are read by the same code. While an author's files are read every problem is noted with its
place and reading goes on; the values as understood gather in `document`, which is what a revision
stores, so that reading it again gives the same course.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from lms.questions import template
from lms.questions.accounts import Account
from lms.questions.authoring.keys import ABOUT_VALUE, STAND_IN, TOO_FEW, Keys, Written
from lms.questions.authoring.wording import did_you_mean, is_meant, shape
from lms.questions.diagnostics import Diagnostics, Path
from lms.questions.expressions import Expression, Unsound
from lms.questions.template import Template

Declared = TypeVar("Declared", bound=Keys)

MAX_TEXT_LENGTH = 60_000


class Source:
    """One mapping and its place. What was read stands in `document` as it was understood."""

    def __init__(self, values: object, diagnostics: Diagnostics, path: Path = ()) -> None:
        self.diagnostics = diagnostics
        self.path = path
        self.document: dict[str, Any] = {}
        self.used: dict[str, Path] = {}
        self.accounts: tuple[Account, ...] = ()
        self._values: Mapping[str, Any] = {}
        if isinstance(values, Mapping):
            self._values = values
            if not diagnostics.authored:  # what is stored is the document already
                self.document.update(values)
        else:
            self.diagnostics.problem(path, f"Expected keys with values here, found {shape(values)}")

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._values))

    @property
    def sound(self) -> bool:
        """True while no problem is noted for this mapping or anything in it."""
        return self.diagnostics.sound(self.path)

    def is_sound(self, key: str) -> bool:
        """True while no problem is noted for the value of `key`."""
        return self.diagnostics.sound((*self.path, key))

    def problem(self, key: str | Path, message: str, line: int = 0) -> None:
        """Note what is wrong with the value of `key` ("" for the whole mapping)."""
        below: Path = key if isinstance(key, tuple) else ((key,) if key else ())
        self.diagnostics.problem(self.path + below, message, line)

    def advise(self, key: str | Path, message: str, line: int = 0) -> None:
        """Note what should be better about the value of `key`, though it works."""
        below: Path = key if isinstance(key, tuple) else (key,)
        self.diagnostics.advise(self.path + below, message, line)

    def unsound(self, problem: Unsound) -> None:
        """Note a problem found while a question was tried out, at the text it comes from."""
        here = self.path + ((problem.key,) if problem.key else ())
        self.diagnostics.problem(self.used.get(problem.expression, here), problem.message)

    def remember(self, expression: Expression, *place: str | int) -> None:
        """Note where a calculation stands, for problems found when it is worked out."""
        self.used.setdefault(expression.text, self.path + place)

    def raw(self, key: str) -> Any:
        """The value as it stands, None if the key is missing."""
        return self._values.get(key)

    def rewrite(self, key: str, change: Callable[[str], str]) -> None:
        """Read the text of `key` as `change` makes it."""
        if isinstance(value := self._values.get(key), str):
            self._values = {**self._values, key: change(value)}

    def read(self, keys: type[Declared]) -> Declared:
        """The values of the keys that may stand here.

        Everything wrong is noted with its place, and something stands in for it, so that what else
        is wrong can be found. A key without a value counts as left out.
        """
        declared = keys.declared()
        given = {k: v for k, v in self._values.items() if v is not None or k not in declared}
        try:
            values = keys.model_validate(given)
        except ValidationError as error:
            problems = error.errors(include_url=False, include_input=False)
            unknown = [str(e["loc"][0]) for e in problems if e["type"] == "extra_forbidden"]
            for each in problems:
                # A key that is misspelled is not missing, too.
                if each["type"] != "missing" or not is_meant(each["loc"][0], unknown):
                    self._flash(keys, each)
            wrong = {str(each["loc"][0]) for each in problems} & declared.keys()
            sound = {k: v for k, v in given.items() if k in declared}
            # Once more with something in the place of what is wrong, so that reading can go on.
            values = keys.model_validate(sound | dict.fromkeys(wrong, STAND_IN))
        if self.diagnostics.authored:
            self.document.update(values.model_dump(by_alias=True))
        return values

    def _flash(self, keys: type[Keys], problem: ErrorDetails) -> None:
        """Note what pydantic found, in words for the author."""
        place = problem["loc"]
        key = str(place[0])
        if problem["type"] == "missing":
            self.problem("", f'"{key}" is missing. {keys.advice(key)}')
        elif problem["type"] == "extra_forbidden":
            known = sorted(keys.declared())
            hint = did_you_mean(key, known, f"Keys: {', '.join(known)}")
            self.problem(place, f'"{key}" is not a key that is used here. {hint}')
        elif problem["type"] == ABOUT_VALUE:
            self.problem(place, problem["msg"])
        # A list may only be short because a file of its entries could not be read, which was told.
        elif problem["type"] != TOO_FEW or not self.diagnostics.unread((*self.path, key)):
            self.problem(place, f'"{key}" {problem["msg"]}')

    def value(self, key: str, written: Written) -> Any:
        """The value of a key that its author chose, such as the name of a number."""
        value = self.entry((key,), self.raw(key), written)
        self.document[key] = written.store(value)
        return value

    def entry(self, place: Path, value: Any, written: Written) -> Any:
        """A value at `place`, read as it is `written`; something in its place if it is wrong."""
        try:
            return written.read(value)
        except PydanticCustomError as error:
            begins = "" if error.type == ABOUT_VALUE else f'"{place[-1]}" '
            self.problem(place, f"{begins}{error.message()}")
            return written.stand_in

    def children(self, key: str, entries: Sequence[Any]) -> list["Source"]:
        """The mappings of a list one by one."""
        children = [self.below(value, key, n) for n, value in enumerate(entries)]
        self.document[key] = [child.document for child in children]
        return children

    def mapping(self, key: str) -> "Source":
        """The mapping under `key`, an empty one if there is none."""
        value = self.raw(key)
        child = self.below({} if value is None else value, key)
        self.document[key] = child.document
        return child

    def leave_out(self, key: str) -> None:
        """Store nothing for a key that is not written."""
        self.document.pop(key, None)

    def below(self, value: object, *path: str | int) -> "Source":
        """A source for a value further down: it shares expressions and accounts."""
        child = Source(value, self.diagnostics, self.path + path)
        child.used, child.accounts = self.used, self.accounts
        return child

    def expression(self, key: str, expression: Expression, known: Iterable[str]) -> Expression:
        """A calculation; it must use only `known` numbers."""
        if self.diagnostics.authored:
            self.remember(expression, key)
            try:
                expression.check(known)
            except Unsound as problem:
                self.problem(key, problem.message)
        return expression

    def line(self, place: Path, text: str, known: Iterable[str]) -> str:
        """A line of plain text with placeholders that use only `known` numbers and words."""
        if self.diagnostics.authored:
            problems = template.check(text, known)
            for _line, message in problems:
                self.problem(place, message)
            if not problems:
                for placeholder in Template(text).placeholders:
                    self.remember(placeholder.expression, *place)
        return text

    def lines(self, key: str, texts: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
        """A list of such lines."""
        names = list(known)
        return tuple(self.line((key, n), text, names) for n, text in enumerate(texts))

    def html(self, key: str, text: str, *, inline: bool = False) -> str:
        """Sanitised HTML of Markdown in which braces have no meaning."""
        html = ""
        if not self._is_too_long((key,), text):
            html = self.diagnostics.html((*self.path, key), text, inline=inline)
        self.document[key] = html
        return html

    def template(
        self, key: str, text: str, known: Iterable[str], *, inline: bool = False
    ) -> Template:
        """Markdown with placeholders that use only `known` numbers, as a template."""
        made = self._template((key,), text, known, inline=inline)
        self.document[key] = made.html
        return made

    def templates(
        self, key: str, texts: Iterable[str], known: Iterable[str], *, inline: bool = False
    ) -> tuple[Template, ...]:
        """A list of such templates."""
        names = list(known)
        made = [
            self._template((key, n), each, names, inline=inline) for n, each in enumerate(texts)
        ]
        self.document[key] = [each.html for each in made]
        return tuple(made)

    def _template(self, place: Path, text: str, known: Iterable[str], *, inline: bool) -> Template:
        if not self.diagnostics.authored:
            return Template(text)
        if self._is_too_long(place, text):
            return Template()
        problems = template.check(text, known)
        for line, message in problems:
            self.problem(place, message, line)
        if problems:
            return Template()

        def to_html(markdown: str) -> str:
            return self.diagnostics.html(self.path + place, markdown, inline=inline)

        try:
            made = Template(template.render(text, to_html))
        except Unsound as problem:
            self.problem(place, problem.message)
            return Template()
        for placeholder in made.placeholders:
            self.remember(placeholder.expression, *place)
        return made

    def _is_too_long(self, place: Path, text: str) -> bool:
        """Note a problem with an author's text that is longer than any needs to be."""
        too_long = self.diagnostics.authored and len(text) > MAX_TEXT_LENGTH
        if too_long:
            self.problem(place, f"The text is longer than {MAX_TEXT_LENGTH} characters. Split it")
        return too_long
