"""What is in the database and the storage that a backup is put back into."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.engine import URL, Connection, Engine

from lms.backup.manifest import BackupFailed
from lms.database import sqlite
from lms.database.revisions import known_revisions
from lms.uploads.storage import Storage

VERSION_TABLE = "alembic_version"


@dataclass(frozen=True)
class Installation:
    """A database and the storage of its uploads."""

    engine: Engine
    uploads: Storage


def engine_at(address: URL) -> Engine:
    """A database besides the application's, as the house wants one of its kind."""
    if address.get_backend_name() != "sqlite":
        return sa.create_engine(address, hide_parameters=True)
    engine = sa.create_engine(address, module=sqlite.driver, hide_parameters=True)
    sqlite.prepare_sqlite(engine, current_app)
    return engine


def counted(connection: Connection, tables: Iterable[str]) -> dict[str, int]:
    """The rows of each of these tables."""
    rows = sa.func.count
    return {
        name: connection.scalar(sa.select(rows()).select_from(sa.table(name))) or 0
        for name in tables
    }


def refuse_unless_empty(engine: Engine) -> None:
    """Raise BackupFailed, saying what is there, unless a database has no table or no row.

    Tables without rows are what `db upgrade` has just made; those of others are left alone.
    """
    name = engine.url.database
    with engine.connect() as connection:
        tables = set(sa.inspect(connection).get_table_names())
        if not tables:
            return
        rows = counted(connection, sorted(tables - {VERSION_TABLE}))
        found = None
        if VERSION_TABLE in tables:
            version = sa.table(VERSION_TABLE, sa.column("version_num"))
            found = connection.scalar(sa.select(version.c.version_num))
    if any(rows.values()):
        people = rows.get("person", 0)
        raise BackupFailed(
            f"{name} is not empty (people: {people}, rows: {sum(rows.values())}). Nothing was"
            " changed. Restore into a new database, or move this one away first"
        )
    if found not in known_revisions():
        raise BackupFailed(f"{name} is not empty: it has tables that this release did not make")
