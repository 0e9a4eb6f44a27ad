"""Tables with people in them become those that know of two programs, and go back."""

import pytest
import sqlalchemy as sa
from flask_migrate import downgrade, upgrade

from lms.database import db
from tests.constants import NOW


def execute(statement, **values):
    with db.engine.begin() as connection:
        return connection.execute(sa.text(statement), values)


def a_row_for(name, email, password=None):
    execute(
        "INSERT INTO person (name, email, password_hash, phone, position, note, standing, language,"
        " may_be_written_to, created_at)"
        " VALUES (:name, :email, :password, '', '', '', 'member', 'id', :no, :at)",
        name=name,
        email=email,
        password=password,
        no=False,
        at=NOW,
    )


def emails():
    with db.engine.connect() as connection:
        rows = connection.execute(sa.text("SELECT name, email FROM person ORDER BY id"))
        return [tuple(row) for row in rows]


def test_who_hangs_on_a_person_stays_when_the_table_is_made_anew(bare_app):
    upgrade(revision="0001a")
    a_row_for("Made", "made@example.org")
    execute(
        "INSERT INTO consent (person_id, version, language, given_at)"
        " SELECT id, '1', 'id', :at FROM person",
        at=NOW,
    )

    upgrade()
    downgrade(revision="0001a")
    upgrade()

    assert emails() == [("Made", "made@example.org")]
    with db.engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM consent")) == 1


def test_an_email_of_several_goes_back_to_who_signs_in_with_it(bare_app):
    upgrade()
    a_row_for("Participant", "a@example.org")
    a_row_for("Colleague", "a@example.org", password="hash")
    a_row_for("First", "b@example.org")
    a_row_for("Second", "b@example.org")

    downgrade(revision="0001a")

    assert emails() == [
        ("Participant", None),
        ("Colleague", "a@example.org"),
        ("First", "b@example.org"),
        ("Second", None),
    ]


def test_two_never_sign_in_with_one_email(bare_app):
    upgrade()
    a_row_for("One", "a@example.org", password="hash")

    with pytest.raises(sa.exc.IntegrityError):
        a_row_for("Two", "a@example.org", password="hash")
