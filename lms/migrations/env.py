"""Alembic's entry: run the migrations on the application's database."""

from typing import Any

from alembic import context
from flask import current_app

from lms.database import db


def skip_empty(_context: Any, _revision: Any, directives: list[Any]) -> None:
    """Write no revision when nothing has changed."""
    if directives and directives[0].upgrade_ops.is_empty():
        directives[:] = []


def run() -> None:
    """Run all pending migrations in one transaction."""
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            process_revision_directives=skip_empty,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
