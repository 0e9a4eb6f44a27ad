"""Where the mappings of a course come from: an author's files, or a stored revision."""

from typing import Protocol

Path = tuple[str | int, ...]
"""The keys and positions that lead from the top of a course to one value."""


class Diagnostics(Protocol):
    """Where a mapping came from: says how its texts become HTML and hears of problems."""

    authored: bool
    """True for an author's files; a stored revision is known to be sound."""

    def problem(self, path: Path, message: str, line: int = 0) -> None:
        """Note what is wrong at `path`, `line` lines into its text."""

    def advise(self, path: Path, message: str, line: int = 0) -> None:
        """Note what should be better at `path`, though it works."""

    def place(self, path: Path) -> tuple[str, int]:
        """The file and the line of the value at `path`."""

    def sound(self, path: Path) -> bool:
        """Whether nothing at `path` or below it has a problem so far."""

    def unread(self, path: Path) -> bool:
        """Whether some of what belongs to `path` could not be read from its file."""

    def html(self, path: Path, text: str, *, inline: bool) -> str:
        """Sanitised HTML of an author's Markdown; stored texts are returned as they are."""


class StoredDiagnostics:
    """A stored revision: nothing is rendered again, and nothing can be wrong with it."""

    authored = False

    def problem(self, path: Path, message: str, line: int = 0) -> None:
        """Raise ValueError: the revision was damaged after it was stored."""
        raise ValueError(f"{path} in a stored course: {message}")

    def advise(self, path: Path, message: str, line: int = 0) -> None:
        """Nothing: whoever published it was told."""

    def place(self, path: Path) -> tuple[str, int]:
        """No place: a stored revision has no files."""
        return ("", 0)

    def sound(self, path: Path) -> bool:
        return True

    def unread(self, path: Path) -> bool:
        return False

    def html(self, path: Path, text: str, *, inline: bool) -> str:
        """The text, which is HTML already."""
        return text
