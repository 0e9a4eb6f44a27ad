"""Alembic's entry: run the migrations on the application's database."""

from typing import Any

import sqlalchemy as sa
from alembic import context
from flask import current_app

from lms.database import db


def skip_empty(_context: Any, _revision: Any, directives: list[Any]) -> None:
    """Write no revision when nothing has changed."""
    if directives and directives[0].upgrade_ops.is_empty():
        directives[:] = []


def render_item(kind: str, value: Any, _context: Any) -> str | bool:
    """Write our own column types as the plain ones behind them: a revision imports no model."""
    if kind == "type" and isinstance(value, sa.TypeDecorator):
        return f"sa.{value.impl!r}"
    return False


def run() -> None:
    """Run all pending migrations in one transaction."""
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_item=render_item,
            process_revision_directives=skip_empty,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
