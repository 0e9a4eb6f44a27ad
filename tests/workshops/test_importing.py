"""Reading lists of participants and deciding what happens to each row."""

import contextlib
import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from lms import demo
from lms.errors import Invalid, LmsError, TooLarge
from lms.workshops.importing import Row, read_participants
from lms.workshops.importing_plan import Known, Outcome, plan_import
from lms.workshops.importing_sheets import MOST_ROWS, read_table

SAMPLE = Path(demo.__file__).parent / "sample"


def read(text):
    return read_participants(read_table(text.encode()))


def workbook(*rows):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return file.getvalue()


def zipped(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, content in members.items():
            parts.writestr(name, content)
    return file.getvalue()


def test_the_sample_has_35_people_without_a_problem():
    people = read_participants(read_table((SAMPLE / "participants.csv").read_bytes()))

    assert len(people.rows) == 35
    assert all(not row.problems for row in people.rows)
    assert people.has_workshops
    assert people.unused_columns == ("no",)


def test_a_row_of_the_sample_is_understood():
    people = read_participants(read_table((SAMPLE / "participants.csv").read_bytes()))

    assert people.rows[2] == Row(
        line=4,
        name="I Ketut Embun Pratama, S.E.",
        position="Manajer",
        cooperative="KSU Contoh Tirta Jernih",
        subdistrict="Panjer",
        district="Denpasar Selatan",
        phone="+6281000000103",
        email="embun.pratama@example.org",
        workshop_number=1,
    )


def test_titles_above_the_column_names_are_passed_over_in_the_messy_sample():
    people = read_participants(read_table((SAMPLE / "participants-messy.csv").read_bytes()))

    assert people.rows[0].name == "I Wayan Gerimis Saputra"
    assert people.rows[0].phone == "+6281000000101"
    assert people.blank == 2


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_separator_and_encoding_do_not_matter(separator, encoding):
    text = f"nama{separator}jabatan\r\nSukerti{separator}Bendahara\r\n"

    [row] = read_participants(read_table(text.encode(encoding))).rows

    assert (row.name, row.position) == ("Sukerti", "Bendahara")


def test_a_workbook_reads_like_the_text():
    data = workbook(["nama", "no_hp", "angkatan"], ["Sukerti", "081000000112", 1])

    [row] = read_participants(read_table(data)).rows

    assert (row.name, row.phone, row.workshop_number) == ("Sukerti", "+6281000000112", 1)


def test_a_phone_that_lost_its_zero_in_a_workbook_is_repaired_and_told():
    [row] = read_participants(read_table(workbook(["nama", "hp"], ["Sukerti", 81000000112]))).rows

    assert row.phone == "+6281000000112"
    assert [problem.column for problem in row.problems] == ["phone"]


def test_problems_stand_at_their_row_and_column():
    [row] = read("nama,hp,email\n,8,a@example\n").rows

    assert [(row.line, problem.column) for problem in row.problems] == [
        (2, "name"),
        (2, "phone"),
        (2, "email"),
    ]
    assert not row.is_usable


def test_a_name_longer_than_its_column_is_told():
    [row] = read(f"nama,jabatan\n{'a' * 121},Ketua\n").rows

    assert not row.is_usable


def test_an_unreadable_workshop_number_leaves_the_row_out():
    rows = read("nama,angkatan\nA,Angkatan 2\nB,2.0\nC,\nD,dua\n").rows

    assert [row.workshop_number for row in rows] == [2, 2, None, None]
    assert [row.is_usable for row in rows] == [True, True, False, False]


@pytest.mark.parametrize("text", ["", "\n\n", "a,b\n1,2\n", "nama\n", "\x00\x01"])
def test_what_is_no_list_is_refused_with_a_sentence(text):
    with pytest.raises(Invalid):
        read(text)


def test_too_many_rows_are_refused():
    with pytest.raises(TooLarge):
        read_table(b"nama\n" * (MOST_ROWS + 1))


def test_a_workbook_that_unpacks_to_too_much_is_refused():
    with pytest.raises(TooLarge):
        read_table(zipped(**{"xl/worksheets/sheet1.xml": b" " * 20_000_000}))


def test_a_cell_far_outside_is_refused_before_room_is_made_for_it():
    sheet = b'<worksheet><sheetData><row r="1"><c r="XFD1048576"/></row></sheetData></worksheet>'

    with pytest.raises(TooLarge):
        read_table(zipped(**{"xl/worksheets/sheet1.xml": sheet}))


def test_a_workbook_with_too_many_parts_is_refused():
    with pytest.raises(TooLarge):
        read_table(zipped(**{f"part{n}": b"" for n in range(300)}))


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 and then nothing",
        b"\xd0\xcf\x11\xe0 old",
        zipped(hello=b"world"),
        zipped(**{"xl/workbook.xml": "<workbook/>".encode("utf-16")}),
        zipped(**{"xl/workbook.xml": b'<?xml version="1.0" encoding="ebcdic"?><workbook/>'}),
    ],
)
def test_a_broken_workbook_is_refused(data):
    with pytest.raises(Invalid):
        read_table(data)


