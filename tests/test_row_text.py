"""Rows that come along as one text are the rows that were there."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from lms.database import db
from lms.people.models import Person
from lms.row_text import instant_in, instant_or_none, rows_in, rows_told
from tests.constants import NOW
from tests.factories import a_person


def _told(*columns: object) -> str | None:
    return db.session.scalar(sa.select(rows_told(*columns)).where(Person.position == "here"))


def test_rows_come_back_as_they_were(app):
    for name, told in (("Made, I", None), ("", NOW)):
        a_person(position="here", tour_settled_at=told).name = name
    a_person(name="elsewhere")
    db.session.commit()

    text = _told(Person.tour_settled_at, Person.may_be_written_to, Person.name)

    found = {(instant_or_none(told), asked, name) for told, asked, name in rows_in(text, 3)}
    assert found == {(None, "0", "Made, I"), (NOW, "0", "")}


def test_no_rows_are_no_text(app):
    assert _told(Person.id) is None
    assert rows_in(None, 1) == []


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-11-26 01:02:03.000004", datetime(2026, 11, 26, 1, 2, 3, 4, UTC)),
        ("2026-11-26 01:02:03+00", datetime(2026, 11, 26, 1, 2, 3, 0, UTC)),
        ("2026-11-26 09:02:03.5+08", datetime(2026, 11, 26, 1, 2, 3, 500_000, UTC)),
        ("2026-11-25 22:02:03-03", datetime(2026, 11, 26, 1, 2, 3, 0, UTC)),
    ],
)
def test_an_instant_is_read_as_either_database_writes_it(text, instant):
    assert instant_in(text) == instant
    assert instant_in(text).utcoffset() is not None


def test_nothing_is_no_instant():
    assert instant_or_none("") is None
    assert instant_in(str(NOW)) - NOW == timedelta(0)
