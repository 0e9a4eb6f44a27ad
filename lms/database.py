"""The database: typed base class, aware instants, exact fractions, and the one commit.

Two databases, one code. On PostgreSQL a transaction is READ COMMITTED. On SQLite a reading request
begins plainly; a writing one waits at the write gate and begins IMMEDIATE, because a transaction
that reads first and writes later fails under load instead of waiting.
"""

import enum
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from flask import Flask, Response, before_render_template, g, has_request_context, request
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry

from lms.write_gate import WriteGate

try:
    import pysqlite3 as sqlite
except ImportError:
    import sqlite3 as sqlite

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
SAFE_SQLITE = (3, 51, 3)  # older ones can corrupt a WAL database when a commit meets a checkpoint
_RETRYABLE = frozenset({"40001", "40P01"})  # PostgreSQL: serialisation failure, deadlock


class UtcDateTime(sa.TypeDecorator[datetime]):
    """An aware UTC instant; SQLite stores no zone, so it is put back on reading."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        instant: datetime = value
        return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)


class ExactFraction(sa.TypeDecorator[Fraction]):
    """A fraction kept exactly, as `numerator/denominator`: thirds of a point must add up."""

    impl = sa.String(64)
    cache_ok = True

    def process_bind_param(self, value: Fraction | None, dialect: Dialect) -> str | None:
        return None if value is None else str(Fraction(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> Fraction | None:
        return None if value is None else Fraction(value)


def checked_enum(kind: type[enum.StrEnum], name: str | None = None) -> sa.Enum:
    """Return the type of a column that holds a member of `kind`, as the database checks it.

    A table with two columns of one kind needs a `name` for each check.
    """
    return sa.Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda members: [m.value for m in members],
    )


class Base(DeclarativeBase):
    """What every table shares: an id, named constraints, the types above."""

    registry = registry(
        metadata=sa.MetaData(
            naming_convention={
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={
            datetime: UtcDateTime,
            Fraction: ExactFraction,
            dict[str, Any]: sa.JSON,
            list[str]: sa.JSON,
            enum.StrEnum: checked_enum(enum.StrEnum),
        },
    )

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)


db = SQLAlchemy(model_class=Base)
if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model  # Base with what Flask-SQLAlchemy adds, which type checkers cannot see
migrate = Migrate()
_reading: ContextVar[bool] = ContextVar("reading", default=False)


def init_database(app: Flask) -> None:
    """Bind the database named by the settings; on SQLite set up the write gate."""
    url = sa.make_url(app.config["DATABASE_URL"])
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    # Without parameters in its errors, no name, answer or hash gets into a log.
    options: dict[str, Any] = {"hide_parameters": True, "pool_use_lifo": True}
    if url.get_backend_name() == "sqlite":
        seconds = app.config["SQLITE_BUSY_SECONDS"]
        options |= {"module": sqlite, "connect_args": {"timeout": seconds}}
    else:
        options["pool_pre_ping"] = True
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
    db.init_app(app)
    before_render_template.connect(only_read_from_here, app)
    migrations = str(Path(__file__).parent / "migrations")
    migrate.init_app(app, db, directory=migrations, render_as_batch=True, compare_type=True)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            _prepare_sqlite(db.engine, app)


def _prepare_sqlite(engine: Engine, app: Flask) -> None:
    if sqlite.sqlite_version_info < SAFE_SQLITE:
        app.logger.warning(
            "SQLite %s is older than 3.51.3: install the package pysqlite3.", sqlite.sqlite_version
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
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        if _is_reading():
            _by_the_driver(connection, "BEGIN")
            return
        connection.info["gate"] = gate.enter()
        _by_the_driver(connection, "BEGIN IMMEDIATE")

    @sa.event.listens_for(engine, "checkin")
    def checkin(_connection: Any, record: Any) -> None:
        entered = record.info.pop("gate", None)
        if entered is not None:
            gate.leave(entered)


def _by_the_driver(connection: sa.Connection, statement: str) -> None:
    """Say what every request says, and says at the gate, without SQLAlchemy's way around it.

    Raises OperationalError, as SQLAlchemy would.
    """
    try:
        connection.connection.driver_connection.execute(statement)  # type: ignore[union-attr]
    except sqlite.OperationalError as problem:
        raise sa.exc.OperationalError(statement, None, problem) from problem


def _is_reading() -> bool:
    if _reading.get():
        return True
    if not has_request_context():
        return False
    return request.method in SAFE_METHODS or g.get("only_reads", False)


@contextmanager
def reading() -> Iterator[None]:
    """Read inside the block without waiting for the write gate; what was read is let go after it.

    For the slow part of a writing request (checking a PIN), which must not hold up other writers.
    Changes made before it are given up, so it comes first.
    """
    db.session.rollback()
    token = _reading.set(True)
    try:
        yield
    finally:
        db.session.rollback()
        _reading.reset(token)


@contextmanager
def reading_before_writing() -> Iterator[None]:
    """Read inside the block before this request's turn to write comes; keep what was read.

    What the guard asks of every request need not be asked while others wait at the gate.
    """
    g.only_reads = True
    yield
    if _is_asked():
        session = db.session()
        session.expire_on_commit = False
        session.commit()
        session.expire_on_commit = True
    g.only_reads = False


def keep_even_if_refused() -> None:
    """Commit this request's changes although its answer is an error or a page."""
    if has_request_context():
        g.keep_changes = True


def keep_now() -> None:
    """Commit what this request has changed, and only read from here.

    For what is asked for all the time and is short beside its answer: nobody has to wait at the
    gate while that is put together. An error after it takes nothing back, so it comes last.
    """
    db.session.commit()
    g.only_reads = True


def only_read_from_here(*_args: Any, **_kwargs: Any) -> None:
    """Let go of the write gate, for a page is going to be drawn (signal before_render_template).

    A writing request that draws a page was refused, so its changes go, unless they are to be kept.
    """
    if has_request_context() and not _is_reading():
        _settle(keep=g.get("keep_changes", False))
        g.only_reads = True


class TransactionalFlask(Flask):
    """Flask with one commit at the edge: a successful unsafe request keeps what it changed."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return `func`: nothing here is a coroutine, so Flask need not look at each hook."""
        return func

    def dispatch_request(self) -> Response:
        """Run the view and settle its transaction, again if the database asks for it."""
        for tries_left in (2, 1, 0):
            try:
                response = self.make_response(super().dispatch_request())
                done = request.method not in SAFE_METHODS and response.status_code < 400
                _settle(keep=done or g.get("keep_changes", False))
                return response
            except sa.exc.DBAPIError as error:
                db.session.rollback()
                if not tries_left or getattr(error.orig, "sqlstate", None) not in _RETRYABLE:
                    raise
        raise AssertionError("unreachable")


def _is_asked() -> bool:
    """Whether there is anything to be kept or let go; most of what is asked often needs none."""
    return db.session.registry.has() and db.session().in_transaction()


def _settle(*, keep: bool) -> None:
    if not _is_asked():
        return
    if keep:
        db.session.commit()
    else:
        db.session.rollback()
