"""Which of many rows are on a page, and the addresses of the other pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import TypeVar

from flask import Flask, request, url_for

Row = TypeVar("Row")


@dataclass(frozen=True)
class Page:
    """Page `number` (from 1) of `count` rows, `size` a page; a number out of range is moved in.

    `name` is the part of the address that asks for it, where a screen has several lists.
    """

    asked: int
    count: int
    size: int
    name: str = "page"

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

    def of(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Those of all `rows` that are on it."""
        return rows[self.first : self.end]


def asked_page(count: int, size: int, name: str = "page") -> Page:
    """The page of a list that the address asks for."""
    return Page(request.args.get(name, 1, int), count, size, name)


def init_paging(app: Flask) -> None:
    """Let templates lead to other pages of a list."""
    app.jinja_env.globals["page_address"] = _page_address


def _page_address(number: int, name: str) -> str:
    """The address asked for, with another page of the list called `name`."""
    asked = {**request.args.to_dict(flat=False), name: [str(number)] if number > 1 else []}
    return url_for(request.endpoint or "", **{**asked, **(request.view_args or {})})
