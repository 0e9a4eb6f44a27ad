"""Reading files: every encoding and separator, workbooks, what is hostile."""

import csv
import io

import pytest

from lms.enrolment.importing.columns import DITTO
from lms.enrolment.importing.reading import read_participants
from lms.enrolment.importing.sheets import MAX_ROWS, read_list
from lms.errors import Invalid, TooLarge
from tests.enrolment.factories import MESSY, a_workbook


def read(data):
    return read_participants(read_list(data))


def written(table, separator):
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator).writerows(table)
    return file.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_separator_and_encoding_do_not_matter(separator, encoding):
    listed = read_list(MESSY.read_bytes())

    assert read_list(written(listed.rows, separator).encode(encoding)) == listed


def test_the_messy_sample_reads_the_same_from_a_workbook():
    table = read_list(MESSY.read_bytes()).rows

    assert read(a_workbook(*table)) == read(MESSY.read_bytes())


def test_merged_cells_of_a_workbook_are_filled_down_as_empty_ones_are():
    table = read_list(MESSY.read_bytes()).rows

    merged = read(a_workbook(*table, merged=[(4, 7, 15, 7), (0, 0, 0, 7)]))

    assert [
        (row.line, row.workshop_number, [problem.kind for problem in row.problems])
        for row in merged.rows
    ] == [
        (row.line, row.workshop_number, [problem.kind for problem in row.problems])
        for row in read(MESSY.read_bytes()).rows
    ]


def test_a_separator_named_in_the_first_line_is_used():
    assert read_list(b"sep=;\r\nnama;a,b\r\n").rows[0] == ["nama", "a,b"]


def test_numbers_of_a_workbook_are_read_as_typed():
    [row] = read(a_workbook(["nama", "hp", "angkatan"], ["Sukerti", 81000000112, 2.0])).rows

    assert (row.phone, row.workshop_number) == ("+6281000000112", 2)


def test_only_the_upper_cell_of_merged_ones_holds_the_text():
    listed = read_list(a_workbook(["nama"], ["Sukerti"], [""], merged=[(1, 0, 2, 0)]))

    assert listed.rows == [["nama"], ["Sukerti"], [DITTO]]


def test_a_quotation_mark_that_is_not_closed_is_told():
    with pytest.raises(Invalid, match="row 2"):
        read_list(b'nama,hp\n"Sukerti,1\n' + b"Kadek,2\n" * 40)


def test_too_many_rows_are_refused():
    with pytest.raises(TooLarge):
        read_list(b"nama\n" * (MAX_ROWS + 1))


@pytest.mark.parametrize("data", [b"%PDF-1.7\n1 0 obj", b"{\\rtf1 Nama}", b"\n%PDF-1.4 nama;hp\n"])
def test_a_document_is_told_from_a_spreadsheet(data):
    with pytest.raises(Invalid, match="document"):
        read_list(data)


def test_a_web_page_saved_as_excel_is_to_be_saved_anew():
    with pytest.raises(Invalid, match=r"Save it as \.xlsx"):
        read_list(b"<html><table><tr><td>Nama</td></tr></table></html>")
