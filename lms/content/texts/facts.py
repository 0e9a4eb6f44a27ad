"""Facts of a course: rates, dates and rules, each with its source and the day it was checked.

A lesson or question uses a fact by its name. Its value is put there when the files are read, so a
published revision holds what was true then.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic.json_schema import JsonSchemaValue

from lms.content.problems import AuthorDiagnostics
from lms.questions.authoring.keys import ABOUT_KEY, Keys, Line, MaybeLine, OneLine, Scalar, problem
from lms.questions.authoring.source import Source
from lms.questions.authoring.wording import did_you_mean
from lms.questions.diagnostics import Path

MAX_FACTS = 200
MAX_NAME_LENGTH = 30
MAX_AGE = 365  # days

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_NUMBER = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,9})?")
_SHOWN = re.compile(r"\{\s*fact\.([A-Za-z0-9_]+)\s*\}")
_USED = re.compile(r"\bfact\.([A-Za-z0-9_]+)")


@dataclass(frozen=True)
class CalendarDay(Scalar):
    """A day of the calendar, such as 2026-11-20."""

    advice: str = "Write the day such as 2026-11-20"

    def read(self, value: Any) -> str:
        """The day as it is written."""
        try:
            return date.fromisoformat(str(value)).isoformat()
        except ValueError:
            raise problem(ABOUT_KEY, f"is no day. {self.advice}") from None

    @property
    def schema(self) -> JsonSchemaValue:
        return {"type": "string", "format": "date"}


class FactKeys(Keys):
    """Something that may change: in facts.yaml."""

    name: Annotated[str, OneLine(MAX_NAME_LENGTH)]
    """How it is used: a fact called mdr is {fact.mdr} in texts."""
    text: Line
    """How it is written in texts, such as "0,3%"."""
    number: MaybeLine = ""
    """The same as a number, such as 0.003, if questions work with it."""
    source: Line
    """Where it is said."""
    checked: Annotated[str, CalendarDay()]
    """The day on which somebody looked whether it is still so, such as 2026-11-20."""


@dataclass(frozen=True)
class Fact:
    """Something that may change, where it is said, and when somebody looked."""

    name: str
    text: str
    number: str
    source: str
    checked: date | None


def read_facts(source: Source, entries: Sequence[Any]) -> tuple[Fact, ...]:
    """Read the list below `facts`; no two may share a name."""
    facts: list[Fact] = []
    for item in source.children("facts", entries):
        keys = item.read(FactKeys)
        day = date.fromisoformat(keys.checked) if keys.checked else None
        facts.append(Fact(keys.name, keys.text, keys.number, keys.source, day))
        if not source.diagnostics.authored:
            continue
        if keys.name and not _NAME.fullmatch(keys.name):
            item.problem("name", f'"{keys.name}" cannot be a name. Use small letters and digits')
        if keys.name in [fact.name for fact in facts[:-1]]:
            item.problem("name", f'"{keys.name}" is in the list twice. Remove one')
        if keys.number and not _NUMBER.fullmatch(keys.number):
            item.problem("number", "Write a number such as 0.003, with a dot for decimals")
    if len(facts) > MAX_FACTS:
        source.problem("facts", f"There are more than {MAX_FACTS} facts. Keep fewer")
    return tuple(facts)


def check_age(source: Source, facts: Sequence[Fact], today: date) -> None:
    """Advise to look again at facts that nobody has checked for a year."""
    for n, fact in enumerate(facts):
        if fact.checked and (today - fact.checked).days > MAX_AGE:
            source.advise(
                ("facts", n, "checked"),
                f'"{fact.name}" was checked on {fact.checked}. Look again and write the new day',
            )


def with_facts(gathered: Mapping[str, Any], diagnostics: AuthorDiagnostics) -> dict[str, Any]:
    """The files of a course with the facts in the place of their names; unknown ones are noted."""
    written = [each for each in gathered.get("facts", ()) if isinstance(each, dict)]
    known = {str(each.get("name")): each for each in written}
    filler = _Filler(known, diagnostics, unread=diagnostics.unread(("facts",)))
    return {
        key: value if key == "facts" else filler.filled(value, (key,))
        for key, value in gathered.items()
    }


@dataclass(frozen=True)
class _Filler:
    """Puts facts into texts, remembering where they stand."""

    known: Mapping[str, Any]
    diagnostics: AuthorDiagnostics
    unread: bool

    def filled(self, value: Any, path: Path) -> Any:
        """A value of the files, whatever it is, with facts in all texts below it."""
        if isinstance(value, dict):
            return {key: self.filled(below, (*path, key)) for key, below in value.items()}
        if isinstance(value, list):
            return [self.filled(below, (*path, n)) for n, below in enumerate(value)]
        if not isinstance(value, str) or "fact." not in value:
            return value
        text = _SHOWN.sub(lambda found: self._fact(found, path, "text"), value)
        # In the prose of a lesson the word may stand for itself.
        if path[-1] == "text" and "lessons" in path:
            return text
        return _USED.sub(lambda found: self._fact(found, path, "number"), text)

    def _fact(self, found: re.Match[str], path: Path, key: str) -> str:
        fact = self.known.get(found[1])
        line = found.string.count("\n", 0, found.start())
        if fact is None:
            if not self.unread:
                hint = did_you_mean(found[1], self.known, "See facts.yaml")
                self.diagnostics.problem(path, f'"{found[1]}" is not a fact. {hint}', line)
        elif not fact.get(key):
            if key == "number":
                message = f'The fact "{found[1]}" has no number to work with. Add it in facts.yaml'
                self.diagnostics.problem(path, message, line)
        else:
            return str(fact[key])
        return "0"
