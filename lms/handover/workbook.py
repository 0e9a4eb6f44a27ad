"""Workbooks: one sheet a table, numbers as numbers and days as days."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter

from lms.reports.sheets import safe

Value = str | int | float | date | None
MAX_TITLE = 31
"""So long may the name of a sheet be; a spreadsheet refuses a longer one."""


@dataclass(frozen=True)
class BookSheet:
    """One table."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Value]]


def workbook_of(sheets: Iterable[BookSheet], made_at: datetime) -> bytes:
    """The XLSX file of these sheets; the same ones made at the same time give the same bytes."""
    out = io.BytesIO()
    # Nothing is read as a formula or an address.
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, settings)
    book.set_properties({"created": made_at.replace(tzinfo=None, microsecond=0)})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for each in sheets:
        sheet = book.add_worksheet(each.title[:MAX_TITLE])
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, max(1, len(each.heads) - 1), 17)
        sheet.write_row(0, 0, each.heads, bold)
        for place, row in enumerate(each.rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(place, column, value, day)
                elif isinstance(value, str):
                    sheet.write_string(place, column, safe(value))
                elif value is not None:
                    sheet.write_number(place, column, value)
    book.close()
    return out.getvalue()
