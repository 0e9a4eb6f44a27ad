"""The rows of one program, and of a database that a program comes back in."""

from bisect import bisect_left
from collections.abc import Collection, Iterator
from itertools import chain
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lms.database import db
from lms.lending.rules import Print, Row, print_of
from lms.lending.scope import (
    EMPTIED,
    HERE_ALONE,
    LEADS_BY,
    OF_PEOPLE,
    OUTSIDE,
    PERSON,
    ROOT,
    SHARED,
    STAYS,
)

_IDS = 500  # asked for at once
_NEVER_CHANGE = ("created_at", "enrolled_at", "started_at")
Rows = dict[str, list[dict[str, Any]]]


def tables() -> list[sa.Table]:
    """The tables that go along; what a row refers to comes before it."""
    return [table for table in db.metadata.sorted_tables if table.name not in STAYS]


def print_row(table: sa.Table, row: Row) -> Print:
    identity = [name for name in _NEVER_CHANGE if name in row] or [LEADS_BY.get(table.name, "id")]
    left_out = [name for of, name in HERE_ALONE if of == table.name]
    return print_of(row, identity, left_out)


def target_of(column: sa.Column[Any]) -> str | None:
    """The table that a column refers to."""
    return next((key.column.table.name for key in column.foreign_keys), None)


def rows_by(
    connection: Connection, column: sa.Column[Any], values: Collection[Any]
) -> Iterator[dict[str, Any]]:
    """The rows in which a column has one of these values, by id."""
    wanted = sorted(values)
    for start in range(0, len(wanted), _IDS):
        some = column.in_(wanted[start : start + _IDS])
        asked = sa.select(column.table).where(some).order_by(column.table.c.id)
        for row in connection.execute(asked).mappings():
            yield dict(row)


def all_rows(connection: Connection, table: sa.Table) -> list[dict[str, Any]]:
    found = connection.execute(sa.select(table).order_by(table.c.id))
    return [dict(row) for row in found.mappings()]


def rows_of_program(connection: Connection, program_id: int) -> Rows:
    """All rows that go along with a program, by table, each with what it refers to."""
    named = db.metadata.tables
    found: Rows = {ROOT: list(rows_by(connection, named[ROOT].c.id, {program_id}))}
    for name, leading in LEADS_BY.items():
        column = named[name].c[leading]
        above = target_of(column) or leading.removesuffix("_id")
        rows = rows_by(connection, column, _ids(found[above]))
        found[name] = [row for row in rows if _is_within(named[name], row, found)]
    people = _referred_to(PERSON, found)
    found[PERSON] = list(rows_by(connection, named[PERSON].c.id, people))
    for name in sorted(OF_PEOPLE):
        found[name] = list(rows_by(connection, named[name].c.person_id, people))
    for name in sorted(SHARED):
        wanted = _referred_to(name, found)
        found[name] = list(rows_by(connection, named[name].c.id, wanted))
    found["course_attachment"] = _attachments(connection, found["course_revision"])
    for name, leaving in OUTSIDE:
        _leave_out(named[name].c[leaving], found)
    for (name, emptied), value in EMPTIED.items():
        for row in found[name]:
            row[emptied] = value
    return found


def _ids(rows: list[dict[str, Any]]) -> set[int]:
    return {row["id"] for row in rows}


def _is_within(table: sa.Table, row: Row, found: Rows) -> bool:
    """Whether whatever a row must refer to goes along as well."""
    for column in table.columns:
        target = target_of(column)
        must = target in LEADS_BY and not column.nullable and target != table.name
        if target and must and not _has(found.get(target, []), row[column.name]):
            return False
    return True


def _has(rows: list[dict[str, Any]], row_id: int) -> bool:
    """Whether rows in the order of their ids hold this one."""
    place = bisect_left(rows, row_id, key=itemgetter("id"))
    return place < len(rows) and rows[place]["id"] == row_id


def _referred_to(target: str, found: Rows) -> set[int]:
    columns = [
        (name, column.name)
        for name in found
        for column in db.metadata.tables[name].columns
        if target_of(column) == target
    ]
    values = chain.from_iterable((row[column] for row in found[name]) for name, column in columns)
    return {value for value in values if value is not None}


def _attachments(connection: Connection, revisions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    table = db.metadata.tables["course_attachment"]
    known = connection.execute(sa.select(table.c.id, table.c.fingerprint)).all()
    documents = [revision["document"] for revision in revisions]
    wanted = {one for one, fingerprint in known if any(fingerprint in text for text in documents)}
    return list(rows_by(connection, table.c.id, wanted))


def _leave_out(column: sa.Column[Any], found: Rows) -> None:
    there = _ids(found[target_of(column) or ""])
    for row in found[column.table.name]:
        if row[column.name] not in there:
            row[column.name] = None
