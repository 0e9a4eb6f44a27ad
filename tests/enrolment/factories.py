"""Lists of participants for tests."""

import io
from pathlib import Path

import xlsxwriter

from lms import demo
from lms.enrolment.importing.reading import read_participants
from lms.enrolment.importing.sheets import read_list

CLEAN = Path(demo.__file__).parent / "sample" / "participants.csv"
MESSY = CLEAN.with_name("participants-messy.csv")


def sample_rows():
    """The 35 people of the clean sample."""
    return read_participants(read_list(CLEAN.read_bytes())).rows


def a_workbook(*rows, merged=()):
    """The bytes of a workbook; `merged` are ranges (top, left, bottom, right)."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                write = sheet.write_string if isinstance(cell, str) else sheet.write_number
                write(number, column, cell)
        for top, left, bottom, right in merged:
            sheet.merge_range(top, left, bottom, right, rows[top][left])
    return file.getvalue()


def an_upload(text, name="peserta.csv"):
    """The fields of an uploaded list, text or bytes."""
    data = text.encode() if isinstance(text, str) else text
    return {"file": (io.BytesIO(data), name)}


def some_sheets(**tables):
    """The bytes of a workbook with these sheets; one whose name ends in `_hidden` is hidden."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        for name, rows in tables.items():
            sheet = book.add_worksheet(name.replace("_", " "))
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            if name.endswith("_hidden"):
                sheet.hide()
            else:
                sheet.activate()
                sheet.set_first_sheet()
    return file.getvalue()