@given(st.binary(max_size=400))
def test_no_bytes_do_anything_but_be_read_or_refused(data):
    with contextlib.suppress(LmsError):
        read_participants(read_table(data))


def outcomes(rows, known=(), number=1, seats=10):
    return [planned.outcome for planned in plan_import(rows, known, number, seats).rows]


def test_somebody_nobody_knows_is_new():
    assert outcomes([Row("Sukerti", phone="+62810")]) == [Outcome.CREATE]


def test_rows_of_another_workshop_are_left_out():
    rows = [Row("A", workshop_number=1), Row("B", workshop_number=2), Row("C")]

    assert outcomes(rows) == [Outcome.CREATE, Outcome.OTHER, Outcome.CREATE]


@pytest.mark.parametrize(
    "row",
    [
        Row("SUKERTI", phone="+62810"),
        Row("sukerti", email="s@example.org"),
        Row("Sukerti", cooperative="Ksp. Contoh"),
        Row("Somebody Else", code="K4MP7TXQ"),
    ],
)
def test_a_person_is_recognised_by_code_or_by_name_and_one_thing_more(row):
    sukerti = Known(
        7,
        "Sukerti",
        code="K4MP7TXQ",
        phone="+62810",
        email="s@example.org",
        cooperative="ksp contoh",
    )

    [planned] = plan_import([row], [sukerti], 1, 10).rows

    assert (planned.outcome, planned.person_id) == (Outcome.ENROL, 7)


def test_the_phone_of_an_office_does_not_make_two_people_one():
    rows = [Row("Gelombang", line=2, phone="+62810"), Row("Teratai", line=3, phone="+62810")]

    assert outcomes(rows) == [Outcome.CREATE, Outcome.CREATE]


def test_the_second_of_two_equal_rows_is_told_with_the_first():
    rows = [Row("Sukerti", line=2, phone="+62810"), Row("Sukerti", line=9, phone="+62810")]

    plan = plan_import(rows, (), 1, 10)

    assert plan.rows[1].outcome is Outcome.REPEATED
    assert plan.rows[1].row.problems[0].params == {"line": 2}


@pytest.mark.parametrize(
    ("where", "outcome"),
    [
        ({"here": True}, Outcome.ENROLLED),
        ({"here": False}, Outcome.WITHDRAWN),
        ({"elsewhere": 2}, Outcome.ELSEWHERE),
        ({}, Outcome.ENROL),
    ],
)
def test_what_happens_to_a_known_person_depends_on_where_she_is(where, outcome):
    known = Known(7, "Sukerti", phone="+62810", **where)

    assert outcomes([Row("Sukerti", phone="+62810")], [known]) == [outcome]


def test_an_email_somebody_else_has_is_left_out():
    known = Known(7, "Sukerti", email="office@example.org")
    rows = [
        Row("Kadek", line=2, email="office@example.org"),
        Row("Awan", line=3, email="new@e.org"),
        Row("Putra", line=4, email="new@e.org"),
    ]

    planned = plan_import(rows, [known], 1, 10).rows

    assert [one.row.email for one in planned] == ["", "new@e.org", ""]


def test_seats_that_are_missing_are_counted():
    plan = plan_import([Row("A"), Row("B"), Row("C")], (), 1, seats_left=1)

    assert plan.seats_missing == 2
