"""Carrying everything into a database of another kind: a laptop's SQLite to PostgreSQL, and back.

A backup is put back into the kind it was made of. Here each row is read and written as the
application does it, and in the end compared, column by column.
"""

from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from itertools import islice, zip_longest
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from lms.backup.contents import Installation, engine_at, refuse_unless_empty
from lms.backup.manifest import BackupFailed
from lms.backup.postgresql_copy import drop_tables
from lms.backup.uploads_copy import copy_files
from lms.database import db, reading
from lms.database.revisions import refuse_other_tables, upgrade_tables
from lms.uploads.storage import Storage

_ROWS = 1000  # read and written at once


def opened(address: str) -> Engine:
    """The database of an address. Raises BackupFailed if the product can use none of its kind."""
    try:
        url = make_url(address)
    except ArgumentError as problem:
        raise BackupFailed(
            "no address of a database: it looks like sqlite:////path/file"
        ) from problem
    if (kind := url.get_backend_name()) not in ("sqlite", "postgresql"):
        raise BackupFailed(f"{kind}: only SQLite and PostgreSQL are known here")
    return engine_at(url)


def move_everything(target: Installation, uploads: Storage) -> int:
    """Carry all rows and files of the application to `target`, in which nobody is yet.

    What arrives is of one moment; the application keeps all of it. Returns the number of rows.
    Raises BackupFailed, and leaves no tables in `target` then.
    """
    try:
        refuse_other_tables()
        refuse_unless_empty(target.engine)
    except (RuntimeError, SQLAlchemyError) as problem:
        raise BackupFailed(f"nothing was moved: {problem}") from problem
    try:
        drop_tables(target.engine)
        upgrade_tables(target.engine)
        # As when they were sent in: a file is there before its row.
        copy_files(uploads, target.uploads, uploads.keys())
        with one_moment(db.engine) as source:
            with target.engine.begin() as into:
                number = sum(_carry(source, into, table) for table in db.metadata.sorted_tables)
            with reading(), target.engine.connect() as arrived:
                for table in db.metadata.sorted_tables:
                    _compare(source, arrived, table)
    except (BackupFailed, OSError, SQLAlchemyError) as problem:
        drop_tables(target.engine)
        raise BackupFailed(f"nothing was moved: {problem}") from problem
    return number


@contextmanager
def one_moment(engine: Engine) -> Iterator[Connection]:
    """A connection that sees a database as it is now, whoever writes meanwhile."""
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with engine.connect() as connection:
        with reading():  # on SQLite nobody waits for it
            connection.begin()
        yield connection


def _rows_of(connection: Connection, table: sa.Table) -> Generator[dict[str, Any]]:
    asked = sa.select(table).order_by(table.c.id).execution_options(yield_per=_ROWS)
    with connection.execute(asked) as found:
        for row in found.mappings():
            yield dict(row)


def _carry(source: Connection, into: Connection, table: sa.Table) -> int:
    number = write_rows(into, table, _rows_of(source, table))
    settle_sequence(into, table)
    return number


def write_rows(into: Connection, table: sa.Table, rows: Iterator[dict[str, Any]]) -> int:
    """Write rows with their ids, then what they say of each other, and count them."""
    own = [key.parent.name for key in table.foreign_keys if key.column.table is table]
    number = 0
    references = []
    while chunk := list(islice(rows, _ROWS)):
        number += len(chunk)
        # A row may refer to one that comes later.
        references += [
            {"row_id": row["id"]} | {f"its_{name}": row[name] for name in own}
            for row in chunk
            if any(row[name] is not None for name in own)
        ]
        into.execute(sa.insert(table), [storable(table, row) | dict.fromkeys(own) for row in chunk])
    if references:
        told: dict[str, sa.BindParameter[Any]] = {name: sa.bindparam(f"its_{name}") for name in own}
        these = sa.update(table).where(table.c.id == sa.bindparam("row_id")).values(told)
        into.execute(these, references)
    return number


def settle_sequence(into: Connection, table: sa.Table) -> None:
    """Ids came along: the sequence that gives the next one stands where it was."""
    if into.dialect.name == "postgresql":
        sequence = sa.func.pg_get_serial_sequence(table.name, "id")
        last = sa.select(sa.func.max(table.c.id)).scalar_subquery()
        into.execute(
            sa.select(sa.func.setval(sequence, sa.func.coalesce(last, 1), last.is_not(None)))
        )


def storable(table: sa.Table, row: dict[str, Any]) -> dict[str, Any]:
    """A row to be written: in a JSON column None would become JSON's null, not none at all.

    Where a column cannot be without a value JSON's null is what it had.
    """
    missing = {
        name: sa.null()
        for name, value in row.items()
        if value is None and isinstance(table.c[name].type, sa.JSON) and table.c[name].nullable
    }
    return row | missing


def _compare(source: Connection, arrived: Connection, table: sa.Table) -> None:
    """Raise BackupFailed unless each row of a table is what it was."""
    with closing(_rows_of(source, table)) as mine, closing(_rows_of(arrived, table)) as its:
        for here, there in zip_longest(mine, its):
            if here != there:
                at = (here or there or {}).get("id")
                raise BackupFailed(f"row {at} of {table.name} did not arrive as it was")
