"""Cases: figures that several questions share, told once in cases.yaml and drawn once a person."""

import re
from collections.abc import Mapping
from typing import Annotated, Any

from lms.content.problems import AuthorDiagnostics
from lms.questions.authoring.keys import AsWritten, Keys, Line, Markdown, OneLine
from lms.questions.authoring.source import Source
from lms.questions.authoring.wording import did_you_mean
from lms.questions.common import CASE_KEYS, MAX_ID_LENGTH, Row, SeveralKeys
from lms.questions.diagnostics import Path

MAX_CASES = 100
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class CaseKeys(Keys):
    """A case: in cases.yaml."""

    id: Annotated[str, OneLine(MAX_ID_LENGTH)]
    """Small letters, digits and hyphens; questions name it, and its numbers belong to it."""
    title: Line
    """What stands above it, such as the name of a cooperative."""
    draw: Annotated[Any, AsWritten(dict[str, Line | list[Line] | list[Row] | SeveralKeys])] = None
    """What is drawn for each person, as in a question; all questions of the case get the same."""
    tell: Markdown
    """What stands above each of its questions, Markdown with placeholders."""


def with_cases(gathered: Mapping[str, Any], diagnostics: AuthorDiagnostics) -> dict[str, Any]:
    """The files of a course, each question with its case put in; problems are noted."""
    entries = gathered.get("cases", ())
    whole = Source({"cases": entries}, diagnostics)
    known: dict[str, tuple[Path, Mapping[str, Any]]] = {}
    for n, item in enumerate(whole.children("cases", entries)):
        keys = item.read(CaseKeys)
        if keys.id and not _ID.fullmatch(keys.id):
            item.problem("id", f'"{keys.id}" cannot be an id. Use small letters, digits, hyphens')
            diagnostics.leave_out(("cases",))  # a question may mean this one
        if keys.id in known:
            item.problem("id", f'"{keys.id}" is in the list twice. Remove one')
        elif keys.id:
            known[keys.id] = (("cases", n), entries[n])
    if len(entries) > MAX_CASES:
        whole.problem("cases", f"There are more than {MAX_CASES} cases. Keep fewer")
    filler = _Filler(known, diagnostics)
    filled = {
        key: filler.filled(value, (key,)) for key, value in gathered.items() if key != "cases"
    }
    if not diagnostics.found:  # a question with a problem may be the one that needs it
        for name in known.keys() - filler.used:
            whole.problem((*known[name][0], "id"), f'No question belongs to the case "{name}"')
    return filled


class _Filler:
    """Gives questions what their case holds, and says where that stands."""

    def __init__(
        self,
        known: Mapping[str, tuple[Path, Mapping[str, Any]]],
        diagnostics: AuthorDiagnostics,
    ) -> None:
        self.known = known
        self.diagnostics = diagnostics
        self.used: set[str] = set()
        self.places = {
            path: place for path, place in diagnostics.places.items() if path[:1] == ("cases",)
        }

    def filled(self, value: Any, path: Path) -> Any:
        """A value of the files, whatever it is, with what belongs to the questions below it."""
        if isinstance(value, list):
            return [self.filled(below, (*path, n)) for n, below in enumerate(value)]
        if not isinstance(value, dict):
            return value
        if "ask" in value and "kind" in value:
            return self._question(value, path)
        return {key: self.filled(below, (*path, key)) for key, below in value.items()}

    def _question(self, value: dict[str, Any], path: Path) -> dict[str, Any]:
        for key in CASE_KEYS & value.keys():
            self.diagnostics.problem((*path, key), f'"{key}" is not written here. Remove it')
        name = value.get("case")
        if not isinstance(name, str) or not name:
            return value
        if name not in self.known:
            if not self.diagnostics.unread(("cases",)):
                hint = did_you_mean(name, self.known, "See cases.yaml")
                self.diagnostics.problem((*path, "case"), f'There is no case "{name}". {hint}')
            return value
        self.used.add(name)
        place, case = self.known[name]
        drawn = case.get("draw")
        drawn = drawn if isinstance(drawn, dict) else {}
        own = value.get("draw")
        own = own if isinstance(own, dict) else {}
        for twice in drawn.keys() & own.keys():
            self.diagnostics.problem(
                (*path, "draw", twice),
                f'"{twice}" is drawn by the case "{name}" already. Choose another name',
            )
        self._point(place, path, drawn)
        return {
            **value,
            "draw": {**drawn, **own},
            "case_title": case.get("title"),
            "case_text": case.get("tell"),
            "case_draw": list(drawn),
        }

    def _point(self, case: Path, question: Path, drawn: Mapping[str, Any]) -> None:
        """What is wrong with the case is told where it stands, and so once."""
        inside: list[tuple[Path, Path]] = [
            (("tell",), ("case_text",)),
            (("title",), ("case_title",)),
        ]
        inside += [(("draw", name), ("draw", name)) for name in drawn]
        for there, here in inside:
            at = (*case, *there)
            for path, place in self.places.items():
                if path[: len(at)] == at:
                    self.diagnostics.places[(*question, *here, *path[len(at) :])] = place
