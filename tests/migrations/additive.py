"""Whether the release before a revision can run on its tables: expand, and contract later."""

from dataclasses import dataclass

import sqlalchemy as sa

from lms.database import db


@dataclass(frozen=True)
class Tables:
    """The tables as they are: columns by table and name, and all that refuses a row."""

    columns: dict[tuple[str, str], tuple[str, bool, bool]]  # type, may be empty, has a default
    refusals: frozenset[tuple[str, str]]  # table and constraint


def tables_now() -> Tables:
    """Read what the database has."""
    found = sa.inspect(db.engine)
    columns, refusals = {}, set()
    for table in set(found.get_table_names()) - {"alembic_version"}:
        for column in found.get_columns(table):
            kind = column["type"].compile(db.engine.dialect)
            has_default = column["default"] is not None
            columns[table, column["name"]] = (kind, column["nullable"], has_default)
        for one in (
            *found.get_unique_constraints(table),
            *found.get_check_constraints(table),
            *found.get_foreign_keys(table),
            *(index for index in found.get_indexes(table) if index["unique"]),
        ):
            refusals.add((table, str(one["name"])))
    return Tables(columns, frozenset(refusals))


def what_stops_the_release_before(before: Tables, after: Tables) -> list[str]:
    """Return why a program written for `before` cannot run on `after`; nothing if it can."""
    old_tables = {table for table, _name in before.columns}
    stops = []
    for (table, name), kind in sorted(before.columns.items()):
        if (table, name) not in after.columns:
            stops.append(f"{table}.{name} is gone")
        elif after.columns[table, name][:2] != kind[:2]:
            stops.append(f"{table}.{name} is another")
    for (table, name), (_kind, may_be_empty, has_default) in sorted(after.columns.items()):
        is_new = (table, name) not in before.columns
        if is_new and table in old_tables and not (may_be_empty or has_default):
            stops.append(f"{table}.{name} must be filled")
    for table, name in sorted(after.refusals - before.refusals):
        if table in old_tables:
            stops.append(f"{table}: {name} refuses what was taken before")
    return stops
