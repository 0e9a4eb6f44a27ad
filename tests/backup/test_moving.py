"""Everything is carried from a laptop's SQLite to a server's PostgreSQL, and back."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from lms import create_app
from lms.backup.contents import Installation
from lms.backup.manifest import BackupFailed
from lms.backup.moving import move_everything, opened
from lms.database import db
from lms.people.models import Person
from lms.uploads.models import Upload
from lms.uploads.storage import Storage
from lms.workshops.models import Enrolment
from tests.every_table import add_rows, fill_every_table
from tests.factories import a_person, a_workshop, an_enrolment
from tests.quizzes.factories import a_result
from tests.uploads.factories import an_upload


def move(app: Flask, *words: object) -> tuple[int, str]:
    """Return exit code and all that the command says."""
    with app.app_context():  # of several applications in one test
        result = app.test_cli_runner().invoke(args=["data", "move", *map(str, words)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def address_of(app: Flask) -> str:
    with app.app_context():
        return db.engine.url.render_as_string(hide_password=False)


def all_rows(app: Flask) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table; by itself, for its connection remembers the tables before."""
    with app.app_context(), db.engine.connect() as connection:
        return {
            table.name: [
                tuple(row)
                for row in connection.execute(sa.select(table).order_by(table.c.id)).all()
            ]
            for table in db.metadata.sorted_tables
        }


@pytest.fixture
def laptop(tmp_path: Path) -> str:
    """Where a laptop has its database, or will have."""
    return f"sqlite:///{tmp_path}/laptop.sqlite3"


def test_every_row_arrives_on_a_laptop_and_comes_back(app, bare_app, laptop, tmp_path):
    with app.app_context():
        fill_every_table()
        add_rows(db.metadata.tables["answer_save"], range(10, 1_600))
        # A row may refer to another of its table that comes later.
        for place_id, replaces_id in ((2, None), (1, 2)):
            change = sa.update(Enrolment).filter_by(id=place_id)
            db.session.execute(change.values(replaces_id=replaces_id))
        db.session.commit()
    before = all_rows(app)

    there = move(app, "--to", laptop, "--uploads", tmp_path / "there")
    on_laptop = create_app(str(tmp_path / "there"), DATABASE_URL=laptop, TESTING=True)
    back = move(on_laptop, "--to", address_of(bare_app), "--uploads", tmp_path / "back")

    assert (there[0], back[0]) == (0, 0), (there[1], back[1])
    assert all_rows(on_laptop) == before
    assert all_rows(bare_app) == before


def test_a_question_left_empty_arrives(app, laptop, tmp_path):
    a_result()  # handed in without an answer

    code, said = move(app, "--to", laptop, "--uploads", tmp_path / "there")

    assert code == 0, said


def test_who_comes_next_gets_the_next_number(app, bare_app, tmp_path):
    with app.app_context():
        wayan = a_person("Wayan")
        wayan_id = wayan.id
        db.session.commit()

    assert move(app, "--to", address_of(bare_app), "--uploads", tmp_path / "back")[0] == 0

    with bare_app.app_context():
        assert a_person("Kadek", participant_code="K4MP7TXQ").id == wayan_id + 1


def test_photos_go_along(app, laptop, tmp_path):
    workshop, person = a_workshop(), a_person("Wayan", participant_code="K4MP7TXQ")
    an_enrolment(workshop, person)
    token = an_upload(workshop, person).token
    db.session.commit()

    code, said = move(app, "--to", laptop, "--uploads", tmp_path / "there")

    assert code == 0, said
    here, there = Storage(app.config["UPLOADS_FOLDER"]), Storage(tmp_path / "there")
    keys = sorted(there.keys())
    assert keys == [token, f"{token}.small"]
    assert [there.read(key) for key in keys] == [here.read(key) for key in keys]
    assert db.session.scalars(sa.select(Upload.token)).all() == [token]


def test_where_people_are_nothing_is_put(app, tmp_path):
    a_person("Wayan", participant_code="K4MP7TXQ")
    db.session.commit()

    code, said = move(app, "--to", address_of(app), "--uploads", tmp_path / "back")

    assert code == 1
    assert "is not empty (people: 1" in said
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Person)) == 1


def test_a_row_that_arrives_changed_is_found_and_nothing_stays(app, laptop, tmp_path):
    a_person("Wayan", participant_code="K4MP7TXQ")
    db.session.commit()
    target = opened(laptop)

    @sa.event.listens_for(target, "before_cursor_execute", retval=True)
    def spoil(_connection, _cursor, statement, parameters, _context, _many):
        if statement.startswith("INSERT INTO person"):
            parameters = tuple("Made" if value == "Wayan" else value for value in parameters)
        return statement, parameters

    with app.app_context(), pytest.raises(BackupFailed, match="person did not arrive as it was"):
        move_everything(Installation(target, Storage(tmp_path / "there")), Storage(tmp_path / "no"))

    assert sa.inspect(target).get_table_names() == []
    target.dispose()


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("laptop.sqlite3", "no address of a database"),
        ("mysql://root@localhost/lms", "only SQLite and PostgreSQL"),
    ],
)
def test_another_kind_of_database_is_refused_in_words(app, address, told, tmp_path):
    code, said = move(app, "--to", address, "--uploads", tmp_path)

    assert code == 1
    assert told in said
