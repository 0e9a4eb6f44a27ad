"""Inserts that meet a row already there: ON CONFLICT, in the words of both databases.

The columns of the one conflict that is expected are always named. Any other that two requests of
one moment bring about raises IntegrityError, which the error pages answer as a conflict (409).
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql import FromClause

from lms.database.base import Model, db


def insert_unless_there(table: type[Model] | FromClause, key: Sequence[str]) -> Any:
    """An INSERT that changes nothing where a row with these `key` columns is there.

    With RETURNING it answers the rows that were added.
    """
    return _insert(table).on_conflict_do_nothing(index_elements=key)


def insert_or_update(
    table: type[Model] | FromClause, key: Sequence[str], changed: Sequence[str]
) -> Any:
    """An INSERT that takes over the `changed` columns where such a row is there."""
    insertion = _insert(table)
    taken = {name: insertion.excluded[name] for name in changed}
    return insertion.on_conflict_do_update(index_elements=key, set_=taken)


def insert_many(table: type[Model], rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows whose ids nobody needs, in one statement; all have the same columns.

    Objects that are added to the session take a statement each on SQLite, which does not say in
    which order it gave out the ids.
    """
    if rows:  # a value that is None is one like others: without that it would be another statement
        db.session.execute(insert(table).execution_options(render_nulls=True), rows)


def is_unique_violation(error: IntegrityError) -> bool:
    """Whether a row was refused because one like it is there: a race, not a bug."""
    # PostgreSQL's unique_violation; SQLite tells it in words only.
    if getattr(error.orig, "sqlstate", None) == "23505":
        return True
    return str(error.orig).startswith("UNIQUE constraint failed")


def _insert(table: type[Model] | FromClause) -> Any:
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    return dialect.insert(table)
