"""A list of participants as texts, and what there is to say of the file it came in: pure."""

import json
from dataclasses import asdict, dataclass

Table = list[list[str]]


@dataclass(frozen=True)
class SheetRange:
    """Rows of a list, counted from 1, that stand on one sheet of a workbook."""

    name: str
    first: int
    last: int


@dataclass(frozen=True)
class Listed:
    """A list as texts, and what there is to say of its file.

    `sheets` are named only if there are several, `hidden` are rows that the workbook hides, and
    `left` are sheets that hold a list of another form, which are not read.
    """

    rows: Table
    hidden: tuple[int, ...] = ()
    sheets: tuple[SheetRange, ...] = ()
    left: tuple[str, ...] = ()

    def to_json(self) -> str:
        """The list as JSON, as `from_json` reads it."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Listed":
        """A list that was kept as JSON."""
        said = json.loads(text)
        sheets = tuple(SheetRange(**one) for one in said["sheets"])
        return cls(said["rows"], tuple(said["hidden"]), sheets, tuple(said["left"]))
