"""Reads a course's folder: gathers its files into one mapping, then reads that."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path as FilePath
from typing import Any

from lms.content.cases import with_cases
from lms.content.checks.coverage import check_coverage
from lms.content.counts import counts_of
from lms.content.course import read_course
from lms.content.problems import AuthorDiagnostics, Problem
from lms.content.texts.attachments import FILES, Attachment
from lms.content.texts.facts import check_age, with_facts
from lms.content.texts.media import read_files, read_pictures
from lms.content.texts.pictures import PICTURES
from lms.content.yaml_files import files_in, parse_yaml, read_text, read_yaml
from lms.questions.authoring.source import Source
from lms.questions.authoring.wording import shape
from lms.questions.diagnostics import Path

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DAY_FILES = frozenset({"module.yaml", "exercises.yaml", "quiz.yaml", "assignment.yaml"})
_LISTS = {
    key: f"{key}.yaml"
    for key in (
        "accounts",
        "skills",
        "facts",
        "glossary",
        "questionnaire",
        "specification",
        "cases",
    )
}
"""The files beside course.yaml that hold a list each, where there are any."""

_BANKS = "banks"
_FILE = re.compile(r"([a-z0-9-]+/)*[a-z0-9-]+\.yaml")
_LESSON = re.compile(r"[a-z0-9-]+\.md")
_FRONT = re.compile(r"---[ \t]*\n(.*?\n)?---[ \t]*(\n|$)", re.DOTALL)


@dataclass(frozen=True)
class Reading:
    """What came out of reading a folder: the document to publish, or the problems to correct.

    `advice` is what should be better and stops nobody; `counts` what there is, by plain keys;
    `attached` the photos and files that are kept beside the document.
    """

    document: dict[str, Any] | None
    problems: tuple[Problem, ...]
    counts: Mapping[str, Any] = field(default_factory=dict)
    advice: tuple[Problem, ...] = ()
    attached: tuple[Attachment, ...] = ()


def read_folder(path: FilePath, today: date | None = None) -> Reading:
    """Read the course in a folder. Never raises: all problems are in the result.

    With `today`, facts that nobody has checked for a year are told.
    """
    root = path.resolve()
    diagnostics = AuthorDiagnostics()
    gathered = _Gathering(root, diagnostics).course()
    if gathered is None:
        return Reading(None, tuple(sorted(diagnostics.found)))
    source = Source(with_cases(with_facts(gathered, diagnostics), diagnostics), diagnostics)
    course = read_course(source)
    _report_unshown(diagnostics)
    problems = tuple(sorted(diagnostics.found))
    if problems:
        return Reading(None, problems, counts_of(course))
    check_coverage(source, course)
    if today:
        check_age(source, course.facts, today)
    tests = {place for path, place in diagnostics.places.items() if path[-1:] == ("expect",)}
    counts = counts_of(course, pictures=len(diagnostics.pictures), tested=len(tests))
    advice = tuple(sorted(diagnostics.advice))
    return Reading(source.document, (), counts, advice, diagnostics.attached)


def _report_unshown(diagnostics: AuthorDiagnostics) -> None:
    """Note pictures that no text shows, and files that none links to."""
    if diagnostics.found:  # a text with a problem may be the one that shows it
        return
    for name in diagnostics.pictures.keys() - diagnostics.shown:
        diagnostics.note(f"{PICTURES}/{name}", 1, "No text shows this picture. Show or remove it")
    for name in diagnostics.files.keys() - diagnostics.linked:
        diagnostics.note(f"{FILES}/{name}", 1, "No text links to this file. Link or remove it")


def check(path: FilePath) -> tuple[tuple[Problem, ...], Mapping[str, Any]]:
    """All problems of the course in a folder, and what it holds."""
    reading = read_folder(path)
    return reading.problems, reading.counts


def codes_of(path: FilePath) -> tuple[str, ...]:
    """The competencies that the course in a folder names, none if they cannot be read."""
    values, _diagnostics = read_yaml(AuthorDiagnostics(), path.resolve(), "course.yaml")
    named = values.get("competencies") if isinstance(values, dict) else None
    return tuple(named) if isinstance(named, dict) else ()


class _Gathering:
    """Puts the files of a course together; remembers the place of every value."""

    def __init__(self, root: FilePath, diagnostics: AuthorDiagnostics) -> None:
        self.root = root
        self.diagnostics = diagnostics
        self.opened: set[str] = set()

    def course(self) -> dict[str, Any] | None:
        """The whole course as one mapping, None if there is no course.yaml to begin with."""
        values = self._mapping("course.yaml", ())
        if values is None:
            return None
        self._reserve(values, (), "slug", "banks", "files", *_LISTS)
        slug = self.root.name
        if not _NAME.fullmatch(slug):
            self.diagnostics.note(
                "course.yaml", 1, f'Rename the folder "{slug}": small letters, hyphens'
            )
        gathered = {**values, "slug": slug}
        gathered.pop("files", None)
        if self._is_folder(PICTURES):
            read_pictures(self.diagnostics, self.root)
        if self._is_folder(FILES):
            read_files(self.diagnostics, self.root)
        if attached := self.diagnostics.attached:
            gathered["files"] = [each.entry for each in attached]
        for key, file in _LISTS.items():
            gathered.pop(key, None)
            if (self.root / file).exists():
                gathered[key] = self._list(file, (key,))
        if self._is_folder(_BANKS):
            gathered["banks"] = self._banks()
        for key, pattern, read in (
            ("modules", _NAME, self._module),
            ("tests", _FILE, self._test),
        ):
            if key in values and not isinstance(values[key], list):
                self.diagnostics.leave_out((key,))  # told by the type of the key
            if isinstance(values.get(key), list):
                names = self._names(values, (key,), pattern)
                gathered[key] = self._each(names, (key,), read)
                if key == "modules" and self.diagnostics.sound((key,)):
                    self._report_unlisted_days(set(names))
                elif key == "tests":
                    self._report_unused_forms({name.rpartition("/")[0] for name in names})
        return gathered

    def _is_folder(self, name: str) -> bool:
        """Whether there is such a folder inside the course; note what it is else."""
        try:
            inside = (self.root / name).resolve().is_relative_to(self.root)
        except (OSError, RuntimeError):  # RuntimeError: a link leads to itself
            inside = False
        if not inside:
            self.diagnostics.note(
                name, 1, "This folder is outside the course's folder. Move it inside"
            )
        elif (self.root / name).exists() and not (self.root / name).is_dir():
            self.diagnostics.note(name, 1, "A folder belongs here, this is a file. Rename it")
        else:
            return inside and (self.root / name).is_dir()
        self.diagnostics.leave_out((name,))
        return False

    def _banks(self) -> list[dict[str, Any]]:
        """Read the files of banks by name; a bank is called like its file."""
        banks: list[dict[str, Any]] = []
        for file in files_in(self.root / _BANKS):
            name = f"{_BANKS}/{file.name}"
            if not _FILE.fullmatch(name):
                self.diagnostics.note(
                    name, 1, "Banks are files such as banks/ekonomi.yaml. Rename it"
                )
                continue
            questions = self._list(name, (_BANKS, len(banks), "questions"))
            banks.append({"id": file.stem, "questions": questions})
        return banks

    def _module(self, folder: str, path: Path) -> dict[str, Any] | None:
        values = self._mapping(f"{folder}/module.yaml", path)
        if values is None:
            return None
        self._reserve(values, path, "id", "exercises", "quizzes")
        gathered = {**values, "id": folder}
        if isinstance(values.get("lessons"), list):
            files = self._names(values, (*path, "lessons"), _LESSON)
            self._report_strays(folder, set(files))
            names = [f"{folder}/{name}" for name in files]
            gathered["lessons"] = self._each(names, (*path, "lessons"), self._lesson)
        gathered["exercises"] = self._list(f"{folder}/exercises.yaml", (*path, "exercises"))
        quizzes = [f"{folder}/quiz.yaml"]
        if (self.root / folder / "assignment.yaml").exists():
            quizzes.append(f"{folder}/assignment.yaml")
        gathered["quizzes"] = self._each(quizzes, (*path, "quizzes"), self._mapping)
        return gathered

    def _test(self, name: str, path: Path) -> dict[str, Any] | None:
        values = self._mapping(name, path)
        if values is None or not isinstance(values.get("forms"), dict):
            return values
        folder = name.rpartition("/")[0]
        forms = {}
        for form, file in values["forms"].items():
            place = (*path, "forms", form)
            if not isinstance(file, str) or not _FILE.fullmatch(file):
                self.diagnostics.problem(place, f'"{form}" must name a file, such as form-a.yaml')
            else:
                forms[form] = self._list(f"{folder}/{file}" if folder else file, place)
        return {**values, "forms": forms}

    def _lesson(self, name: str, path: Path) -> dict[str, Any] | None:
        text = read_text(self.diagnostics, self.root, name)
        if text is None:
            return None
        front = _FRONT.match(text)
        if front is None:
            self.diagnostics.note(
                name, 1, 'Begin with "---", the keys of the lesson, and "---" again'
            )
            return None
        own = AuthorDiagnostics(found=self.diagnostics.found)
        values, readable = parse_yaml(own, name, front[1] or "", first_line=2)
        self.diagnostics.graft(own, path)
        if not readable:
            return None
        if not isinstance(values, dict):
            self.diagnostics.note(name, 2, 'Write keys such as "title: …" between the lines "---"')
            return None
        self._reserve(values, path, "text")
        self.diagnostics.places[(*path, "text")] = (name, text.count("\n", 0, front.end()) + 1)
        body = text[front.end() :]
        return {**values, "text": body if body.strip() else None}

    def _mapping(self, name: str, path: Path) -> dict[str, Any] | None:
        self.opened.add(name)
        values, own = read_yaml(self.diagnostics, self.root, name)
        self.diagnostics.graft(own, path)
        if isinstance(values, dict):
            return values
        if values is not None:
            self.diagnostics.note(
                name, 1, 'This file must hold keys with values, such as "title: …"'
            )
        return None

    def _list(self, name: str, path: Path) -> list[Any]:
        self.opened.add(name)
        values, own = read_yaml(self.diagnostics, self.root, name)
        self.diagnostics.graft(own, path)
        if isinstance(values, list):
            return values
        if values is not None:
            self.diagnostics.note(
                name, 1, 'This file must hold a list: begin each question with "- id:"'
            )
        self.diagnostics.leave_out(path)
        return []

    def _each(
        self,
        names: list[str],
        path: Path,
        read: Callable[[str, Path], dict[str, Any] | None],
    ) -> list[dict[str, Any]]:
        """Read files one by one; those that cannot be read leave no gap in the numbering."""
        parts: list[dict[str, Any]] = []
        for name in names:
            part = read(name, (*path, len(parts)))
            if part is None:
                self.diagnostics.leave_out(path)
            else:
                parts.append(part)
        return parts

    def _names(self, values: dict[str, Any], path: Path, pattern: re.Pattern[str]) -> list[str]:
        """The well-formed file names in a list."""
        names: list[str] = []
        for n, name in enumerate(values[str(path[-1])]):
            if not isinstance(name, str) or not pattern.fullmatch(name):
                message = f"{shape(name)} cannot be a name here. Use small letters and hyphens"
                self.diagnostics.problem((*path, n), message)
                self.diagnostics.leave_out(path)
            elif name in names:
                self.diagnostics.problem((*path, n), f'"{name}" is listed twice. Remove one')
            else:
                names.append(name)
        return names

    def _reserve(self, values: dict[str, Any], path: Path, *keys: str) -> None:
        for key in keys:
            if key in values:
                self.diagnostics.problem((*path, key), f'"{key}" is not written here. Remove it')

    def _report_unlisted_days(self, listed: set[str]) -> None:
        """Note days that would silently be left out."""
        for folder in files_in(self.root):
            if folder.name not in listed and (folder / "module.yaml").is_file():
                message = f'The day "{folder.name}" is not listed. Add it or remove its folder'
                self.diagnostics.problem(("modules",), message)

    def _report_unused_forms(self, folders: set[str]) -> None:
        """Note files beside the tests that no test reads."""
        for folder in folders - {""}:
            for file in files_in(self.root / folder):
                name = f"{folder}/{file.name}"
                if file.suffix in (".yaml", ".yml") and name not in self.opened:
                    message = "No test uses this file. Name it below tests or forms, or remove it"
                    self.diagnostics.note(name, 1, message)

    def _report_strays(self, folder: str, listed: set[str]) -> None:
        """Note files of a day that would silently be left out."""
        for file in files_in(self.root / folder):
            if file.suffix in (".md", ".yaml", ".yml") and file.name not in listed | _DAY_FILES:
                self.diagnostics.note(
                    f"{folder}/module.yaml", 1, f'"{file.name}" is not listed. Add it or remove it'
                )
