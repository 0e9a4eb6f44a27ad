"""A small sound course to break: the examples of courses/README.md."""

import re
from pathlib import Path

from lms.content.folder import read_folder

REFERENCE = Path(__file__).parents[2] / "courses" / "README.md"
_BLOCK = re.compile(r"<!-- file: (\S+) -->\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples() -> dict[str, str]:
    """Return the files shown in the reference, by name."""
    return dict(_BLOCK.findall(REFERENCE.read_text(encoding="utf-8")))


class CourseFolder:
    """A course in a folder of its own, which tests change."""

    def __init__(self, root: Path) -> None:
        self.root = root / "contoh-kursus"
        for name, text in examples().items():
            self.write(name, text)

    def write(self, name: str, text: str | bytes) -> None:
        """Put a file in the place of any earlier one."""
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def remove(self, name: str) -> None:
        """Take a file away."""
        (self.root / name).unlink()

    def change(self, name: str, old: str, new: str) -> None:
        """Replace what stands once in a file."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def expect_nothing(self) -> None:
        """Take away the author's own tests of a question, for what follows changes its answers."""
        name = "day-1/exercises.yaml"
        text = (self.root / name).read_text(encoding="utf-8")
        begin = text.index("  expect:\n")
        self.write(name, text[:begin] + text[text.index("  explain:", begin) :])

    def line_of(self, name: str, part: str) -> int:
        """Return the first line with `part` in it."""
        text = (self.root / name).read_text(encoding="utf-8")
        return text.count("\n", 0, text.index(part)) + 1

    def problems(self) -> list[str]:
        """Return what is wrong, as told to the author."""
        return [str(problem) for problem in read_folder(self.root).problems]
