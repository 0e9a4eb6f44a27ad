"""Migrations go up and down on the database under test, empty and with data."""

from pathlib import Path

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from flask_migrate import downgrade, upgrade

from lms.database import db
from tests.every_table import fill_every_table


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
