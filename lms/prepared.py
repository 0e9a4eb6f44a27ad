"""Statements that are asked all the time, put into words once.

SQLAlchemy makes of a statement, each time it is asked, what the database understands, and of the
answer what Python understands; that takes three times as long as the answer. Here SQLAlchemy works
both out once, and asking goes straight to the driver.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Numeric, Select
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.exc import DBAPIError

from lms.database import db

_Process = Callable[[Any], Any] | None


class _Words(NamedTuple):
    """A statement as one kind of database understands it."""

    statement: str
    always: dict[str, Any]  # values that are the same each time, by name
    writers: dict[str, _Process]  # what makes of a value that is given one for the driver
    order: list[str] | None  # of the values, where the driver wants them without names
    readers: Sequence[_Process]  # what makes of each column a value for us


class Prepared:
    """A statement that reads columns: all that a request asks, or the first thing it asks.

    It is asked beside the session, so it sees nothing that was not committed.
    """

    def __init__(self, query: Select[*tuple[Any, ...]]) -> None:
        self._query = query
        self._words: dict[str, _Words] = {}

    def __str__(self) -> str:
        return str(self._query)

    def first(self, given: Mapping[str, Any]) -> list[Any] | None:
        """Return the first row as SQLAlchemy would, None if there is none.

        Raises the DBAPIError that SQLAlchemy would.
        """
        engine = db.engine
        words = self._words.get(engine.dialect.name)
        if words is None:
            words = self._words[engine.dialect.name] = _words(self._query, engine.dialect)
        try:
            row = _asked(engine, words, given)
        except engine.dialect.loaded_dbapi.Error as problem:
            base = engine.dialect.loaded_dbapi.Error
            raise DBAPIError.instance(words.statement, None, problem, base) from problem
        if row is None:
            return None
        columns = zip(words.readers, row, strict=True)
        return [read(value) if read else value for read, value in columns]


def _asked(engine: Engine, words: _Words, given: Mapping[str, Any]) -> Any:
    values: Any = dict(words.always)
    for name, write in words.writers.items():
        values[name] = write(given[name]) if write else given[name]
    if words.order is not None:
        values = [values[name] for name in words.order]
    connection: Any = engine.raw_connection()
    try:
        return connection.driver_connection.execute(words.statement, values).fetchone()
    finally:
        connection.close()


def _words(query: Select[*tuple[Any, ...]], dialect: Dialect) -> _Words:
    """Raises ValueError for what cannot be worked out beforehand."""
    compiled = query.compile(dialect=dialect)
    if compiled.post_compile_params or compiled.literal_execute_params:
        raise ValueError(f"some values are written into the statement each time: {compiled}")
    if any(isinstance(column.type, Numeric) for column in query.selected_columns):
        raise ValueError("how a decimal number is read depends on the answer")
    always: dict[str, Any] = {}
    writers: dict[str, _Process] = {}
    for name, value in compiled.params.items():
        parameter = compiled.binds[name]
        write = parameter.type.dialect_impl(dialect).bind_processor(dialect)
        if parameter.required:
            writers[name] = write
        else:
            always[name] = write(value) if write else value
    readers = [
        column.type.dialect_impl(dialect).result_processor(dialect, None)
        for column in query.selected_columns
    ]
    return _Words(compiled.string, always, writers, compiled.positiontup, readers)
