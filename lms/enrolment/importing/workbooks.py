"""Reading an XLSX workbook as one list: the sheets that hold it, merged cells, hidden rows."""

import io
from collections.abc import Mapping, Sequence
from datetime import date

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from lms.enrolment.importing.columns import DITTO, find_header, header_score, section_title
from lms.enrolment.importing.lists import Listed, SheetRange, Table
from lms.enrolment.importing.parts import FAR_CELLS, MAX_COLUMNS, UNREADABLE, looked_through
from lms.errors import Invalid, TooLarge

MAX_CELL_LENGTH = 1_000
"""Characters of a cell that are looked at."""
MAX_SHEETS = 8
"""So many sheets of a workbook are looked at for a list."""
MAX_MERGED = 100_000


def read_workbook(data: bytes) -> Listed:
    """The list of a workbook, sheets with the same columns one below the other.

    Hidden sheets are not read. Cells merged with the one above hold a DITTO.

    Raises TooLarge for more than this reads, Invalid for what is no workbook.
    """
    parts = looked_through(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(parts.data))
        found = [(name, _table(book, name)) for name in _shown_sheets(book)]
    except (CalamineError, IndexError, ValueError):
        raise Invalid(UNREADABLE) from None
    if not found:
        raise Invalid(UNREADABLE)
    lists = [(name, table) for name, table in found if header_score(table)]
    if not lists:
        return Listed(found[0][1])
    best = max(lists, key=lambda one: header_score(one[1]))[1]
    columns = find_header(best).columns
    alike = [one for one in lists if find_header(one[1]).columns == columns]
    left = tuple(name for name, table in lists if find_header(table).columns != columns)
    if len(alike) == 1:
        [(name, table)] = alike
        return Listed(table, tuple(sorted(parts.hidden.get(name, ()))), left=left)
    return _joined(alike, parts.hidden, left)


def _shown_sheets(book: CalamineWorkbook) -> list[str]:
    return [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
    ][:MAX_SHEETS]


def _table(book: CalamineWorkbook, name: str) -> Table:
    sheet = book.get_sheet_by_name(name)
    # Empty rows stay, so that row numbers are those the office sees.
    rows = sheet.to_python(skip_empty_area=False)
    table = [[_text(cell)[:MAX_CELL_LENGTH] for cell in row[:MAX_COLUMNS]] for row in rows]
    filled = 0
    for (top, left), (bottom, _right) in sheet.merged_cell_ranges or ():
        if not (top < len(table) and left < len(table[top]) and table[top][left].strip()):
            continue
        for row in table[top + 1 : bottom + 1]:
            row[left] = DITTO
            filled += 1
            if filled > MAX_MERGED:
                raise TooLarge(FAR_CELLS)
    return table


def _joined(
    lists: Sequence[tuple[str, Table]],
    hidden: Mapping[str, frozenset[int]],
    left: tuple[str, ...],
) -> Listed:
    """Put sheets below each other; a name such as `Angkatan 2` stands as a line above its rows."""
    rows: Table = []
    unseen: list[int] = []
    sheets = []
    for name, table in lists:
        header = find_header(table)
        skipped = header.last + 1 if rows else 0
        section = section_title([name]) if not header.section else header.section * bool(skipped)
        if section or skipped:
            rows.append([section])
        shift = len(rows) - skipped
        unseen.extend(sorted(line + shift for line in hidden.get(name, ()) if line > skipped))
        sheets.append(SheetRange(name, len(rows) + 1, len(table) + shift))
        rows.extend(table[skipped:])
    return Listed(rows, tuple(unseen), tuple(sheets), left)


def _text(cell: object) -> str:
    """A cell as a person would type it: whole numbers without `.0`, dates by year."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)
