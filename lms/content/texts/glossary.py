"""The glossary of a course: what its terms mean, opened where they stand in a lesson."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from lms.questions.authoring.keys import Keys, Line, ListOf, Markdown, OneLine
from lms.questions.authoring.source import Source

MAX_TERMS = 500
MAX_TERM_LENGTH = 60


class TermKeys(Keys):
    """A term: in glossary.yaml."""

    term: Annotated[str, OneLine(MAX_TERM_LENGTH)]
    """The term as lessons write it."""
    also: Annotated[list[Line], ListOf()] = []
    """Other ways to write it."""
    means: Markdown
    """What it means, in one or two plain sentences."""


@dataclass(frozen=True)
class Term:
    """A term, other ways to write it, and what it means, sanitised HTML of one paragraph."""

    term: str
    also: tuple[str, ...]
    means: str


def read_glossary(source: Source, entries: Sequence[Any]) -> tuple[Term, ...]:
    """Read the list below `glossary`; no two terms may be written alike."""
    terms: list[Term] = []
    seen: set[str] = set()
    for item in source.children("glossary", entries):
        keys = item.read(TermKeys)
        term = Term(keys.term, tuple(keys.also), item.html("means", keys.means, inline=True))
        terms.append(term)
        if not source.diagnostics.authored:
            continue
        for place, word in (
            (("term",), term.term),
            *((("also", n), w) for n, w in enumerate(term.also)),
        ):
            if word.casefold() in seen:
                item.problem(place, f'"{word}" is in the glossary twice. Remove one')
            seen.add(word.casefold())
    if len(terms) > MAX_TERMS:
        source.problem("glossary", f"There are more than {MAX_TERMS} terms. Keep fewer")
    return tuple(terms)
