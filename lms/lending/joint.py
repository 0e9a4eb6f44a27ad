"""What two computers have of one program, while it is put together."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lms.audit.page.names import IN_SUBJECTS
from lms.backup.moving import storable
from lms.database import db
from lms.lending.base import Base
from lms.lending.queries import all_rows, target_of
from lms.lending.rules import Case

Row = dict[str, Any]


@dataclass
class BroughtBack:
    """How many rows were new, changed and gone, and what is to be told."""

    new: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    gone: Counter[str] = field(default_factory=Counter)
    cases: list[Case] = field(default_factory=list)


@dataclass
class Joint:
    """Here, there, and what is known of both so far.

    `ids`: by table the ids here of the rows there; `fresh`: by table those here that have just
    come; `leaving`: those that are gone there; `numbers`: which number took the place of which;
    `token`: a few letters that no other loan has.
    """

    here: Connection
    there: Connection
    base: Base
    program_id: int
    token: str
    done: BroughtBack = field(default_factory=BroughtBack)
    ids: dict[str, dict[int, int]] = field(default_factory=dict)
    fresh: dict[str, set[int]] = field(default_factory=dict)
    leaving: dict[str, set[int]] = field(default_factory=dict)
    numbers: dict[tuple[Any, ...], int] = field(default_factory=dict)
    taken: dict[tuple[Any, ...], set[int]] = field(default_factory=dict)
    names: dict[str, dict[int, str]] = field(init=False)

    def __post_init__(self) -> None:
        named = db.metadata.tables
        people = {row["id"]: row["name"] for row in all_rows(self.there, named["person"])}
        places = all_rows(self.there, named["enrolment"])
        self.names = {
            "person_id": people,
            "owner_id": people,
            "enrolment_id": {row["id"]: people.get(row["person_id"], "") for row in places},
        }

    def tell(self, table: sa.Table, row: Row, words: str) -> None:
        of = self.names["person_id"] if table.name == "person" else {}
        person = of.get(row["id"], "") or next(
            (names[row[key]] for key, names in self.names.items() if row.get(key) in names), ""
        )
        self.done.cases.append(Case(table.name, row["id"], words, person))

    def rewritten(self, table: sa.Table, row: Row, leaving: Collection[str] = ()) -> Row:
        """A row there with its references as they are here; None where nothing came."""
        values = dict(row)
        for column in table.columns:
            target = target_of(column)
            if target and row[column.name] is not None and column.name not in leaving:
                values[column.name] = self.ids.get(target, {}).get(row[column.name])
        if table.name == "audit_entry":
            values["workshop_id"] = self.ids["workshop"].get(row["workshop_id"] or 0)
            values["subject"] = self._subject(row["subject"])
        if table.name == "opened_hint":
            key = (values["enrolment_id"], row["exercise_id"], row["number"])
            values["number"] = self.numbers.get(key, row["number"])
        return values

    def _subject(self, subject: str) -> str:
        kind, *parts = subject.split(":", 2)
        for place, (of, part) in enumerate(
            zip(IN_SUBJECTS.get(kind, (kind,)), parts, strict=False)
        ):
            if part.isdecimal() and of in self.ids:
                parts[place] = str(self.ids[of].get(int(part), 0))
        return ":".join([kind, *parts])

    def update(self, table: sa.Table, row_id: int, values: Row) -> None:
        if values:
            these = sa.update(table).where(table.c.id == row_id)
            self.here.execute(these.values(storable(table, values)))
            self.done.changed[table.name] += 1


def listed(names: Collection[str]) -> str:
    return ", ".join(sorted(names))
