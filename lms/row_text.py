"""Rows told as one text: a statement about one thing brings many others along.

As rows they would need a statement of their own, and each its own way through the driver, where it
gives up the interpreter. For what is asked for all the time.
"""

from datetime import datetime
from functools import reduce
from typing import Any

from sqlalchemy import Boolean, ColumnElement, String, case, cast, func, literal_column

# Written into the statement: what is sent along with it each time costs more than it says.
_COMMA = literal_column("','", String)
_LINE_END = literal_column("'\n'", String)
_NOTHING = literal_column("''", String)
_YES, _NO = literal_column("'1'", String), literal_column("'0'", String)


def rows_told(*columns: Any) -> ColumnElement[str]:
    """Return a column with all rows as one text, for `rows_in`: `select(rows_told(...))`.

    They come in no order. Only the last column may hold commas, and none a line end. NULL becomes
    nothing, and a truth value 1 or 0.
    """
    line = reduce(lambda before, each: before + _COMMA + each, map(_as_text, columns))
    return func.aggregate_strings(line, _LINE_END)  # type: ignore[arg-type]


def _as_text(column: Any) -> ColumnElement[str]:
    if isinstance(column.type, Boolean):
        return case((column, _YES), else_=_NO)
    return func.coalesce(cast(column, String), _NOTHING)


def rows_in(text: str | None, columns: int) -> list[list[str]]:
    """Return the rows of so many columns in a text, none for None."""
    return [line.split(",", columns - 1) for line in text.split("\n")] if text else []


def instant_in(text: str) -> datetime:
    """Return an instant as a database writes it: SQLite without a zone, in UTC."""
    has_zone = "+" in text or "-" in text[10:]
    return datetime.fromisoformat(text if has_zone else f"{text}+00:00")


def instant_or_none(text: str) -> datetime | None:
    """Return the same, None for nothing."""
    return instant_in(text) if text else None
