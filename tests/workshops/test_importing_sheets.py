"""Reading files: every encoding and separator, workbooks, what is hostile."""

import csv
import io
import zipfile

import pytest
import xlsxwriter

from lms.errors import Invalid, TooLarge
from lms.workshops.importing import read_participants
from lms.workshops.importing_columns import DITTO
from lms.workshops.importing_sheets import MOST_ROWS, read_table
from tests.workshops.factories import MESSY, a_workbook


def read(data):
    return read_participants(read_table(data))


def zipped(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, content in members.items():
            parts.writestr(name, content)
    return file.getvalue()


def written(table, separator):
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator).writerows(table)
    return file.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_separator_and_encoding_do_not_matter(separator, encoding):
    table = read_table(MESSY.read_bytes())

    assert read_table(written(table, separator).encode(encoding)) == table


def test_the_messy_sample_reads_the_same_from_a_workbook():
    table = read_table(MESSY.read_bytes())

    assert read(a_workbook(*table)) == read(MESSY.read_bytes())


def test_merged_cells_of_a_workbook_are_filled_down_as_empty_ones_are():
    table = read_table(MESSY.read_bytes())

    merged = read(a_workbook(*table, merged=[(4, 7, 15, 7), (0, 0, 0, 7)]))

    assert [
        (row.line, row.workshop_number, [problem.kind for problem in row.problems])
        for row in merged.rows
    ] == [
        (row.line, row.workshop_number, [problem.kind for problem in row.problems])
        for row in read(MESSY.read_bytes()).rows
    ]


def test_a_separator_named_in_the_first_line_is_used():
    assert read_table(b"sep=;\r\nnama;a,b\r\n")[0] == ["nama", "a,b"]


def test_a_list_on_the_second_sheet_is_found():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.add_worksheet().write_row(0, 0, ["Surat pengantar"])
        book.add_worksheet().write_column(0, 0, ["nama", "Sukerti"])

    [row] = read(file.getvalue()).rows

    assert row.name == "Sukerti"


def test_numbers_of_a_workbook_are_read_as_typed():
    [row] = read(a_workbook(["nama", "hp", "angkatan"], ["Sukerti", 81000000112, 2.0])).rows

    assert (row.phone, row.workshop_number) == ("+6281000000112", 2)


def test_only_the_upper_cell_of_merged_ones_holds_the_text():
    table = read_table(a_workbook(["nama"], ["Sukerti"], [""], merged=[(1, 0, 2, 0)]))

    assert table == [["nama"], ["Sukerti"], [DITTO]]


def test_a_quotation_mark_that_is_not_closed_is_told():
    with pytest.raises(Invalid, match="row 2"):
        read_table(b'nama,hp\n"Sukerti,1\n' + b"Kadek,2\n" * 40)


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
