"""Rows for every table there is, made from what its columns say of themselves."""

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import sqlalchemy as sa

from lms.database import ExactFraction, UtcDateTime, db
from tests.constants import NOW

ROWS = 2


def fill_every_table() -> None:
    """Put two rows into each table of an empty database; the nth refers to the nth elsewhere."""
    with db.engine.begin() as connection:
        for table in db.metadata.sorted_tables:
            for n in range(1, ROWS + 1):
                connection.execute(sa.insert(table).values(_row(table, n)))


def add_rows(table: sa.Table, numbers: Iterable[int]) -> None:
    """Put the rows of these numbers into a table; they refer to the first two elsewhere."""
    references = [column.name for column in table.columns if column.foreign_keys]
    rows = [_row(table, n) | dict.fromkeys(references, 1 + n % ROWS) for n in numbers]
    with db.engine.begin() as connection:
        connection.execute(sa.insert(table), rows)


def _row(table: sa.Table, n: int) -> dict[str, Any]:
    columns = [column for column in table.columns if column.name != "id"]
    return {column.name: _value(column, n, place) for place, column in enumerate(columns)}


def _value(column: sa.Column[Any], n: int, place: int) -> Any:
    kind = column.type
    if column.foreign_keys:
        return n
    if isinstance(kind, UtcDateTime):
        return NOW + timedelta(minutes=place)  # later columns hold later instants
    if isinstance(kind, ExactFraction):
        return Fraction(n, 3)
    if isinstance(kind, sa.Enum):
        members = list(kind.enum_class or kind.enums)
        return members[n % len(members)]
    if isinstance(kind, sa.JSON):
        return {"n": n, "text": "Selisih kas Rp1.500 – dihitung ulang"}
    if isinstance(kind, sa.LargeBinary):
        return f"{n} {column.name}".encode()
    if isinstance(kind, sa.Boolean):
        return n == 1
    if isinstance(kind, sa.Integer):
        return n
    if isinstance(kind, sa.Date):
        return date(2026, 11, n)
    if isinstance(kind, sa.String):
        return f"{n} {column.name} ’"[: kind.length]
    raise AssertionError(f"{column}: tell fill_every_table about {kind!r}")
