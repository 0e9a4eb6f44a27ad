"""Looking through the parts of an XLSX workbook before anything is made of them: pure.

A few kilobytes can stand for gigabytes: cells far outside, one long text used by every cell,
entities that multiply, sizes that are not true. Each part is unpacked within a limit and read
strictly, element by element; what is left is packed anew, so that nothing else reaches the reader.

A child process with limits of memory and time was weighed instead. It would stop a bomb, but could
not say what is wrong with a file, and the rows that are hidden, which the reader does not tell,
have to be read from the same parts anyway. Starting one that imports the product takes more than a
second of processor time.

`lms.banks.safe_xml` reads XML with expat too, and says why these are two readers.
"""

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from lms.errors import Invalid, TooLarge
from lms.language import gettext_noop as _

MAX_ROWS = 6_000
MAX_COLUMNS = 60
MAX_CELLS = 200_000
MAX_MEMBERS = 200
MAX_UNPACKED = 12 * 1024 * 1024
MAX_TEXT = 12 * 1024 * 1024
"""Characters in all cells together, a text that many cells use counted for each."""
DEEPEST = 60

FAR_CELLS = _("This workbook has cells far outside the list. Copy the list into a new one.")
UNREADABLE = _("This file cannot be read. Save it as .xlsx or .csv and choose it again.")
LOCKED = _(
    "This workbook is locked with a password. Open it, remove the password, save it, and choose it "
    "again."
)
NO_SPREADSHEET = _(
    "This is a document, not a spreadsheet. Copy its table into a spreadsheet and choose that."
)
_WORKBOOK_TOO_LARGE = _("This workbook is too large. Copy the list into a new one.")
_WORKBOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_WANTED = re.compile(r"(?:\[Content_Types\]|_rels/[^/]*|xl/.*)\.(?:xml|rels)", re.IGNORECASE)
_ENCRYPTED = 1  # the bit of a member of a ZIP file that needs a password
_DOCUMENTS = frozenset({"word/document.xml", "ppt/presentation.xml"})
_OTHER_ENCODING = re.compile(rb"""encoding\s*=\s*["'](?!utf-?8)""", re.IGNORECASE)
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True)
class Parts:
    """A workbook of which nothing bad is to be expected; rows hidden in it, by sheet, from 1."""

    data: bytes
    hidden: Mapping[str, frozenset[int]]


# What zipfile and expat raise at bytes that are no workbook; not implemented: a way to compress.
_BROKEN = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    expat.ExpatError,
)


@dataclass
class _Seen:
    """What was met in one part. `lengths` and `uses` are of texts that cells share."""

    hidden: set[int] = field(default_factory=set)
    cells: int = 0
    lengths: list[int] = field(default_factory=list)
    uses: Counter[int] = field(default_factory=Counter)
    sheets: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)


def looked_through(data: bytes) -> Parts:
    """A workbook with only its own parts, each looked through. Raises TooLarge, Invalid."""
    try:
        members = _unpacked(data)
        seen = {name: _PartReader().read(content) for name, content in members.items()}
    except _BROKEN:
        raise Invalid(UNREADABLE) from None
    _refuse_much(list(seen.values()))
    return Parts(_packed(members), _hidden_rows(seen))


def _unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        members = parts.infolist()
        if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNPACKED:
            raise TooLarge(_WORKBOOK_TOO_LARGE)
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise Invalid(LOCKED)
        # Some programs write the names of members in the way of Windows.
        names = {member.filename.replace("\\", "/").lstrip("/"): member for member in members}
        if _DOCUMENTS & names.keys():
            raise Invalid(NO_SPREADSHEET)
        if _WORKBOOK not in {name.lower() for name in names}:
            raise Invalid(UNREADABLE)
        return {
            name: parts.read(member) for name, member in names.items() if _WANTED.fullmatch(name)
        }


