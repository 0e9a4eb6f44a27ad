"""What a file of questions holds: questions as a course writes them, and what stays behind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

MAX_TITLE_LENGTH = 300


class NotTaken(ValueError):
    """A question cannot be taken over; the text says why."""


class UnreadableBank(ValueError):
    """Nothing in a file can be read; the text says why."""


@dataclass
class Draft:
    """A question on its way into a course: its keys as an author writes them.

    `remarks` tell what about it is not as it was. `group` is the category it stood in.
    """

    line: int
    title: str
    values: dict[str, Any] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    group: str = ""
    tags: tuple[str, ...] = ()

    def remark(self, sentence: str) -> None:
        """Note once that something is not as it was."""
        if sentence not in self.remarks:
            self.remarks.append(sentence)


@dataclass(frozen=True)
class LeftOutQuestion:
    """A question that was not taken over, and why."""

    line: int
    title: str
    reason: str


Found = Iterator[Draft | LeftOutQuestion]


@dataclass(frozen=True)
class BankReading:
    """Everything a file holds: together `taken` and `left` are all its questions."""

    format: str
    encoding: str
    taken: Sequence[Draft]
    left: Sequence[LeftOutQuestion]
    remarks: Sequence[str] = ()

    @property
    def total(self) -> int:
        return len(self.taken) + len(self.left)


def one_line(text: str, longest: int = MAX_TITLE_LENGTH) -> str:
    """A text in one line, its end cut off where it is too long for a title."""
    line = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
