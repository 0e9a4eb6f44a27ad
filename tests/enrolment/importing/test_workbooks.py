"""Reading workbooks: which sheets hold the list, what they hide, and what is hostile."""

import io
import re
import time
import zipfile

import pytest
import xlsxwriter

from lms.enrolment.importing.doubts import LEAVE_OUT
from lms.enrolment.importing.lists import SheetRange
from lms.enrolment.importing.plan import FreeSeats, RowOutcome, plan_import
from lms.enrolment.importing.problems import ProblemKind
from lms.enrolment.importing.reading import read_participants
from lms.enrolment.importing.sheets import read_list
from lms.errors import Invalid, TooLarge
from tests.enrolment.factories import a_workbook, some_sheets

HEADS = ["Nama", "Koperasi"]


def remade(name, edit, data=None):
    """A small workbook with one part changed."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data or a_workbook(HEADS, ["Sukerti", "KSP Contoh"]))) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            part = old.read(member)
            new.writestr(member, edit(part) if member.endswith(name) else part)
    return file.getvalue()


def with_rows(rows):
    return remade("sheet1.xml", lambda part: part.replace(b"</sheetData>", rows + b"</sheetData>"))


def zipped(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, content in members.items():
            parts.writestr(name, content)
    return file.getvalue()


def names(data):
    return [row.name for row in read_participants(read_list(data)).rows]


def test_a_list_on_the_second_sheet_is_found():
    assert names(some_sheets(Surat=[["Surat pengantar"]], Data=[["nama"], ["Sukerti"]])) == [
        "Sukerti"
    ]


def test_a_sheet_that_explains_how_to_fill_in_names_is_not_taken_for_the_list():
    explained = [["Nama", "wajib diisi"], ["Gelar", "sesuai ijazah"]]

    listed = read_list(some_sheets(Petunjuk=explained, Data=[HEADS, ["Sukerti", "KSP Contoh"]]))

    assert listed.rows[1][0] == "Sukerti"
    assert listed.left == ("Petunjuk",)


def test_a_hidden_sheet_is_not_read():
    old = [HEADS, ["Kadek Lama", "KSP Contoh"]]

    assert names(some_sheets(Lama_hidden=old, Baru=[HEADS, ["Sukerti", "KSP Contoh"]])) == [
        "Sukerti"
    ]


def test_sheets_with_the_same_columns_are_one_list_and_their_names_say_the_workshop():
    listed = read_list(
        some_sheets(
            Angkatan_1=[HEADS, ["Sukerti", "KSP Contoh"], ["Kadek", "KSP Contoh"]],
            Angkatan_2=[["Daftar"], HEADS, ["Wayan", "KSP Contoh"]],
        )
    )

    people = read_participants(listed)
    assert [(row.name, row.workshop_number, row.line) for row in people.rows] == [
        ("Sukerti", 1, 3),
        ("Kadek", 1, 4),
        ("Wayan", 2, 6),
    ]
    assert listed.sheets == (SheetRange("Angkatan 1", 2, 4), SheetRange("Angkatan 2", 6, 6))


def test_a_row_the_workbook_hides_is_read_told_and_may_be_left_out():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([HEADS, ["Sukerti", "KSP A"], ["Kadek Awan", "KSP B"]]):
            sheet.write_row(number, 0, row)
        sheet.set_row(2, None, None, {"hidden": True})
    rows = read_participants(read_list(file.getvalue())).rows

    as_is, left_out = (
        plan_import(rows, (), FreeSeats(1, {1: 12}), decisions=decisions).rows[1]
        for decisions in ({}, {"row-3": LEAVE_OUT})
    )

    assert [row.has(ProblemKind.ROW_HIDDEN) for row in rows] == [False, True]
    assert (as_is.outcome, left_out.outcome) == (RowOutcome.CREATE, RowOutcome.LEFT_OUT)


def test_a_workbook_that_unpacks_to_too_much_is_refused():
    with pytest.raises(TooLarge):
        read_list(zipped(**{"xl/worksheets/sheet1.xml": b" " * 20_000_000}))


def test_a_cell_far_outside_is_refused_before_room_is_made_for_it():
    with pytest.raises(TooLarge):
        read_list(with_rows(b'<row r="9"><c r="XFD1048576"><v>1</v></c></row>'))


def test_empty_cells_that_are_only_formatted_may_stand_anywhere():
    far = b'<row r="1048576" hidden="0"><c r="A1048576" s="0"/><c r="XFD1048576" s="0"/></row>'

    assert names(with_rows(far)) == ["Sukerti"]


def test_rows_and_cells_without_an_address_are_counted():
    with pytest.raises(TooLarge):
        read_list(with_rows(b"<row><c><v>1</v></c></row>" * 6_000))
    with pytest.raises(TooLarge):
        read_list(with_rows(b"<row>" + b"<c><v>1</v></c>" * 100 + b"</row>"))


def test_a_million_cells_are_refused_at_once():
    row = b"<row>" + b"<c/>" * 60 + b"</row>"
    began = time.perf_counter()

    with pytest.raises(TooLarge):
        read_list(with_rows(row * 17_000))
    assert time.perf_counter() - began < 5


def test_one_long_text_that_thousands_of_cells_share_is_refused():
    long = remade("sharedStrings.xml", lambda part: part.replace(b"Nama", b"A" * 1_000_000))
    cell = b'<c t="s"><v>0</v></c>'

    with pytest.raises(TooLarge):
        read_list(
            remade(
                "sheet1.xml",
                lambda part: part.replace(
                    b"</sheetData>", (b"<row>" + cell * 10 + b"</row>") * 20 + b"</sheetData>"
                ),
                long,
            )
        )


@pytest.mark.parametrize("part", ["sharedStrings.xml", "sheet1.xml", "workbook.xml"])
def test_entities_are_not_obeyed(part):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'

    with pytest.raises(Invalid):
        read_list(remade(part, lambda xml: re.sub(rb"\?>", b"?>" + bomb, xml, count=1)))


def test_a_part_longer_than_it_says_is_refused():
    data = with_rows(b'<row r="9"><c r="A9"><v>1</v></c></row>')
    size = next(
        member.file_size
        for member in zipfile.ZipFile(io.BytesIO(data)).infolist()
        if member.filename.endswith("sheet1.xml")
    ).to_bytes(4, "little")

    with pytest.raises(Invalid):
        read_list(data.replace(size, (100).to_bytes(4, "little")))


@pytest.mark.parametrize("name", ["content.xml", "xl/workbook.bin"])
def test_other_kinds_of_spreadsheets_are_to_be_saved_anew(name):
    with pytest.raises(Invalid, match=r"Save it as \.xlsx"):
        read_list(zipped(**{name: b"<office/>"}))


def test_a_word_document_is_told_from_a_spreadsheet():
    with pytest.raises(Invalid, match="document"):
        read_list(zipped(**{"word/document.xml": b"<w/>"}))


def test_a_workbook_with_too_many_parts_is_refused():
    with pytest.raises(TooLarge):
        read_list(zipped(**{f"part{n}": b"" for n in range(300)}))


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
        read_list(data)
