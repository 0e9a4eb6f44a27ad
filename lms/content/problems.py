"""What is wrong with a course, and in which line of which file."""

import re
from dataclasses import dataclass, field
from typing import Self

from lms.content import markdown
from lms.content.checks.words import long_sentences, other_words
from lms.content.texts.attachments import FILE_LINK, FILES, Attachment, photo_html, told
from lms.content.texts.house_style import complaints
from lms.content.texts.pictures import PICTURE, PICTURE_MARK, PICTURES, figure
from lms.questions.authoring.wording import did_you_mean
from lms.questions.diagnostics import Path

Place = tuple[str, int]
"""A file, written from the course's folder on, and a line from 1."""

MAX_PROBLEMS = 2_000
"""So many are told; what a broken file repeats beyond that tells nobody more."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to correct."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


def _sentence(message: str) -> str:
    return message if message.endswith((".", "?")) else f"{message}."


def _figure(picture: str | Attachment, alt: str, caption: str) -> str:
    if isinstance(picture, Attachment):
        return photo_html(picture, alt, caption)
    return figure(picture, alt, caption)


@dataclass
class AuthorDiagnostics:
    """An author's files: renders Markdown, knows where each value stands, gathers problems."""

    authored: bool = True
    places: dict[Path, Place] = field(default_factory=dict)
    found: set[Problem] = field(default_factory=set)
    advice: set[Problem] = field(default_factory=set)
    unsound: set[Path] = field(default_factory=set)
    missing: set[Path] = field(default_factory=set)
    pictures: dict[str, str | Attachment] = field(default_factory=dict)
    """The pictures of the course by file name: drawings as they stand in a page, and photos."""
    shown: set[str] = field(default_factory=set)
    """The pictures that some text shows."""
    files: dict[str, Attachment] = field(default_factory=dict)
    """The files of the course by name."""
    linked: set[str] = field(default_factory=set)
    """The files that some text links to."""

    @property
    def attached(self) -> tuple[Attachment, ...]:
        """Photos and files, each once, by name."""
        photos = [each for each in self.pictures.values() if isinstance(each, Attachment)]
        found = {each.fingerprint: each for each in (*photos, *self.files.values())}
        return tuple(sorted(found.values(), key=lambda each: (each.name, each.fingerprint)))

    def note(self, file: str, line: int, message: str) -> None:
        if len(self.found) < MAX_PROBLEMS:
            self.found.add(Problem(file, line, _sentence(message)))

    def advise(self, path: Path, message: str, line: int = 0) -> None:
        """Note what should be better at `path`, though it works; it does not stop publishing."""
        file, first = self.place(path)
        self.advise_at(file, first + line, message)

    def advise_at(self, file: str, line: int, message: str) -> None:
        """The same about a place in a file."""
        if len(self.advice) < MAX_PROBLEMS:
            self.advice.add(Problem(file, line, _sentence(message)))

    def problem(self, path: Path, message: str, line: int = 0) -> None:
        """Note a problem with the value at `path`, `line` lines into its text."""
        file, first = self.place(path)
        self.note(file, first + line, message)
        self.unsound.update(path[:length] for length in range(len(path) + 1))

    def sound(self, path: Path) -> bool:
        return path not in self.unsound

    def leave_out(self, path: Path) -> None:
        """Remember that some of what belongs to `path` could not be read, which was told."""
        self.missing.add(path)

    def unread(self, path: Path) -> bool:
        return path in self.missing

    def place(self, path: Path) -> Place:
        """Where the value at `path` stands, or else the nearest one around it."""
        for length in range(len(path), -1, -1):
            if place := self.places.get(path[:length]):
                return place
        return ("course.yaml", 1)

    def html(self, path: Path, text: str, *, inline: bool) -> str:
        """Render Markdown; what is wrong with it is noted."""
        try:
            markdown.refuse_costly(text)
            figures: list[str] = []
            if not inline:
                text = PICTURE.sub(lambda found: self._marked(found, path, figures), text)
            text = FILE_LINK.sub(lambda found: self._linked(found, path), text)
            for line, message in complaints(text, inline=inline):
                self.problem(path, message, line)
            for line, message in (*other_words(text), *long_sentences(text)):
                self.advise(path, message, line)
            html = markdown.render_inline(text) if inline else markdown.render(text)
            return PICTURE_MARK.sub(lambda found: figures[int(found[1])], html)
        except markdown.UnusableText as error:
            self.problem(path, str(error))
            return ""

    def _marked(self, found: re.Match[str], path: Path, figures: list[str]) -> str:
        """A sign in the place of a picture, whose HTML is added to `figures`."""
        space, alt, name, caption = found.groups(default="")
        line = found.string.count("\n", 0, found.start(2))
        name = name.removeprefix(f"{PICTURES}/")
        if not alt.strip():
            message = "The picture has no description. Write in the brackets what it shows"
            self.problem(path, message, line)
        if name in self.pictures:
            figures.append(_figure(self.pictures[name], alt.strip(), caption))
            self.shown.add(name)
        else:
            figures.append("")
            if not self.unread((PICTURES, name)):
                hint = did_you_mean(name, self.pictures, f"Put it into the folder {PICTURES}")
                self.problem(path, f'There is no picture "{name}". {hint}', line)
        return f"{space}\ue000p{len(figures) - 1}\ue001"

    def _linked(self, found: re.Match[str], path: Path) -> str:
        """A link to a file, which tells its kind and size."""
        text, name = found.groups()
        if name in self.files:
            self.linked.add(name)
            return told(text, self.files[name])
        if not self.unread((FILES, name)):
            hint = did_you_mean(name, self.files, f"Put it into the folder {FILES}")
            line = found.string.count("\n", 0, found.start())
            self.problem(path, f'There is no file "{name}". {hint}', line)
        return text

    def graft(self, other: Self, path: Path) -> None:
        """Take over the places of a file whose values stand at `path` of the course."""
        for below, place in other.places.items():
            self.places[path + below] = place
