"""Alembic's entry: run the migrations on the application's database.

One transaction holds them all, also on SQLite, whose tables change within transactions as well when
we say BEGIN ourselves: who is killed meanwhile leaves the old tables whole. Before the first step a
verified backup is made.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
import sqlalchemy as sa
from alembic import context
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask import current_app

from lms import clock
from lms.backup.service import backups_folder, make_backup
from lms.database import db
from lms.database.revisions import differences_in_words, problem_with, revisions_in

LOCK_NOT_AVAILABLE = "55P03"  # https://www.postgresql.org/docs/current/errcodes-appendix.html
LOCK_TIMEOUT = "10s"
"""So long a change of a table waits for others on PostgreSQL; all requests queue behind it."""


def skip_empty_or_tell(_context: Any, _revision: Any, directives: list[Any]) -> None:
    """Write no revision when nothing has changed; asked by `db check`, say what differs."""
    if getattr(context.config.cmd_opts, "autogenerate", False):
        if directives and directives[0].upgrade_ops.is_empty():
            directives[:] = []
        return
    if words := differences_in_words(directives[0].upgrade_ops.as_diffs()):
        raise CommandError("\n".join(["Tables and models do not agree.", *words]))
    click.echo("Tables and models agree.")


def render_item(kind: str, value: Any, _context: Any) -> str | bool:
    """Write our own column types as the plain ones behind them: a revision imports no model."""
    if kind == "type" and isinstance(value, sa.TypeDecorator):
        return f"sa.{value.impl!r}"
    return False


def run() -> None:
    """Run all pending migrations in one transaction, or none."""
    # A backup is tried in a database that is not the application's.
    engine = context.config.attributes.get("engine", db.engine)
    with engine.connect() as connection, references_checked_at_the_end(connection):
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_item=render_item,
            process_revision_directives=skip_empty_or_tell,
            transactional_ddl=True,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction(), told_who_is_in_the_way(connection):
            found = context.get_context().get_current_revision()
            known = revisions_in(ScriptDirectory.from_config(context.config))
            if found is not None and found not in known:
                raise CommandError(problem_with(found, known))
            if found is not None and is_to_move_from(found) and engine is db.engine:
                back_up()
            context.run_migrations()
            refuse_broken_references(connection)


@contextmanager
def told_who_is_in_the_way(connection: sa.Connection) -> Iterator[None]:
    """On PostgreSQL give up soon where somebody holds a table, and say what to do.

    Raises CommandError.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
    try:
        yield
    except sa.exc.OperationalError as error:
        if getattr(error.orig, "sqlstate", "") != LOCK_NOT_AVAILABLE:
            raise
        raise CommandError(
            f"Another connection has held a table for {LOCK_TIMEOUT}; nothing was changed. "
            "Run the command again; if it stays so, stop the servers first"
        ) from error


def is_to_move_from(found: str) -> bool:
    """Return whether the command goes to another revision than the one the tables are at."""
    try:
        return context.get_revision_argument() != found
    except KeyError:  # `current`, `check` and `migrate` go nowhere
        return False


def back_up() -> None:
    """Make a verified backup of the database, where backups are kept. Raises BackupFailed."""
    made = make_backup(backups_folder(), clock.now())
    click.echo(f"Backup, made and verified: {made}")


@contextmanager
def references_checked_at_the_end(connection: sa.Connection) -> Iterator[None]:
    """On SQLite let tables be made anew; else dropping the old one deletes what refers to it.

    The pragma does nothing within a transaction, so it is said before ours begins.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    opened: Any = connection.connection.driver_connection
    opened.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        connection.rollback()  # what was not committed until here, for the pragma's sake
        opened.execute("PRAGMA foreign_keys=ON")


def refuse_broken_references(connection: sa.Connection) -> None:
    """Raise CommandError if on SQLite a row refers to one that is not there."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            tables = sorted({row[0] for row in broken})
            raise CommandError(f"rows refer to others that are gone, in: {', '.join(tables)}")


run()
