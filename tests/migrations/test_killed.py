"""Whoever is killed in the middle of an upgrade leaves the old tables whole or the new ones."""

import random
import subprocess
import sys
import textwrap
import time
from collections.abc import Sequence
from contextlib import suppress

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_migrate import downgrade, upgrade

from lms.database import db
from lms.database.revisions import revision_of_database
from tests.every_table import add_rows, fill_every_table
from tests.migrations.releases import HEAD

CHANGE = """\
op.add_column("person", sa.Column("planted", sa.String(200)))
op.execute("UPDATE person SET planted = name")
with op.batch_alter_table("answer_save") as table:
    table.add_column(sa.Column("planted", sa.Integer))
    table.create_index("ix_answer_save_planted", ["planted"])
op.execute("UPDATE answer_save SET planted = number")
with op.batch_alter_table("person", recreate="auto") as table:
    table.alter_column("name", type_=sa.String(400))
"""
BACK = """\
with op.batch_alter_table("answer_save") as table:
    table.drop_index("ix_answer_save_planted")
    table.drop_column("planted")
with op.batch_alter_table("person") as table:
    table.alter_column("name", type_=sa.String(120))
    table.drop_column("planted")
"""
WAIT = 'print("half done", flush=True)\nsys.stdin.read()'
UPGRADE = """
    import sys
    from flask_migrate import upgrade
    from lms import create_app
    instance, url, folder = sys.argv[1:]
    with create_app(instance, DATABASE_URL=url).app_context():
        print("begins", flush=True)
        upgrade(folder)
"""
PEOPLE, SAVES = 5_000, 200_000


def upgrading(app: Flask, folder: str) -> subprocess.Popen[str]:
    """Begin an upgrade in a process of its own."""
    arguments = [app.instance_path, app.config["DATABASE_URL"], folder]
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(UPGRADE), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def kill_when_it_says(process: subprocess.Popen[str], words: str) -> None:
    assert process.stdout is not None
    assert any(words in line for line in process.stdout)
    kill(process)


def kill(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def test_killed_in_the_middle_the_old_tables_and_their_rows_are_whole(made_app, plant):
    fill_every_table()
    kill_when_it_says(upgrading(made_app, plant(CHANGE + WAIT)), "half done")

    assert state() == (HEAD, False, {2})
    upgrade(plant(CHANGE))
    assert state() == ("planted", True, {2})


def test_killed_in_the_last_of_several_steps_none_was_taken(bare_app, plant):
    kill_when_it_says(upgrading(bare_app, plant(CHANGE + WAIT)), "half done")

    assert revision_of_database() is None
    assert "person" not in sa.inspect(db.engine).get_table_names()
    upgrade(plant(CHANGE))
    assert state() == ("planted", True, {0})


def test_up_and_down_again_every_row_is_there(made_app, plant):
    fill_every_table()
    folder = plant(CHANGE, BACK)
    upgrade(folder)
    downgrade(folder)

    assert state() == (HEAD, False, {2})


@pytest.mark.long
def test_many_people_and_saves_are_carried_over_and_back_whenever_it_is_killed(made_app, plant):
    fill_every_table()
    tables = db.metadata.tables
    add_rows(tables["person"], range(3, PEOPLE + 1))
    for first in range(3, SAVES + 1, 10_000):
        add_rows(tables["answer_save"], range(first, min(first + 10_000, SAVES + 1)))
    folder = plant(CHANGE, BACK)
    began = time.perf_counter()
    upgrade(folder)
    up = time.perf_counter() - began
    downgrade(folder)
    seconds = time.perf_counter() - began
    whole = {2, PEOPLE, SAVES}
    assert state() == (HEAD, False, whole)

    ends = killed_at_any_moment(made_app, folder, up, times=10)
    upgrade(folder)

    assert state() == ("planted", True, whole)
    assert HEAD in ends
    print(f"up {up:.1f} s, up and down {seconds:.1f} s, killed: {ends}")  # noqa: T201


def killed_at_any_moment(app: Flask, folder: str, seconds: float, times: int) -> Sequence[str]:
    """Kill an upgrade after some time, again and again; return where each left the tables."""
    dice, ends = random.Random(times), []
    for _ in range(times):
        process = upgrading(app, folder)
        assert process.stdout is not None
        process.stdout.readline()
        with suppress(subprocess.TimeoutExpired):  # somewhere in the middle of its work
            process.wait(dice.uniform(0, seconds * 1.2))
        kill(process)
        found = state()
        assert found in [
            (HEAD, False, {2, PEOPLE, SAVES}),
            ("planted", True, {2, PEOPLE, SAVES}),
        ]
        ends.append(str(found[0]))
        if found[0] == "planted":
            downgrade(folder)
    return ends


def state() -> tuple[str | None, bool, set[int]]:
    """Return the revision, whether what it adds is there, and how many rows the tables hold."""
    found = sa.inspect(db.engine)
    is_there = [
        any(column["name"] == "planted" for column in found.get_columns(table))
        for table in ("person", "answer_save")
    ]
    is_there.append(
        "ix_answer_save_planted" in {i["name"] for i in found.get_indexes("answer_save")}
    )
    assert len(set(is_there)) == 1, "half of the change is there"
    with db.engine.connect() as connection:
        counts = {
            connection.scalar(sa.select(sa.func.count()).select_from(table))
            for table in db.metadata.sorted_tables
        }
    return revision_of_database(), is_there[0], counts
