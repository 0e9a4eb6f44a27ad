"""Reading an uploaded list, CSV or XLSX, as a table of texts. Nothing hostile gets far."""

import csv
import io
import re
import zipfile
from datetime import date

from python_calamine import CalamineError, CalamineWorkbook

from lms.errors import Invalid, TooLarge
from lms.language import mark as _

Table = list[list[str]]

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 5_000
MOST_COLUMNS = 60
MOST_CELL = 1_000
"""Characters of a cell that are looked at."""
MOST_MEMBERS = 200
MOST_UNPACKED = 12 * 1024 * 1024

_SEPARATORS = ";,\t"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_CELL = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})?([0-9]{1,9})["']""")
_OTHER_ENCODING = re.compile(rb"""encoding\s*=\s*["'](?!utf-?8)""", re.IGNORECASE)
_FAR_CELLS = _("This workbook has cells far outside the list. Copy the list into a new one.")
_UNREADABLE = _("This file cannot be read. Save it as .xlsx or .csv and choose it again.")


def read_table(data: bytes) -> Table:
    """Return the rows of a CSV file or of the first sheet of a workbook, every cell as text.

    Raises TooLarge for more than this reads, Invalid for what is no list.
    """
    if len(data) > MOST_BYTES:
        raise TooLarge(_("This file is too large. A list of participants has less than 2 MB."))
    if data.startswith(b"PK"):
        table = _workbook(data)
    elif data.startswith(_OLD_EXCEL):
        raise Invalid(_("This is an old Excel file. Save it as .xlsx and choose it again."))
    else:
        table = _separated(data)
    if len(table) > MOST_ROWS:
        raise TooLarge(_("This list has more than 5000 rows. Divide it."))
    if not any(any(row) for row in table):
        raise Invalid(_("This file is empty. Choose the list of participants."))
    return table


def _separated(data: bytes) -> Table:
    text = _decoded(data)
    if "\x00" in text:
        raise Invalid(_UNREADABLE)
    head = "".join(text.splitlines(keepends=True)[:30])
    separator = max(_SEPARATORS, key=lambda mark: _widths(head, mark))
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        return [[cell[:MOST_CELL] for cell in row[:MOST_COLUMNS]] for row in rows]
    except csv.Error:
        raise Invalid(_UNREADABLE) from None


def _widths(head: str, separator: str) -> int:
    try:
        return sum(len(row) for row in csv.reader(io.StringIO(head), delimiter=separator))
    except csv.Error:
        return 0


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _workbook(data: bytes) -> Table:
    _refuse_bombs(data)
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, IndexError, ValueError):
        raise Invalid(_UNREADABLE) from None
    return [[_text(cell)[:MOST_CELL] for cell in row] for row in rows]


def _refuse_bombs(data: bytes) -> None:
    """Look at every part before the reader does, which makes room for every cell up to the last."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            members = parts.infolist()
            if len(members) > MOST_MEMBERS or sum(m.file_size for m in members) > MOST_UNPACKED:
                raise TooLarge(_("This workbook is too large. Copy the list into a new one."))
            for member in members:
                with parts.open(member) as part:
                    _refuse_far_cells(part.read(MOST_UNPACKED + 1))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        raise Invalid(_UNREADABLE) from None


def _refuse_far_cells(part: bytes) -> None:
    if part.startswith((b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")):
        raise Invalid(_UNREADABLE)
    if _OTHER_ENCODING.search(part[:200]):
        raise Invalid(_UNREADABLE)
    if b"sheetData" not in part:
        return
    for column, row in _CELL.findall(part):
        if int(row) > MOST_ROWS or _column_number(column) > MOST_COLUMNS:
            raise TooLarge(_FAR_CELLS)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _text(cell: object) -> str:
    """Return a cell as a person would type it: whole numbers without `.0`, dates by year."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)