def _packed(members: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        for name, content in members.items():
            parts.writestr(name, content)
    return file.getvalue()


def _refuse_much(seen: list[_Seen]) -> None:
    lengths = [length for one in seen for length in one.lengths]
    uses: Counter[int] = sum((one.uses for one in seen), Counter())
    text = sum(lengths[at] * times for at, times in uses.items() if at < len(lengths))
    if text > MAX_TEXT or sum(one.cells for one in seen) > MAX_CELLS:
        raise TooLarge(_WORKBOOK_TOO_LARGE)


def _hidden_rows(seen: Mapping[str, _Seen]) -> dict[str, frozenset[int]]:
    """The hidden rows by the names of sheets, which the workbook links to its parts."""
    sheets = seen[_WORKBOOK].sheets if _WORKBOOK in seen else {}
    links = seen[_LINKS].links if _LINKS in seen else {}
    paths = {
        sheet: posixpath.normpath(posixpath.join("/xl", links.get(link, ""))).lstrip("/")
        for sheet, link in sheets.items()
    }
    return {
        sheet: frozenset(seen[path].hidden)
        for sheet, path in paths.items()
        if path in seen and seen[path].hidden
    }


class _PartReader:
    """Reads one part. Rows and cells without an address follow the one before, as in a reader."""

    def __init__(self) -> None:
        self._seen = _Seen()
        self._depth = self._row = self._column = 0
        self._shares = self._counts = self._is_far = False
        self._index: list[str] | None = None
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._starts = {
            "row": self._begin_row,
            "c": self._begin_cell,
            "v": self._begin_value,
            "is": self._begin_content,
            "f": self._begin_content,
            "si": self._begin_shared,
            "sheet": self._note_sheet,
            "Relationship": self._note_link,
        }

    def read(self, part: bytes) -> _Seen:
        """What is in a part. Raises TooLarge, Invalid, ExpatError."""
        # Only UTF-8, so that what is read here is what the reader will read.
        if part.startswith((b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")):
            raise Invalid(UNREADABLE)
        if _OTHER_ENCODING.search(part[:200]):
            raise Invalid(UNREADABLE)
        self._parser.Parse(part, True)
        return self._seen

    def _refuse(self, *_declared: object) -> None:
        raise Invalid(UNREADABLE)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise Invalid(UNREADABLE)
        # Whatever prefix a program gives to the names of the format.
        begin = self._starts.get(tag.rpartition(":")[2])
        if begin is not None:
            begin(attributes)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        name = tag.rpartition(":")[2]
        if name == "si":
            self._counts = False
        elif name == "v" and self._index is not None:
            index = "".join(self._index).strip()
            if index.isascii() and index.isdigit() and len(index) < 10:
                self._seen.uses[int(index)] += 1
            self._index = None

    def _text(self, text: str) -> None:
        if self._counts:
            self._seen.lengths[-1] += len(text)
        elif self._index is not None:
            self._index.append(text)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        written = attributes.get("r", "")
        self._row = int(written) if written.isascii() and written.isdigit() else self._row + 1
        self._column = 0
        if attributes.get("hidden") in ("1", "true") and self._row <= MAX_ROWS:
            self._seen.hidden.add(self._row)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._seen.cells += 1
        if self._seen.cells > MAX_CELLS:
            raise TooLarge(_WORKBOOK_TOO_LARGE)
        place = _PLACE.fullmatch(attributes.get("r", "").upper())
        if place is None and "r" in attributes:
            raise Invalid(UNREADABLE)
        self._column = _column_number(place[1]) if place else self._column + 1
        row = int(place[2]) if place else self._row
        self._is_far = self._column > MAX_COLUMNS or row > MAX_ROWS
        self._shares = attributes.get("t") == "s"

    def _begin_content(self, _attributes: dict[str, str]) -> None:
        """Refuse a far cell with something in it; offices format empty ones down to the last."""
        if self._is_far:
            raise TooLarge(FAR_CELLS)

    def _begin_value(self, attributes: dict[str, str]) -> None:
        self._begin_content(attributes)
        self._index = [] if self._shares else None

    def _begin_shared(self, _attributes: dict[str, str]) -> None:
        self._seen.lengths.append(0)
        self._counts = True

    def _note_sheet(self, attributes: dict[str, str]) -> None:
        link = next((value for key, value in attributes.items() if key[-3:] == ":id"), "")
        self._seen.sheets[attributes.get("name", "")] = link

    def _note_link(self, attributes: dict[str, str]) -> None:
        self._seen.links[attributes.get("Id", "")] = attributes.get("Target", "")


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
