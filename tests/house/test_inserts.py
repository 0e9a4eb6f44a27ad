"""Inserts that meet a row already there, and two requests of one moment that add the same."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, UniqueConstraint, insert, inspect, select
from sqlalchemy.exc import IntegrityError

import lms
from lms import create_app
from lms.access import PUBLIC, requires
from lms.database import db, insert_or_update, insert_unless_there, is_unique_violation
from lms.people.models import Cooperative, Person
from tests.application import CHEAP, leave
from tests.constants import NOW

ONE = {"name": "KSP Satu", "key": "satu", "subdistrict": "", "district": ""}
PERSON = {"name": "Wayan", "email": "w@example.org", "participant_code": "SAMA1", "created_at": NOW}
PACKAGE = Path(lms.__file__).parent
ANSWERED_409 = {
    ("exercise_try", ("enrolment_id", "client_key")),
    ("exercise_try", ("sitting_id", "place")),
}
"""Conflicts that could be met beside the expected one: `tests/practice/sitting/test_sitting.py`."""


def uses() -> Iterator[tuple[Table, tuple[str, ...]]]:
    """Find every ON CONFLICT of the product: its table, and the columns of the expected one."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"insert_unless_there", "insert_or_update"}
            ):
                parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
                named = vars(import_module(".".join(parts)))
                table, key = node.args[:2]
                model = table.value if isinstance(table, ast.Attribute) else table
                yield inspect(named[model.id]).local_table, _value(key, named)


def _value(node: ast.expr, named: dict[str, Any]) -> tuple[str, ...]:
    return tuple(named[node.id] if isinstance(node, ast.Name) else ast.literal_eval(node))


def uniques_of(table: Table) -> set[tuple[str, ...]]:
    constraints = [each for each in table.constraints if isinstance(each, UniqueConstraint)]
    indexes = [each for each in table.indexes if each.unique]
    return {tuple(column.name for column in each.columns) for each in (*constraints, *indexes)}


@pytest.fixture
def app(database_url: str, tmp_path: Path, at: object):
    """An application of its own, for a route is added to it."""
    app = create_app(str(tmp_path), DATABASE_URL=database_url, WTF_CSRF_ENABLED=False, **CHEAP)
    with app.test_request_context():
        yield app
    with app.app_context():
        leave()


def names() -> list[str]:
    return list(db.session.scalars(select(Cooperative.name)))


def test_a_row_that_is_there_stays_as_it_is(app):
    added = insert_unless_there(Cooperative, ("key",)).returning(Cooperative.id)

    first = db.session.execute(added.values(ONE)).all()
    second = db.session.execute(added.values(ONE | {"name": "KSP Dua"})).all()

    assert (len(first), len(second)) == (1, 0)
    assert names() == ["KSP Satu"]


def test_or_takes_over_what_is_to_change(app):
    changing = insert_or_update(Cooperative, ("key",), changed=("name",))

    db.session.execute(changing.values(ONE))
    db.session.execute(changing.values(ONE | {"name": "KSP Dua", "district": "Badung"}))

    assert names() == ["KSP Dua"]
    assert db.session.scalars(select(Cooperative.district)).all() == [""]


def test_another_conflict_than_the_expected_one_is_not_passed_over(app):
    added = insert_unless_there(Person, ("participant_code",))
    signs_in_by_email = PERSON | {"password_hash": "hash"}
    db.session.execute(added.values(signs_in_by_email))

    with pytest.raises(IntegrityError) as caught, db.session.begin_nested():
        db.session.execute(added.values(signs_in_by_email | {"participant_code": "LAIN2"}))

    assert is_unique_violation(caught.value)


def test_a_row_that_is_wrong_in_itself_is_no_such_conflict(app):
    with pytest.raises(IntegrityError) as caught, db.session.begin_nested():
        db.session.execute(insert(Cooperative).values(ONE | {"name": None}))

    assert not is_unique_violation(caught.value)


@pytest.mark.parametrize(("second", "status"), [({}, 409), ({"key": "dua", "name": None}, 500)])
def test_who_comes_second_is_told_so_and_a_bug_stays_a_bug(app, browser, second, status):
    @app.post("/trial")
    @requires(PUBLIC)
    def view() -> str:
        db.session.execute(insert(Cooperative).values(ONE))
        db.session.execute(insert(Cooperative).values(ONE | second))
        return "added"

    app.config["PROPAGATE_EXCEPTIONS"] = False

    assert browser.post("/trial").status_code == status
    assert names() == []


def test_no_other_conflict_can_be_met_than_those_that_are_answered_409():
    found = list(uses())
    beside = {
        (table.name, columns)
        for table, key in found
        for columns in uniques_of(table)
        if columns != key
    }

    assert [table.name for table, key in found if key not in uniques_of(table)] == []
    assert len(found) > 10
    assert beside == ANSWERED_409
