"""Finding the row of column names in a table, and what each column holds: pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lms.enrolment.importing.header_words import HEADERS, HINTS, NUMBERS
from lms.enrolment.importing.passing import has_contact, is_numbering
from lms.enrolment.importing.values import cleaned, read_workshop_number
from lms.errors import Invalid
from lms.language import gettext_noop as _
from lms.people.contacts import one_line, recognised

COLUMNS = {
    "name": _("Name"),
    "position": _("Position"),
    "cooperative": _("Cooperative"),
    "area": _("Subdistrict and district in one"),
    "subdistrict": _("Subdistrict"),
    "district": _("District"),
    "phone": _("Phone"),
    "email": _("Email"),
    "code": _("Participant code"),
    "workshop": _("Workshop"),
}
FIRST, FIRST_IS_PERSON = "first", "person"
"""What is chosen if the row taken for column names holds a person already."""
DITTO = "\u3003"
"""In a cell: the same as in the row above, for it was merged with it."""
DITTOS = frozenset(
    {
        DITTO,
        *('"', "''", ",,", "\u201e", "\u201c", "\u201d", "-//-", '-"-'),
        *("sda", "s.d.a.", "idem"),
    }
)

_SEXES = frozenset({"l", "p", "lk", "pr", "l/p"})
_SECTION = re.compile(
    r"(?:daftar )?(?:nama )?(?:peserta )?"
    r"((?:angkatan|sesi|gelombang|kelas|batch)\b[\s.:]*(?:ke[\s-]*)?(?:[0-9]{1,3}|[ivxl]{1,7}))"
    r"(?:\s*[(:].*|\s*[,;\u2013-](?!\s*(?:[0-9]|[ivxl]+\b)).*)?",
    re.IGNORECASE,
)
_TITLE_CELLS = 2  # `Angkatan` may stand beside its number
_MIN_ROWS = 2  # of a table whose columns nobody knows
_NO_NAMES = _("No column for names was found. The first row needs column names, one of them nama.")
_WITHIN = 20
"""The column names stand within so many rows from the top; titles may come before them."""


@dataclass(frozen=True)
class Heading:
    """One column: its name in the list, an example from below, what it is taken for.

    `is_guess` is true if its name only resembles a known one.
    """

    index: int
    text: str
    example: str = ""
    column: str = ""
    is_guess: bool = False


@dataclass(frozen=True)
class Header:
    """The column names of a list. `last` is the index of their last row, `titles` those above.

    `section` is the title that says for which workshop the rows below are, if there is one; `rows`
    are the texts of titles and column names, as they may stand again on a new page.
    """

    last: int
    titles: int
    headings: tuple[Heading, ...]
    section: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    def repeats(self, cells: Sequence[str]) -> bool:
        """Whether these are the cells of a row of the header or of a title above it."""
        return _bare(cells) in self.rows

    @property
    def columns(self) -> dict[str, int]:
        """Where each known column stands; the first of two for the same."""
        found: dict[str, int] = {}
        for heading in self.headings:
            if heading.column:
                found.setdefault(heading.column, heading.index)
        return found

    @property
    def has_names(self) -> bool:
        """Whether a column is known to hold the names; without one nobody is read."""
        return "name" in self.columns

    @property
    def width(self) -> int:
        """How many columns there are up to the last one with a name or a use."""
        used = (one.index + 1 for one in self.headings if one.text or one.column)
        return max(used, default=0)

    @property
    def has_guesses(self) -> bool:
        """Whether somebody should say that the columns are understood rightly."""
        return any(heading.is_guess for heading in self.headings)

    @property
    def repeated(self) -> tuple[str, ...]:
        """Columns that two columns of the list were taken for."""
        taken = [heading.column for heading in self.headings if heading.column]
        return tuple(name for name in COLUMNS if taken.count(name) > 1)


def find_header(table: Sequence[Sequence[str]], chosen: Mapping[str, str] | None = None) -> Header:
    """The header as `header_of`. Raises Invalid if no column is for names."""
    header = header_of(table, chosen)
    if not header.has_names:
        raise Invalid(_NO_NAMES if chosen is None else _("Choose which column holds the names."))
    return header


def header_of(table: Sequence[Sequence[str]], chosen: Mapping[str, str] | None = None) -> Header:
    """The header of a table: the row near its top with most known column names.

    If none is known it is the first row with several cells, of which nothing is understood.
    `chosen` is what the organiser says of columns, by index as text; "" leaves a column out, and
    FIRST_IS_PERSON under FIRST makes a person of that row. Raises Invalid if this is no table.
    """
    scores = [_score(cells) for cells in table[:_WITHIN]]
    top = scores.index(max(scores)) if any(scores) else _first_of_several(table)
    last = _last_of(table, top)
    texts = _texts(table, top, last)
    if chosen is not None and chosen.get(FIRST) == FIRST_IS_PERSON:
        last, texts = top - 1, [""] * len(texts)
    columns = _columns(texts) if chosen is None else _as_chosen(texts, chosen)
    headings = tuple(
        Heading(index, text, _example(table, last, index), *columns[index])
        for index, text in enumerate(texts)
    )
    titles = sum(1 for cells in table[:top] if any(cell.strip() for cell in cells))
    sections = [title for cells in table[:top] if (title := section_title(cells))]
    shown = tuple(one for one in headings if one.text or one.example)
    rows = tuple(row for cells in table[: last + 1] if (row := _bare(cells)))
    return Header(last, titles, shown, sections[-1] if sections else "", rows)


def _first_of_several(table: Sequence[Sequence[str]]) -> int:
    several = [sum(map(bool, map(cleaned, cells))) > 1 for cells in table]
    if sum(several) < _MIN_ROWS or True not in several[:_WITHIN]:
        raise Invalid(_NO_NAMES)
    return several.index(True)


def header_score(table: Sequence[Sequence[str]]) -> int:
    """How well the best row near the top of a table fits as column names, 0 if none does."""
    return max((_score(cells) for cells in table[:_WITHIN]), default=0)


def section_title(cells: Sequence[str]) -> str:
    """`ANGKATAN II` of such a line above the rows it is for, whatever else it says."""
    texts = [text for cell in cells if (text := cleaned(cell)) and text not in DITTOS]
    title = " ".join(texts) if len(texts) <= _TITLE_CELLS else ""
    found = _SECTION.fullmatch(title)
    return found[1] if found and read_workshop_number(found[1]) else ""


def is_header(cells: Sequence[str], name: str) -> bool:
    """Whether cells, of which one is `name`, are column names again, as on a new page."""
    if recognised(cleaned(name)) not in HEADERS:
        return False
    known = [cell for cell in cells if recognised(cleaned(cell)) in HEADERS]
    return len(known) > 1 and _score(cells) > 0


def _score(cells: Sequence[str]) -> int:
    """How well cells fit as column names, 0 if none is for names; a guess is worth less."""
    # One sure name outweighs two guesses.
    columns = {column: 1 if guess else 3 for column, guess in _columns(cells) if column}
    return sum(columns.values()) if "name" in columns else 0


def _columns(cells: Sequence[str]) -> list[tuple[str, bool]]:
    """What each column is taken for, and whether that is a guess; sure ones go first."""
    texts = [recognised(cleaned(cell).replace("_", " ")) for cell in cells]
    sure = [HEADERS.get(text, "") for text in texts]
    taken = set(sure)
    found = []
    for index, text in enumerate(texts):
        column = sure[index]
        if column and column in sure[:index]:
            column = ""
        guess = "" if column or sure[index] else _guessed(text)
        if guess and guess not in taken:
            taken.add(guess)
            found.append((guess, True))
        else:
            found.append((column, False))
    return found


def _guessed(text: str) -> str:
    words = set(text.split())
    if not words or text in NUMBERS or len(words) > 6:
        return ""
    return next((column for column, hints in HINTS if words & hints), "")


def _as_chosen(texts: Sequence[str], chosen: Mapping[str, str]) -> list[tuple[str, bool]]:
    columns = [chosen.get(str(index), "") for index in range(len(texts))]
    return [(column if column in COLUMNS else "", False) for column in columns]


def _last_of(table: Sequence[Sequence[str]], top: int) -> int:
    """The index of the last row of the column names that begin in row `top`."""
    found = [column for column, _guess in _columns(table[top])]
    if "name" not in found:
        return top
    last = top
    while last + 1 < len(table) and continues(table[last + 1], found.index("name")):
        last += 1
    return last


def continues(cells: Sequence[str], name: int) -> bool:
    """Whether a row below column names is still of them, and nobody.

    It only divides columns, as kelurahan and kecamatan of alamat; its names, in column `name`, are
    merged with the row above; or it numbers the columns.
    """
    if is_numbering(cells) or (_cell(cells, name) == DITTO and not has_contact(cells)):
        return True
    texts = [text for cell in cells if (text := cleaned(cell)) and text not in DITTOS]
    known = [HEADERS.get(recognised(text), "") for text in texts]
    parts = (column or text.casefold() in _SEXES for column, text in zip(known, texts, strict=True))
    return any(known) and all(parts) and not _cell(cells, name)


def _texts(table: Sequence[Sequence[str]], top: int, last: int) -> list[str]:
    width = max(len(cells) for cells in table[top : top + _WITHIN])
    rows = [cells for cells in table[top : last + 1] if not is_numbering(cells)]
    columns = [[_cell(cells, index) for cells in reversed(rows)] for index in range(width)]
    return [next((text for text in one if text and text not in DITTOS), "")[:60] for one in columns]


def _bare(cells: Sequence[str]) -> tuple[str, ...]:
    """What stands in cells, without the empty ones and those merged with others."""
    return tuple(text for cell in cells if (text := cleaned(cell)) and text not in DITTOS)


def _cell(cells: Sequence[str], index: int) -> str:
    return one_line(cells[index]) if index < len(cells) else ""


def _example(table: Sequence[Sequence[str]], last: int, index: int) -> str:
    below = (_cell(cells, index) for cells in table[last + 1 : last + 30])
    return next((cell[:40] for cell in below if cell), "")
