"""`flask db …`: what it says, the backup it makes, and what it refuses."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask_migrate import downgrade, upgrade

from lms.database import db
from tests.constants import NOW
from tests.databases import POSTGRESQL
from tests.every_table import fill_every_table
from tests.migrations.releases import HEAD

ADD_A_NOTE = """op.add_column("person", sa.Column("planted", sa.String(20)))"""
DROP_IT = """op.drop_column("person", "planted")"""


def run(app, *words: str) -> tuple[int, str]:
    """Return exit code and all that a command says, as a terminal would show it."""
    result = app.test_cli_runner().invoke(args=["db", *words])
    return result.exit_code, result.output


def test_check_says_that_tables_and_models_agree(made_app):

    code, said = run(made_app, "check")

    assert code == 0
    assert "Tables and models agree." in said


def test_check_says_in_words_what_differs(made_app, caplog):
    with db.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE person ADD COLUMN planted VARCHAR(20)")
        connection.exec_driver_sql("DROP TABLE lesson_done")

    code, _said = run(made_app, "check")

    assert code == 1
    assert "in the database and not in the models: column person.planted" in caplog.text
    assert "in the models and not in the database: table lesson_done" in caplog.text


def test_check_tells_that_the_tables_are_behind(bare_app, caplog):
    code, _said = run(bare_app, "check")

    assert code == 1
    assert "not up to date" in caplog.text


def test_the_first_upgrade_needs_no_backup(bare_app):
    _code, said = run(bare_app, "upgrade")

    assert "Backup" not in said
    assert backups(bare_app) == []


def test_an_upgrade_makes_a_verified_backup_first(made_app, plant, capsys):
    fill_every_table()
    upgrade(plant(ADD_A_NOTE))

    (backup,) = backups(made_app)
    manifest = json.loads((backup / "manifest.json").read_text())
    assert f"Backup, made and verified: {backup}" in capsys.readouterr().out
    assert backup.name.endswith(f"-{HEAD}")
    assert manifest["copied"]["revision"] == HEAD
    assert manifest["copied"]["rows"]["person"] == 2


def test_going_back_makes_a_backup_as_well(made_app, plant):
    folder = plant(ADD_A_NOTE, DROP_IT)
    upgrade(folder)
    downgrade(folder)

    assert [backup.name.rpartition("-")[2] for backup in backups(made_app)] == [HEAD, "planted"]


def test_no_second_backup_where_nothing_is_to_be_done(made_app):
    upgrade()
    run(made_app, "check")
    run(made_app, "current")

    assert backups(made_app) == []


def test_without_a_backup_nothing_is_changed(made_app, plant, caplog):
    Path(made_app.instance_path, "backups").write_text("a file where the folder should be")

    with pytest.raises(SystemExit) as ended:
        upgrade(plant(ADD_A_NOTE))

    assert ended.value.code == 1
    assert "no backup could be made" in caplog.text
    assert "planted" not in columns("person")


def test_tables_of_another_version_are_refused_in_words(made_app, plant, caplog):
    upgrade(plant(ADD_A_NOTE))

    code, _said = run(made_app, "upgrade")

    assert code == 1
    assert f"at revision planted, which this release, at {HEAD}, does not know" in caplog.text


@pytest.mark.skipif(bool(POSTGRESQL), reason="PostgreSQL changes a table where it is")
def test_a_table_can_be_made_anew_without_losing_what_refers_to_it(made_app, plant):
    fill_every_table()
    anew = 'with op.batch_alter_table("person", recreate="always") as table:\n'
    upgrade(plant(anew + '    table.add_column(sa.Column("planted", sa.String(20)))'))

    for table in db.metadata.sorted_tables:
        assert db.session.scalar(sa.select(sa.func.count()).select_from(table)) == 2, table.name


@pytest.mark.skipif(not POSTGRESQL, reason="a change of tables queues on PostgreSQL alone")
def test_who_is_in_the_way_of_an_upgrade_is_told_soon(made_app, plant, caplog):
    folder = Path(plant(ADD_A_NOTE, DROP_IT))
    env = (folder / "env.py").read_text()
    (folder / "env.py").write_text(env.replace('LOCK_TIMEOUT = "10s"', 'LOCK_TIMEOUT = "100ms"'))

    with db.engine.connect() as other:
        other.execute(sa.select(sa.func.count()).select_from(db.metadata.tables["person"]))
        code, _said = run(made_app, "upgrade", "--directory", str(folder))

    assert code == 1
    assert "Another connection has held a table for 100ms; nothing was changed" in caplog.text


def test_foreign_keys_hold_again_after_an_upgrade(made_app):
    upgrade()
    nobodys = {"person_id": 7, "token": "x", "made_at": NOW}

    with pytest.raises(sa.exc.IntegrityError), db.engine.begin() as connection:
        connection.execute(sa.insert(db.metadata.tables["calendar_feed"]).values(nobodys))


def test_an_upgrade_that_leaves_a_reference_to_nothing_is_taken_back(made_app, plant, caplog):
    fill_every_table()
    with pytest.raises((SystemExit, sa.exc.IntegrityError)):
        upgrade(plant('op.execute("DELETE FROM person WHERE id = 1")'))

    assert db.session.scalar(sa.text("SELECT count(*) FROM person")) == 2


def backups(app) -> list[Path]:
    return sorted(Path(app.instance_path, "backups").glob("*"))


def columns(table: str) -> set[str]:
    return {column["name"] for column in sa.inspect(db.engine).get_columns(table)}
