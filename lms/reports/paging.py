"""Which of many rows are on a page."""

from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True)
class Page:
    """Page `number` (from 1) of `count` rows, `size` a page; a number out of range is moved in."""

    asked: int
    count: int
    size: int

    @property
    def total(self) -> int:
        """How many pages there are, at least one."""
        return max(1, ceil(self.count / self.size))

    @property
    def number(self) -> int:
        """Which page it is."""
        return min(max(1, self.asked), self.total)

    @property
    def first(self) -> int:
        """The place of its first row, from 0."""
        return (self.number - 1) * self.size

    @property
    def end(self) -> int:
        """The place behind its last row."""
        return self.first + self.size
