"""The parts every test may ask for."""

import contextvars
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from werkzeug.datastructures import Headers

from lms import create_app
from lms.database import db
from lms.people.models import Person
from lms.prepared import Prepared
from lms.workshops.models import Workshop
from tests.factories import NOW, a_staff_member, a_workshop, sign_in_token

pytest_plugins = ["tests.plugin"]
POSTGRESQL = os.environ.get("LMS_TEST_DATABASE_URL", "")
CHEAP = {"ARGON2_TIME_COST": 1, "ARGON2_MEMORY_KIB": 8, "TESTING": True, "SECRET_KEY": "test"}


def assert_safe(headers: Headers) -> None:
    """Fail unless an answer carries the policy and the headers that every answer has to carry.

    Only the browser's own viewer of a PDF, which is no page of ours, may style itself.
    """
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy or headers["Content-Type"] == "application/pdf"
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


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database made by the migrations; each test gets a copy."""
    if POSTGRESQL:
        yield from _postgresql_template()
        return
    path = tmp_path_factory.mktemp("template") / "lms.sqlite3"
    _migrate(f"sqlite:///{path}", tmp_path_factory.mktemp("instance"))
    yield str(path)  # noqa: PT022 (a generator on the other database)


def _postgresql_template() -> Iterator[str]:
    name = f"lms_test_{secrets.token_hex(4)}"
    url = sa.make_url(POSTGRESQL)
    with _administration(url) as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    own = url.set(database=name).render_as_string(hide_password=False)
    app = create_app(DATABASE_URL=own, **CHEAP)
    with app.app_context():
        upgrade()
        db.engine.dispose()
    yield own
    with _administration(url) as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def _administration(url: sa.URL) -> Iterator[sa.Connection]:
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def _migrate(url: str, instance: Path) -> None:
    app = create_app(str(instance), DATABASE_URL=url, **CHEAP)
    with app.app_context():
        upgrade()
        db.engine.dispose()


@pytest.fixture(scope="session")
def house(empty_database: str, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application that all tests of a process share: making one takes longer than most tests.

    Its database is emptied between tests. What changes the application itself makes its own.
    """
    folder = tmp_path_factory.mktemp("house")
    url = empty_database if POSTGRESQL else f"sqlite:///{folder / 'lms.sqlite3'}"
    app = create_app(str(folder), DATABASE_URL=url, WTF_CSRF_ENABLED=False, **CHEAP)
    app.test_client_class = Browser
    return app


@pytest.fixture
def database_url(house: Flask, empty_database: str) -> str:
    """The address of a database that is empty when the test begins."""
    url: str = house.config["DATABASE_URL"]
    if not POSTGRESQL:
        path = Path(sa.make_url(url).database or "")
        for left in path.parent.glob(f"{path.name}*"):
            left.unlink()
        shutil.copy(empty_database, path)
    return url


@pytest.fixture
def app(
    house: Flask, database_url: str, tmp_path: Path, at: Callable[[datetime], None]
) -> Iterator[Flask]:
    """The application on an empty database, with cheap hashes and without form tokens."""
    settings = dict(house.config)
    house.config["UPLOADS_FOLDER"] = str(tmp_path / "uploads")
    yield house
    house.config.clear()
    house.config.update(settings)
    with house.app_context():
        leave()


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


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    """A browser nobody has signed in with yet."""
    return app.test_client()


@pytest.fixture
def at() -> Iterator[Callable[[datetime], None]]:
    """Move the clock: `at(NINE)`. It stands at NOW until then."""
    travellers = [time_machine.travel(NOW, tick=False)]
    travellers[0].start()

    def move(instant: datetime) -> None:
        travellers.append(time_machine.travel(instant, tick=False))
        travellers[-1].start()

    yield move
    for traveller in reversed(travellers):
        traveller.stop()


@pytest.fixture
def workshop(app: Flask) -> Iterator[Workshop]:
    """A workshop whose days are all laid out."""
    with app.app_context():
        yield a_workshop()


@pytest.fixture
def trainer(workshop: Workshop, browser: Any) -> Person:
    """The trainer of the workshop, signed in on the browser."""
    person = a_staff_member(workshop)
    browser.sign_in(person)
    return person


@pytest.fixture
def statements(app: Flask) -> Callable[[], Any]:
    """Count SQL statements: `with statements() as seen: …; len(seen)`."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        seen: list[str] = []
        engine = db.engine
        straight_to_the_driver = Prepared.first

        def first(prepared: Prepared, given: Any) -> Any:
            seen.append(str(prepared))
            return straight_to_the_driver(prepared, given)

        def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if not statement.startswith("BEGIN"):
                seen.append(statement)

        sa.event.listen(engine, "before_cursor_execute", note)
        try:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(Prepared, "first", first)
                yield seen
        finally:
            sa.event.remove(engine, "before_cursor_execute", note)

    return counting
