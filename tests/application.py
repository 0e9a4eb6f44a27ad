"""The application for tests, and the databases it runs on.

Tests do not import this: its parts come through the fixtures in `conftest.py`, which load it when
the first of them asks. So the test of a rule starts without Flask and the database.
"""

import contextvars
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from jinja2 import FileSystemBytecodeCache
from werkzeug.datastructures import Headers

from lms.database import db
from lms.factory import create_app
from lms.people.models import Person
from tests.databases import POSTGRESQL
from tests.factories import sign_in_token

CHEAP = {"ARGON2_TIME_COST": 1, "ARGON2_MEMORY_KIB": 8, "TESTING": True, "SECRET_KEY": "test"}

# Tests leap over days in which people would have gone on using the product.
AWAKE = {"SESSION_IDLE_DAYS": 365, "STAFF_IDLE_HOURS": 365 * 24}


def assert_safe(headers: Headers) -> None:
    """Fail unless an answer carries the policy and the headers that every answer has to carry.

    Only the browser's own viewer of a PDF, which is no page of ours, may style itself.
    """
    policy = headers["Content-Security-Policy"]
    for directive in ("default-src", "frame-ancestors", "base-uri"):
        assert f"{directive} 'none'" in policy
    assert "unsafe" not in policy or headers["Content-Type"] == "application/pdf"
    kind = headers.get("Content-Type", "")
    assert not kind.startswith("text/") or kind.endswith("charset=utf-8"), kind
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    for cookie in headers.getlist("Set-Cookie"):
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


class Browser(FlaskClient):
    """A browser for one person; every request runs in a context of its own.

    What it is answered is safe: `assert_safe`.
    """

    def open(self, *args: Any, **kwargs: Any) -> Any:
        db.session.commit()
        try:
            answer = contextvars.Context().run(super().open, *args, **kwargs)
        finally:
            db.session.rollback()
        assert_safe(answer.headers)
        return answer

    def sign_in(self, person: Person) -> "Browser":
        """Sign `person` in without asking for a secret."""
        token = sign_in_token(person)
        with self.session_transaction() as session:
            session["_user_id"] = token
            session["_fresh"] = True
        return self


@contextmanager
def migrated_house(folder: Path, templates: Path) -> Iterator[Flask]:
    """Make an application in `folder` on a new database that the migrations have made.

    Its compiled templates are in the folder `templates`.
    """
    with _new_database(folder) as url:
        app = create_app(str(folder), DATABASE_URL=url, WTF_CSRF_ENABLED=False, **CHEAP, **AWAKE)
        app.test_client_class = Browser
        app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(templates))
        with app.app_context():
            if not POSTGRESQL:
                sa.event.listen(db.engine, "connect", _do_not_wait_for_the_disk)
            upgrade()
            db.engine.dispose()
        yield app


def _do_not_wait_for_the_disk(connection: Any, _record: Any) -> None:
    """Let the test's own connections not wait: no test outlives a power cut.

    Those of a server under test have what production has.
    """
    connection.execute("PRAGMA synchronous=OFF")


@contextmanager
def _new_database(folder: Path) -> Iterator[str]:
    if not POSTGRESQL:
        yield f"sqlite:///{folder / 'lms.sqlite3'}"
        return
    name = f"lms_test_{secrets.token_hex(4)}"
    url = sa.make_url(POSTGRESQL)
    with _administration(url) as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
        # No test outlives a power cut.
        connection.exec_driver_sql(f"ALTER DATABASE {name} SET synchronous_commit = off")
    yield url.set(database=name).render_as_string(hide_password=False)
    with _administration(url) as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def _administration(url: sa.URL) -> Iterator[sa.Connection]:
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def keep_empty_file(app: Flask) -> Path | None:
    """Keep a copy of the database as the migrations have left it; PostgreSQL has no such file."""
    if POSTGRESQL:
        return None
    path = _file_of(app)
    return shutil.copy(path, path.with_name("empty.sqlite3"))


def put_back(app: Flask, empty: Path | None) -> None:
    """Put the empty database in the place of the one that the last test has used."""
    if empty is not None:
        _put(empty, _file_of(app))


def put_at(empty: Path, engine: sa.Engine) -> None:
    """Put the empty database where an engine finds its own: the migrations would do the same."""
    engine.dispose()
    _put(empty, Path(engine.url.database or ""))


def _put(empty: Path, path: Path) -> None:
    for left in path.parent.glob(f"{path.name}*"):
        left.unlink()
    shutil.copy(empty, path)


def _file_of(app: Flask) -> Path:
    return Path(sa.make_url(app.config["DATABASE_URL"]).database or "")


def leave() -> None:
    """Let go of the database, and empty it where the next test gets the same."""
    db.session.remove()
    if POSTGRESQL:
        _empty_all_tables()
    db.engine.dispose()


def _empty_all_tables() -> None:
    """Delete what the test has left; TRUNCATE of all tables would take ten times as long."""
    tables = db.metadata.sorted_tables
    filled = sa.union_all(
        *(sa.select(sa.literal(t.name)).where(sa.exists(sa.select(t.c.id))) for t in tables)
    )
    counters = "SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL"
    with db.engine.begin() as connection:
        names = set(connection.scalars(filled))
        for table in reversed(tables):
            if table.name in names:
                connection.execute(sa.delete(table))
        for name in connection.scalars(sa.text(counters)).all():
            connection.exec_driver_sql(f'ALTER SEQUENCE "{name}" RESTART')


@contextmanager
def counting_statements() -> Iterator[list[str]]:
    """Collect the SQL statements that are sent while the block lasts."""
    seen: list[str] = []
    engine = db.engine

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
