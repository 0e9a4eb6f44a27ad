"""PostgreSQL: every table in the text format of COPY, all of one moment, without pg_dump.

It holds the rows, not the tables: these follow from the revision, and the migrations make them.
"""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.migration import MigrationContext
from sqlalchemy.engine import Connection, Engine

from lms.backup.contents import VERSION_TABLE
from lms.backup.manifest import Copied
from lms.backup.uploads_copy import NAMED_FILES, NamedFile
from lms.database import db
from lms.database.revisions import upgrade_tables

_BLOCK = 1024 * 1024  # bytes written at once


def copy(folder: Path) -> tuple[Copied, list[NamedFile]]:
    """Copy all rows into `folder`, in one REPEATABLE READ transaction, while people write.

    Also return the uploads that the rows name.
    """
    of_one_moment = db.engine.execution_options(
        isolation_level="REPEATABLE READ", postgresql_readonly=True
    )
    rows: dict[str, int] = {}
    with of_one_moment.connect() as connection:
        for table in _tables(connection):
            path = folder / f"{table.name}.copy"
            path.touch(mode=0o600)
            cursor = _cursor(connection)
            with (
                path.open("wb") as file,
                cursor.copy(f"COPY {_with_columns(table)} TO STDOUT") as c,
            ):
                for block in c:
                    file.write(block)
            rows[table.name] = cursor.rowcount
        found = connection.execute(sa.text(NAMED_FILES)).all() if "upload" in rows else []
        names = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"
        stood = {name: at for name, at in connection.execute(sa.text(names)) if at is not None}
        revision = MigrationContext.configure(connection).get_current_revision() or "empty"
    copied = Copied(revision=revision, rows=rows, sequences=stood)
    return copied, [NamedFile(*row) for row in found]


def problems(folder: Path, copied: Copied) -> list[str]:
    """What is wrong with a copy: a row is a line, so lines are counted."""
    return [
        f"{table}: other numbers of rows than when it was made"
        for table, number in copied.rows.items()
        if _lines(folder / f"{table}.copy") != number
    ]


def put_back(folder: Path, copied: Copied, engine: Engine) -> None:
    """Make the tables of its revision in a database in which no row is, and fill them.

    All rows or none.
    """
    drop_tables(engine)
    upgrade_tables(engine, copied.revision)
    with engine.begin() as connection:
        for table in _tables(connection):
            path, command = folder / f"{table.name}.copy", f"COPY {_with_columns(table)} FROM STDIN"
            with path.open("rb") as file, _cursor(connection).copy(command) as into:
                while block := file.read(_BLOCK):
                    into.write(block)
        # COPY brings ids along and leaves the sequences that give the next ones where they were.
        for name, at in copied.sequences.items():
            connection.execute(
                sa.text("SELECT setval(CAST(:name AS regclass), :at)"), {"name": name, "at": at}
            )


def drop_tables(engine: Engine) -> None:
    """Leave a database without any table."""
    with engine.begin() as connection:
        found = sa.MetaData()
        found.reflect(connection)
        found.drop_all(connection)


def _tables(connection: Connection) -> list[sa.Table]:
    """The tables as the database has them, those that are referred to first."""
    found = sa.MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != VERSION_TABLE]


def _with_columns(table: sa.Table) -> str:
    """Name table and columns; in the order of names, for migrations may have made another."""
    columns = ", ".join(f'"{name}"' for name in sorted(table.columns.keys()))
    return f'"{table.name}" ({columns})'


def _cursor(connection: Connection) -> Any:
    return connection.connection.cursor()


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _line in file)
