"""Statements that go straight to the driver say what SQLAlchemy would have said."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from lms.database import db
from lms.people.models import Person, Standing
from lms.prepared import Prepared
from tests.constants import NOW
from tests.factories import a_person

_BY_NAME = (
    sa.select(
        Person.id,
        Person.name,
        Person.standing,
        Person.may_be_written_to,
        Person.created_at,
        Person.tour_settled_at,
        sa.literal("always") + "!",
    )
    .where(Person.name == sa.bindparam("name"), Person.created_at <= sa.bindparam("now"))
    .order_by(Person.id)
)


def _given(name: str) -> dict[str, object]:
    return {"name": name, "now": NOW + timedelta(days=1)}


@pytest.mark.parametrize("name", ["Ni Luh Sari", "%s? O'Neill :now"])
def test_a_prepared_statement_finds_what_sqlalchemy_finds(app, name):
    a_person(name="Somebody else")
    a_person(name=name, tour_settled_at=NOW)

    found = Prepared(_BY_NAME).first(_given(name))

    assert found == list(db.session.execute(_BY_NAME, _given(name)).one())
    assert found[1:3] == [name, Standing.MEMBER]
    assert found[5] == NOW


def test_a_prepared_statement_may_find_nothing(app):
    assert Prepared(_BY_NAME).first(_given("Nobody")) is None


def test_a_prepared_statement_is_asked_anew_each_time(app):
    by_name = Prepared(_BY_NAME)
    before = by_name.first(_given("Made"))
    a_person(name="Made")

    assert before is None
    assert by_name.first(_given("Made"))[1] == "Made"


def test_a_prepared_statement_does_not_see_what_is_not_committed(app):
    by_name = Prepared(_BY_NAME)
    a_person(name="Wayan").name = "Made"
    db.session.flush()

    assert by_name.first(_given("Made")) is None


def test_a_prepared_statement_gives_its_connection_back(app):
    a_person(name="Made")

    assert Prepared(_BY_NAME).first(_given("Made"))
    assert db.engine.pool.checkedout() == 0


def test_what_goes_wrong_is_told_as_sqlalchemy_tells_it(app):
    missing = sa.select(sa.literal_column("no_such_column")).select_from(Person)
    a_person(name="Wayan").name = "Made"
    db.session.flush()  # a writer is at work meanwhile

    with pytest.raises(sa.exc.DBAPIError, match="no_such_column"):
        Prepared(missing).first({})
    db.session.rollback()
    assert db.engine.pool.checkedout() == 0


@pytest.mark.parametrize(
    ("query", "why"),
    [
        (sa.select(Person.id).where(Person.id.in_([1, 2])), "each time"),
        (sa.select(sa.cast(sa.literal("1.5"), sa.Numeric)), "decimal number"),
    ],
)
def test_what_cannot_be_prepared_is_refused_at_once(app, query, why):
    with pytest.raises(ValueError, match=why):
        Prepared(query).first({})
