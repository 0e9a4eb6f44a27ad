"""Every table goes along, or it is said that it stays."""

import sqlalchemy as sa

from lms.database import db
from lms.features import FEATURES
from lms.lending.queries import rows_of_program, target_of
from lms.lending.scope import EMPTIED, LEADS_BY, OF_PEOPLE, PERSON, ROOT, SHARED, STAYS
from lms.workshops.models import Program, Workshop
from tests.every_table import fill_every_table


def test_every_table_has_its_place():
    assert FEATURES  # importing them has loaded every table
    going = {ROOT, PERSON, *LEADS_BY, *OF_PEOPLE, *SHARED}
    assert set(db.metadata.tables) == going | STAYS
    assert not going & STAYS


def test_what_leads_to_the_program_goes_along_itself():
    for name, leading in LEADS_BY.items():
        target = target_of(db.metadata.tables[name].c[leading])
        assert target in {ROOT, *LEADS_BY} or (name, leading) == ("audit_entry", "workshop_id")


def test_nothing_that_goes_along_must_refer_to_what_stays():
    for name in {*LEADS_BY, *OF_PEOPLE, *SHARED, PERSON}:
        for column in db.metadata.tables[name].columns:
            assert target_of(column) not in STAYS, f"{name}.{column.name}"


def test_with_a_program_go_its_rows_and_nobody_elses(app):
    fill_every_table()

    with db.engine.connect() as connection:
        found = rows_of_program(connection, 1)

    ids = {name: [row["id"] for row in rows] for name, rows in found.items()}
    assert ids == {key: [1] for key in ids} | {"course_attachment": []}


def test_lent_and_brought_back_untouched_every_row_is_what_it_was(app, lend):
    fill_every_table()
    db.session.execute(sa.update(Program).values(lent_at=None, is_rehearsal=False))
    db.session.execute(sa.update(Workshop).values(rests_since=None))
    db.session.execute(sa.delete(db.metadata.tables["program_loan"]))
    db.session.commit()
    before = everything()

    lent = lend(db.session.get_one(Program, 1))
    with lent.laptop.app_context():
        there = everything()
    told = lent.bring_back()

    after = everything()
    of_loans = {"program_loan", "audit_entry", "kept_account"}
    assert {name: rows for name, rows in after.items() if name not in of_loans} == {
        name: rows for name, rows in before.items() if name not in of_loans
    }
    assert "New: -" in told
    gone = {name for name, _column in EMPTIED} | SHARED | {"audit_entry"}
    for name in {*LEADS_BY, *OF_PEOPLE} - gone:
        assert there[name] == before[name][:1], name


def everything():
    with db.engine.connect() as connection:
        return {
            table.name: connection.execute(sa.select(table).order_by(table.c.id)).all()
            for table in db.metadata.sorted_tables
        }
