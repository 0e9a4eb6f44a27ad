"""Reading an uploaded list, CSV or XLSX, as a table of texts. Nothing hostile gets far."""

import csv
import io
import re
import zipfile
from datetime import date

from python_calamine import CalamineError, CalamineWorkbook

from lms.errors import Invalid, TooLarge
from lms.language import mark as _
from lms.workshops.importing_columns import DITTO, has_header

Table = list[list[str]]

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 6_000
MOST_COLUMNS = 60
MOST_CELL = 1_000
"""Characters of a cell that are looked at."""
MOST_SHEETS = 8
"""So many sheets of a workbook are looked at for a list."""
MOST_MERGED = 100_000
MOST_LINE_BREAKS = 20
"""In one cell of a CSV file; more mean that a quotation mark was never closed."""
MOST_MEMBERS = 200
MOST_UNPACKED = 12 * 1024 * 1024

_SEPARATORS = ";,\t|"
_NAMED_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_CELL = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})?([0-9]{1,9})["']""")
_OTHER_ENCODING = re.compile(rb"""encoding\s*=\s*["'](?!utf-?8)""", re.IGNORECASE)
_FAR_CELLS = _("This workbook has cells far outside the list. Copy the list into a new one.")
_UNREADABLE = _("This file cannot be read. Save it as .xlsx or .csv and choose it again.")


def read_table(data: bytes) -> Table:
    """Return the rows of a CSV file, or of the first sheet of a workbook that holds a list.

    Every cell is a text; cells merged with the one above hold a DITTO.

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
        raise TooLarge(_("This list has more than 6000 rows. Divide it."))
    if not any(any(row) for row in table):
        raise Invalid(_("This file is empty. Choose the list of participants."))
    return table


def _separated(data: bytes) -> Table:
    text = _decoded(data)
    if "\x00" in text:
        raise Invalid(_UNREADABLE)
    separator = ""
    if named := _NAMED_SEPARATOR.match(text):
        separator, text = named[1], text[named.end() :]
    head = "".join(text.splitlines(keepends=True)[:30])
    separator = separator or max(_SEPARATORS, key=lambda mark: _fit(head, mark))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except (csv.Error, ValueError):
        raise Invalid(_UNREADABLE) from None
    for line, row in enumerate(rows, start=1):
        if any(cell.count("\n") > MOST_LINE_BREAKS for cell in row):
            raise Invalid(_("A quotation mark in row %(line)s is not closed."), line=line)
    return [[cell[:MOST_CELL] for cell in row[:MOST_COLUMNS]] for row in rows]


def _fit(head: str, separator: str) -> int:
    """Return how many cells stand in rows of the commonest width, as a separator divides them."""
    try:
        widths = [len(row) for row in csv.reader(io.StringIO(head), delimiter=separator)]
    except csv.Error:
        return 0
    return max((width * widths.count(width) for width in widths if width > 1), default=0)


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    zeros = data[:200].count(0), data[1:200:2].count(0)
    if zeros[0] > len(data[:200]) // 4:  # UTF-16 without its mark: every second byte is zero
        return data.decode("utf-16-le" if zeros[1] * 2 > zeros[0] else "utf-16-be", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _workbook(data: bytes) -> Table:
    _refuse_bombs(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        tables = [_sheet(book, index) for index in range(min(len(book.sheet_names), MOST_SHEETS))]
    except (CalamineError, IndexError, ValueError):
        raise Invalid(_UNREADABLE) from None
    if not tables:
        raise Invalid(_UNREADABLE)
    return next((table for table in tables if has_header(table)), tables[0])


def _sheet(book: CalamineWorkbook, index: int) -> Table:
    sheet = book.get_sheet_by_index(index)
    rows = sheet.to_python(skip_empty_area=False)
    table = [[_text(cell)[:MOST_CELL] for cell in row[:MOST_COLUMNS]] for row in rows]
    filled = 0
    for (top, left), (bottom, _right) in sheet.merged_cell_ranges or ():
        if not (top < len(table) and left < len(table[top]) and table[top][left].strip()):
            continue
        for row in table[top + 1 : bottom + 1]:
            row[left] = DITTO
            filled += 1
            if filled > MOST_MERGED:
                raise TooLarge(_FAR_CELLS)
    return table


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
