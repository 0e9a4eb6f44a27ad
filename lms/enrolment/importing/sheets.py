"""Reading an uploaded list, CSV or XLSX, as a table of texts. Nothing hostile gets far."""

import csv
import io
import re

from lms.enrolment.importing.lists import Listed, Table
from lms.enrolment.importing.parts import LOCKED, MAX_COLUMNS, MAX_ROWS, NO_SPREADSHEET, UNREADABLE
from lms.enrolment.importing.workbooks import MAX_CELL_LENGTH, read_workbook
from lms.errors import Invalid, TooLarge
from lms.language import gettext_noop as _

MAX_BYTES = 2 * 1024 * 1024
MAX_LINE_BREAKS = 20
"""In one cell of a CSV file; more mean that a quotation mark was never closed."""

_SEPARATORS = ";,\t|"
_NAMED_SEPARATOR = re.compile(r"sep=(.)\n", re.IGNORECASE)
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_LOCKED_PART = "EncryptedPackage".encode("utf-16-le")
"""In such a file Excel puts a workbook of today that has a password."""
_DOCUMENT = re.compile(rb"\s*(?:%PDF|\{\\rtf)")
_WEB_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<", re.IGNORECASE)


def read_list(data: bytes) -> Listed:
    """The rows of a CSV file or of a workbook; every cell is a text.

    Raises TooLarge for more than this reads, Invalid for what is no list.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge(_("This file is too large. A list of participants has less than 2 MB."))
    if data.startswith(b"PK"):
        listed = read_workbook(data)
    elif data.startswith(_OLD_EXCEL) and _LOCKED_PART in data:
        raise Invalid(LOCKED)
    elif data.startswith(_OLD_EXCEL):
        raise Invalid(_("This is an old Excel file. Save it as .xlsx and choose it again."))
    elif _DOCUMENT.match(data):
        raise Invalid(NO_SPREADSHEET)
    elif _WEB_PAGE.match(data):
        raise Invalid(UNREADABLE)
    else:
        listed = Listed(_separated(data))
    if len(listed.rows) > MAX_ROWS:
        raise TooLarge(_("This list has more than 6000 rows. Divide it."))
    if not any(any(row) for row in listed.rows):
        raise Invalid(_("This file is empty. Choose the list of participants."))
    return listed


def _separated(data: bytes) -> Table:
    # Lines end as on Windows, as on Linux, or by CR alone, as Excel on a Mac saves them.
    text = re.sub(r"\r\n?", "\n", _decoded(data))
    if "\x00" in text:
        raise Invalid(UNREADABLE)
    separator = ""
    # A line that Excel understands: `sep=;`.
    if named := _NAMED_SEPARATOR.match(text):
        separator, text = named[1], text[named.end() :]
    head = "".join(text.splitlines(keepends=True)[:30])
    separator = separator or max(_SEPARATORS, key=lambda mark: _fit(head, mark))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except (csv.Error, ValueError):
        raise Invalid(UNREADABLE) from None
    for line, row in enumerate(rows, start=1):
        # An open quotation mark swallows all rows below into one cell.
        if any(cell.count("\n") > MAX_LINE_BREAKS for cell in row):
            raise Invalid(_("A quotation mark in row %(line)s is not closed."), line=line)
    return [[cell[:MAX_CELL_LENGTH] for cell in row[:MAX_COLUMNS]] for row in rows]


def _fit(head: str, separator: str) -> int:
    """How many cells stand in rows of the commonest width, as a separator divides them."""
    try:
        widths = [len(row) for row in csv.reader(io.StringIO(head), delimiter=separator)]
    except csv.Error:
        return 0
    return max((width * widths.count(width) for width in widths if width > 1), default=0)


def _decoded(data: bytes) -> str:
    # Not `banks.decoding`: that refuses what is in doubt; a list is read with a sign in its place,
    # and the preview shows the cell. The two share no more than the order of codecs.
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    zeros = data[:200].count(0), data[1:200:2].count(0)
    if zeros[0] > len(data[:200]) // 4:  # UTF-16 without its mark: every second byte is zero
        return data.decode("utf-16-le" if zeros[1] * 2 > zeros[0] else "utf-16-be", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
