"""Migrations go up and down on the database under test, empty and with data."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from flask_migrate import downgrade, upgrade

from lms import create_app
from lms.database import db
from tests.conftest import POSTGRESQL
from tests.every_table import fill_every_table


@pytest.fixture
def bare_app(tmp_path: Path) -> Iterator[Flask]:
    """The application on a database in which nothing is."""
    with bare_database(tmp_path) as url:
        app = create_app(str(tmp_path), DATABASE_URL=url, TESTING=True, SECRET_KEY="test")
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()


@contextmanager
def bare_database(folder: Path) -> Iterator[str]:
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


def tables() -> set[str]:
    return set(sa.inspect(db.engine).get_table_names()) - {"alembic_version"}


def revisions() -> list[str]:
    """Return all revisions, the oldest first."""
    directory = ScriptDirectory(str(Path(current_app.root_path) / "migrations"))
    return [script.revision for script in directory.walk_revisions()][::-1]


def test_up_down_and_up_again_on_an_empty_database(bare_app):
    upgrade()
    downgrade(revision="base")
    assert tables() == set()

    upgrade()
    assert tables() == set(db.metadata.tables)


def test_up_down_and_up_again_with_something_in_every_table(bare_app):
    upgrade()
    fill_every_table()
    assert empty_tables() == []

    downgrade(revision="base")
    assert tables() == set()
    upgrade()
    assert tables() == set(db.metadata.tables)


def test_each_step_back_can_be_taken_forward_again_with_data(bare_app):
    upgrade()
    fill_every_table()
    for revision in revisions()[-2::-1]:
        downgrade(revision=revision)
        upgrade()

    assert tables() == set(db.metadata.tables)


def test_the_migrations_make_what_the_models_describe(bare_app):
    upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, db.metadata) == []


def test_there_is_one_newest_revision(bare_app):
    directory = ScriptDirectory(str(Path(bare_app.root_path) / "migrations"))

    assert len(directory.get_heads()) == 1


def empty_tables() -> list[str]:
    counts = {
        table.name: db.session.scalar(sa.select(sa.func.count()).select_from(table))
        for table in db.metadata.sorted_tables
    }
    db.session.commit()
    return [name for name, number in counts.items() if not number]


def test_migrations_are_found_from_whatever_folder(bare_app, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    upgrade()

    assert tables()
