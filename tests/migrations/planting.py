"""What the fixtures of migrations need of the application."""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from lms.database import db
from lms.database.binding import MIGRATIONS
from lms.factory import create_app
from tests.application import CHEAP
from tests.databases import POSTGRESQL
from tests.migrations.releases import HEAD


@contextmanager
def bare_application(folder: Path) -> Iterator[Flask]:
    """Make the application on a database in which nothing is."""
    with _database(folder) as url:
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


def plant_revision(folder: Path, up: str, down: str, works_with: str | None) -> None:
    """Copy the migrations to `folder`, and write the revision `planted` after the last of them."""
    shutil.copytree(MIGRATIONS, folder, dirs_exist_ok=True)
    lines = [
        "import sys",
        "import sqlalchemy as sa",
        "from alembic import op",
        "revision = 'planted'",
        f"down_revision = {HEAD!r}",
        f"works_with = {works_with!r}",
        *("def upgrade():", *_indented(up), "def downgrade():", *_indented(down)),
    ]
    (folder / "versions" / "planted.py").write_text("\n".join(lines))


def _indented(code: str) -> list[str]:
    return [f"    {line}" for line in code.splitlines()]
