"""Which tables a server starts on, and two releases side by side during a rolling change."""

import subprocess
import sys

import pytest
import sqlalchemy as sa
from flask_migrate import upgrade

from lms.database import db
from lms.database.revisions import problem_with, refuse_other_tables
from lms.people.models import Person
from lms.wsgi import served_app
from tests.every_table import fill_every_table
from tests.factories import a_person
from tests.migrations.releases import HEAD

ADD_A_NOTE = """op.add_column("person", sa.Column("planted", sa.String(20)))"""
KNOWN = ["0002", "0001"]


def test_a_server_starts_on_the_tables_it_knows_as_the_newest():
    assert problem_with("0002", KNOWN) is None


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (None, "no tables yet. Make them: flask --app lms db upgrade"),
        ("0001", "at revision 0001, and this release needs 0002"),
        ("0003", "at revision 0003, which this release, at 0002, does not know"),
    ],
)
def test_it_refuses_others_and_says_which_command_to_run(found, said):
    assert said in (problem_with(found, KNOWN) or "")


def test_it_starts_on_the_one_revision_ahead_that_it_was_told_of():
    assert problem_with("0003", KNOWN, ahead="0003") is None
    assert problem_with("0004", KNOWN, ahead="0003") is not None
    assert problem_with("0001", KNOWN, ahead="0003") is not None


def test_no_server_starts_on_a_database_without_tables(bare_app):
    with pytest.raises(RuntimeError, match="flask --app lms db upgrade"):
        served_app(bare_app.instance_path, DATABASE_URL=bare_app.config["DATABASE_URL"])


def test_gunicorn_ends_with_these_words_and_no_traceback(tmp_path):
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py"]
    application = f"lms.wsgi:served_app({str(tmp_path)!r})"
    ended = subprocess.run([*command, application], capture_output=True, text=True, timeout=60)

    assert ended.returncode == 1
    assert "flask --app lms db upgrade" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_database_that_cannot_be_reached_stops_no_server(tmp_path, caplog):
    nowhere = "postgresql+psycopg://nobody@127.0.0.1:9/none"
    served_app(str(tmp_path), DATABASE_URL=nowhere)

    assert "The revision of the tables is not checked" in caplog.text


def test_during_a_rolling_change_the_release_before_goes_on(made_app, plant):
    fill_every_table()
    upgrade(plant(ADD_A_NOTE, works_with=HEAD))
    made_app.config["NEXT_REVISION"] = "planted"

    refuse_other_tables()
    person = a_person("Wayan")
    db.session.commit()
    db.session.get_one(Person, 1).name = "Made"
    db.session.delete(person)
    db.session.commit()

    for mapper in db.Model.registry.mappers:
        rows = db.session.scalars(sa.select(mapper.class_)).all()
        assert len(rows) >= 2, mapper.class_.__name__
