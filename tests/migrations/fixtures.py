"""The application on a database in which nothing is, and revisions planted for a test."""

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

from lms.database import db
from lms.database.binding import MIGRATIONS
from lms.factory import create_app
from tests.application import CHEAP
from tests.databases import POSTGRESQL
from tests.migrations.releases import HEAD

Plant = Callable[..., str]


@pytest.fixture
def bare_app(tmp_path: Path) -> Iterator[Flask]:
    """The application on a database in which nothing is."""
    with _database(tmp_path) as url:
        yield from _application(tmp_path, url)


@pytest.fixture
def made_app(bare_app: Flask) -> Flask:
    """The application on a database whose tables are those of this release."""
    upgrade()
    return bare_app


def _application(folder: Path, url: str) -> Iterator[Flask]:
    app = create_app(str(folder), DATABASE_URL=url, **CHEAP)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@contextmanager
def _database(folder: Path) -> Iterator[str]:
    if not POSTGRESQL:
        yield f"sqlite:///{folder / 'lms.sqlite3'}"
        return
    name = f"lms_migrations_{secrets.token_hex(4)}"
    engine = sa.create_engine(POSTGRESQL, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
        yield sa.make_url(POSTGRESQL).set(database=name).render_as_string(hide_password=False)
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    engine.dispose()


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    """Add a revision as the next release would: `plant(up, down)`, both Python; returns the folder.

    It is that release's folder of migrations, for `upgrade(directory)`; this release does not know
    the revision, which is called `planted`.
    """

    def planted(up: str, down: str = "pass", works_with: str | None = None) -> str:
        folder = tmp_path / "migrations"
        shutil.copytree(MIGRATIONS, folder, dirs_exist_ok=True)
        lines = [
            "import sys",
            "import sqlalchemy as sa",
            "from alembic import op",
            "revision = 'planted'",
            f"down_revision = {HEAD!r}",
            f"works_with = {works_with!r}",
            *("def upgrade():", *indented(up), "def downgrade():", *indented(down)),
        ]
        (folder / "versions" / "planted.py").write_text("\n".join(lines))
        return str(folder)

    return planted


def indented(code: str) -> list[str]:
    return [f"    {line}" for line in code.splitlines()]
