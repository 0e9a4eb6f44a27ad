"""What a row was, and what becomes of it when a program is brought back."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

Row = Mapping[str, Any]
_LENGTH = 20  # hexadecimal digits of a hash: 80 bits


class Print(NamedTuple):
    """What never changes of a row, and all of it, as hashes."""

    identity: str
    content: str


class Fate(StrEnum):
    """What becomes here of a row that went along."""

    STAYS = "stays"
    CHANGED = "changed"
    CHANGED_ON_BOTH = "changed on both"
    GONE = "gone"  # changed there, and no longer here


@dataclass(frozen=True)
class Case:
    """Something to be told: of which row, and what was done."""

    table: str
    row_id: int
    words: str
    person: str = ""

    def __str__(self) -> str:
        whose = f" ({self.person})" if self.person else ""
        return f"{self.table} {self.row_id}{whose}: {self.words}"


def print_of(row: Row, identity: Collection[str], left_out: Collection[str]) -> Print:
    """The print of a row without the columns that are left out."""
    return Print(
        _hashed({name: row[name] for name in identity}),
        _hashed({name: value for name, value in row.items() if name not in left_out}),
    )


def _hashed(values: Row) -> str:
    text = json.dumps(values, sort_keys=True, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]


def _plain(value: Any) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


def fate_of(base: Print, there: Print, here: Print | None) -> Fate:
    """What becomes of a row that went: as it was, as it is there, as it is here (if it is)."""
    if there.content == base.content:
        return Fate.STAYS
    if here is None:
        return Fate.GONE
    if here.content == there.content:
        return Fate.STAYS
    return Fate.CHANGED if here.content == base.content else Fate.CHANGED_ON_BOTH


def next_number(taken: Collection[int], wanted: int) -> int:
    """The number of something that comes: its own, or the next if another has that."""
    return wanted if wanted not in taken else max(taken) + 1
