"""SQLite as this house uses it: a private file, WAL, foreign keys, and the write gate.

A request that reads begins plainly; one that writes waits at the write gate and begins IMMEDIATE,
because a transaction that reads first and writes later fails under load instead of waiting.
"""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import Engine

from lms.database.transactions import is_reading
from lms.database.write_gate import WriteGate

try:
    import pysqlite3 as driver
except ImportError:
    import sqlite3 as driver

__all__ = ["SAFE_VERSION", "driver", "prepare_sqlite"]

SAFE_VERSION = (3, 51, 3)  # older ones can corrupt a WAL database when a commit meets a checkpoint


def prepare_sqlite(engine: Engine, app: Flask) -> None:
    """Say on each connection and at each begin what the house wants of SQLite."""
    if driver.sqlite_version_info < SAFE_VERSION:
        app.logger.warning(
            "SQLite %s is older than 3.51.3: install the package pysqlite3.", driver.sqlite_version
        )
    gate = WriteGate(f"{engine.url.database}.gate", app.config["SQLITE_BUSY_SECONDS"])

    @sa.event.listens_for(engine, "do_connect")
    def make_private(_dialect: Any, _record: Any, _arguments: Any, _options: Any) -> None:
        """Let nobody else on the machine read the file; SQLite gives what it adds the same mode."""
        if (place := engine.url.database) and place != ":memory:" and not Path(place).exists():
            Path(place).touch(mode=0o600)

    @sa.event.listens_for(engine, "connect")
    def connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        # FULL, for in WAL mode anything less may lose the last commits in a power cut.
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        if is_reading():
            connection.exec_driver_sql("BEGIN")
            return
        connection.info["gate"] = gate.enter()
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    @sa.event.listens_for(engine, "checkin")
    def checkin(_connection: Any, record: Any) -> None:
        # The gate opens as the connection goes back, however its transaction ended.
        entered = record.info.pop("gate", None)
        if entered is not None:
            gate.leave(entered)
