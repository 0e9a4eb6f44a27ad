"""A revision that says which release before it can run on its tables keeps its word."""

import pytest
from alembic.script import ScriptDirectory
from flask_migrate import upgrade

from lms.database.binding import MIGRATIONS
from tests.migrations.additive import tables_now, what_stops_the_release_before

COLUMN = 'sa.Column("planted", sa.String(20){})'
SCRIPTS = list(ScriptDirectory(str(MIGRATIONS)).walk_revisions())
ROLLING = [script for script in SCRIPTS if getattr(script.module, "works_with", None)]


def test_every_revision_that_says_so_keeps_what_the_release_before_needs(bare_app):
    for script in ROLLING[::-1]:
        assert script.module.works_with == script.down_revision
        upgrade(revision=script.down_revision)
        before = tables_now()
        upgrade(revision=script.revision)

        assert what_stops_the_release_before(before, tables_now()) == [], script.revision


@pytest.mark.parametrize(
    "additive",
    [
        f'op.add_column("person", {COLUMN.format("")})',
        f'op.add_column("person", {COLUMN.format(", nullable=False, server_default=chr(48)")})',
        f'op.create_table("planted", {COLUMN.format(", nullable=False")})',
        'op.create_index("ix_person_position", "person", ["position"])',
    ],
)
def test_what_only_adds_stops_nobody(made_app, plant, additive):
    assert stops_of(plant(additive)) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ('op.drop_table("lesson_done")', "lesson_done.id is gone"),
        ('op.drop_column("lesson_done", "done_at")', "lesson_done.done_at is gone"),
        (
            f'op.add_column("lesson_done", {COLUMN.format(", nullable=False")})',
            "lesson_done.planted must be filled",
        ),
        (
            'op.create_index("uq_done", "lesson_done", ["lesson_id"], unique=True)',
            "lesson_done: uq_done refuses what was taken before",
        ),
        (
            'with op.batch_alter_table("lesson_done") as table:\n'
            '    table.alter_column("lesson_id", type_=sa.String(7))',
            "lesson_done.lesson_id is another",
        ),
    ],
)
def test_what_takes_away_or_asks_for_more_does(made_app, plant, change, said):
    assert said in stops_of(plant(change))


def stops_of(folder: str) -> list[str]:
    before = tables_now()
    upgrade(folder)
    return what_stops_the_release_before(before, tables_now())
