"""`flask workshop import FILE --workshop CODE --preview --json`."""

import json

import pytest
from sqlalchemy import func, select

from lms.database import db
from lms.enrolment.importing.sheets import read_list
from lms.people.models import Person
from tests.enrolment.factories import MESSY, a_workbook
from tests.factories import a_program, a_workshop

EXPECTED = {
    "created": 35,
    "skipped": 1,
    "held": 1,
    "warnings": {
        "district_filled": 1,
        "district_mismatch": 1,
        "email_invalid": 1,
        "email_missing": 2,
        "phone_double": 1,
        "phone_letter_o": 1,
        "phone_shared": 1,
        "phone_unrecoverable": 1,
        "phone_zero_restored": 1,
        "workshop_filled_down": 11,
    },
    "ignored": {
        "titles": 2,
        "blank": 2,
        "totals": 1,
        "headers": 0,
        "signatures": [],
        "sheets": 0,
    },
    "workshops": {"1": 12, "2": 12, "3": 11},
}


@pytest.fixture(autouse=True)
def workshops(app):
    with app.app_context():
        program = a_program()
        for number in (1, 2, 3):
            a_workshop(program=program, number=number, slug=f"angkatan-{number}")
        yield


def run(app, *words):
    return app.test_cli_runner().invoke(args=["workshop", "import", *map(str, words)])


@pytest.mark.parametrize("code", ["angkatan-1", "angkatan-3"])
def test_the_messy_list_is_counted_over_the_whole_program(app, code):
    result = run(app, MESSY, "--workshop", code, "--preview", "--json")

    told = json.loads(result.output)
    assert {name: told[name] for name in EXPECTED} == EXPECTED
    assert len(told["rows"]) == 37
    assert db.session.scalar(select(func.count()).select_from(Person)) == 0


def test_a_workbook_is_counted_the_same(app, tmp_path):
    path = tmp_path / "peserta.xlsx"
    path.write_bytes(a_workbook(*read_list(MESSY.read_bytes()).rows))

    result = run(app, path, "--workshop", "angkatan-1", "--preview", "--json")

    told = json.loads(result.output)
    assert {name: told[name] for name in EXPECTED} == EXPECTED


@pytest.mark.parametrize(
    "words",
    [
        ("--workshop", "angkatan-1"),
        ("--workshop", "unknown", "--preview"),
    ],
)
def test_what_cannot_be_done_is_said_and_ends_with_an_error(app, words):
    result = run(app, MESSY, *words)

    assert result.exit_code != 0
    assert "Error" in result.output


def test_a_broken_file_is_said(app, tmp_path):
    path = tmp_path / "rusak.xlsx"
    path.write_bytes(b"PK\x03\x04")

    assert run(app, path, "--workshop", "angkatan-1", "--preview").exit_code == 1
