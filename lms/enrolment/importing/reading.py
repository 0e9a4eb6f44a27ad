"""Reading rows of a participants' list: pure, every change and doubt stands at its row and column.

What is read is repaired where that is safe, and told; nothing is guessed in silence.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lms.enrolment.importing.cells import (
    checked_email,
    checked_locality,
    checked_phone,
    checked_text,
    checked_workshop_number,
)
from lms.enrolment.importing.columns import (
    DITTOS,
    Header,
    continues,
    find_header,
    is_header,
    section_title,
)
from lms.enrolment.importing.lists import Listed
from lms.enrolment.importing.passing import begins_signature, is_of_person, is_total
from lms.enrolment.importing.problems import CellProblem, ProblemKind, problem
from lms.enrolment.importing.values import cleaned, is_cooperative, is_degree
from lms.errors import Invalid
from lms.language import gettext_noop as _
from lms.people.contacts import cooperative_key, recognised, written_phone

_MERGED = frozenset({"position", "cooperative", "area", "subdistrict", "district", "workshop"})
_ODD_BLANKS = re.compile(r"^\s+|\s+$|\s{2,}|[^\S ]")
_BESIDE = frozenset({"workshop", "code"})
_FEW_COLUMNS = 2  # in so small a list a name may well stand alone


@dataclass(frozen=True)
class CellChange:
    """One cell as it was written, and as it is understood."""

    column: str
    old: str
    new: str

    @property
    def written(self) -> str:
        """The old text, with blanks made visible that do not belong there."""
        return _ODD_BLANKS.sub(lambda blanks: "\u2423" * len(blanks[0]), self.old)


@dataclass(frozen=True)
class ParticipantRow:
    """One person of a list, as understood. `line` counts the rows of the file from 1."""

    name: str
    line: int = 0
    position: str = ""
    cooperative: str = ""
    subdistrict: str = ""
    district: str = ""
    phone: str = ""
    email: str = ""
    code: str = ""
    note: str = ""
    workshop_number: int | None = None
    problems: tuple[CellProblem, ...] = ()
    changes: tuple[CellChange, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Whether the row can be imported in spite of its problems."""
        return not any(one.fatal for one in self.problems)

    def has(self, kind: ProblemKind) -> bool:
        return any(one.kind is kind for one in self.problems)

    def with_problems(self, *more: CellProblem) -> "ParticipantRow":
        """The row with more problems."""
        return replace(self, problems=(*self.problems, *more))

    def spelt(self, cooperative: str) -> "ParticipantRow":
        """The row with the known spelling of its cooperative, told as a change."""
        if cooperative == self.cooperative:
            return self
        written = next((one.old for one in self.changes if one.column == "cooperative"), None)
        others = [one for one in self.changes if one.column != "cooperative"]
        change = CellChange("cooperative", written or self.cooperative, cooperative)
        if change.old != cooperative:
            others.append(change)
        return replace(self, cooperative=cooperative, changes=tuple(others))

    def identities(self) -> tuple[tuple[str, ...], ...]:
        """What this person may be recognised by, the surest first."""
        return identities(
            self.name, self.code, self.phone, self.email, cooperative_key(self.cooperative)
        )


@dataclass(frozen=True)
class ParticipantList:
    """The rows of a file, and what was passed over; of signatures below it the rows."""

    rows: tuple[ParticipantRow, ...]
    header: Header
    blank: int = 0
    totals: int = 0
    headers: int = 0
    signatures: tuple[int, ...] = ()

    @property
    def has_workshops(self) -> bool:
        """Whether the list says which workshop a row is for."""
        numbered = (row.workshop_number is not None for row in self.rows)
        return "workshop" in self.header.columns or any(numbered)


def identities(
    name: str, code: str, phone: str, email: str, cooperative: str
) -> tuple[tuple[str, ...], ...]:
    """The keys under which a person is the same: her code, or her name with one thing more.

    A phone or an email alone is not enough, for offices share them.
    """
    who = recognised(name)
    keys: list[tuple[str, ...]] = [("code", code)] if code else []
    more = (("phone", phone), ("email", email), ("cooperative", cooperative))
    known: list[tuple[str, ...]] = [(kind, value, who) for kind, value in more if value]
    return (*keys, *(known or [("name", who)]))


def read_participants(listed: Listed, chosen: Mapping[str, str] | None = None) -> ParticipantList:
    """The people of a list whose column names stand near its top. Raises Invalid.

    `chosen` is what the organiser says the columns hold, as in `find_header`.
    """
    header = find_header(listed.rows, chosen)
    reader = _ListReader(header, frozenset(listed.hidden), header.section)
    rows = tuple(reader.rows(listed.rows))
    if not rows:
        raise Invalid(_("There is nobody below the column names of this list."))
    return ParticipantList(
        rows, header, reader.blank, reader.totals, reader.headers, tuple(reader.signatures)
    )


@dataclass
class _ListReader:
    """Goes down a list; a blank row ends a block, within which a workshop may be left out."""

    header: Header
    hidden: frozenset[int]
    section: str
    blank: int = 0
    totals: int = 0
    headers: int = 0
    signatures: list[int] = field(default_factory=list)
    _above: dict[str, str] = field(default_factory=dict)
    _workshop: str = ""
    _is_signed: bool = False  # below the last person, among those who sign the list

    def rows(self, table: Sequence[Sequence[str]]) -> Iterator[ParticipantRow]:
        columns = self.header.columns
        was_header = False
        for line, written in enumerate(table[self.header.last + 1 :], self.header.last + 2):
            cells = self._mended(written)
            texts = {
                name: cells[index] if index < len(cells) else "" for name, index in columns.items()
            }
            is_heading = self._is_heading(written, texts, was_header=was_header)
            if not any(cleaned(cell) for cell in cells):
                self.blank += 1
                self._end_block()
            elif is_heading:
                self.headers += 1
                self._is_signed = False
            elif is_total(cells, texts):
                self.totals += 1
                self._end_block()
            elif title := section_title(cells):
                self._end_block()
                self._is_signed = False
                self.section = title
            elif self._signs(cells, texts):
                self.signatures.append(line)
            elif any(cleaned(text) for text in texts.values()):
                yield self._row(line, texts)
            was_header = is_heading

    def _is_heading(
        self, cells: Sequence[str], texts: Mapping[str, str], *, was_header: bool
    ) -> bool:
        """Whether cells are titles or column names again, as on a new page."""
        if was_header and continues(cells, self.header.columns["name"]):
            return True
        return self.header.repeats(cells) or is_header(cells, texts["name"])

    def _signs(self, cells: Sequence[str], texts: Mapping[str, str]) -> bool:
        """Whether a row is of those who sign the list; one with a phone is a person even there."""
        if is_of_person(texts):
            return False
        self._is_signed = self._is_signed or begins_signature(cells, texts["name"])
        return self._is_signed

    def _mended(self, cells: Sequence[str]) -> Sequence[str]:
        """The cells; degrees that a comma without quotation marks cut off go to the name."""
        at = self.header.columns["name"] + 1
        while any(map(cleaned, cells[self.header.width :])) and is_degree(cells[at]):
            cells = [*cells[: at - 1], f"{cells[at - 1]}, {cells[at]}", *cells[at + 1 :]]
        return cells

    def _end_block(self) -> None:
        self._above, self._workshop = {}, ""

    def _row(self, line: int, texts: dict[str, str]) -> ParticipantRow:
        problems: list[CellProblem] = []
        if line in self.hidden:
            problems.append(problem(ProblemKind.ROW_HIDDEN, "name"))
        filled = self._filled(texts, problems)
        self._above = filled
        return _row(line, texts, filled, problems)

    def _filled(self, texts: Mapping[str, str], problems: list[CellProblem]) -> dict[str, str]:
        """The cells, those merged with the row above filled from it."""
        filled = dict(texts)
        for name in _MERGED & texts.keys():
            text = cleaned(texts[name])
            if text in DITTOS and name != "workshop":
                filled[name] = self._above.get(name, "")
                problems.append(problem(ProblemKind.FILLED_DOWN, name, value=filled[name]))
        if "workshop" in texts or self.section:
            text = cleaned(texts.get("workshop", ""))
            if text and text not in DITTOS:
                self._workshop = text
            elif above := self._workshop or self.section:
                problems.append(problem(ProblemKind.WORKSHOP_FILLED_DOWN, "workshop", value=above))
            filled["workshop"] = self._workshop or self.section
        return filled


def _row(
    line: int, written: Mapping[str, str], texts: Mapping[str, str], problems: list[CellProblem]
) -> ParticipantRow:
    name = checked_text("name", texts, problems)
    if not any(mark.isalpha() for mark in name):
        name = ""
    if not name and not any(one.fatal for one in problems):
        problems.append(problem(ProblemKind.NAME_MISSING, "name"))
    said = [one for column, one in texts.items() if column not in _BESIDE and cleaned(one)]
    if len(texts.keys() - _BESIDE) > _FEW_COLUMNS and len(said) == 1:
        problems.append(problem(ProblemKind.ONLY_A_NAME, "name"))
    if is_cooperative(name):
        problems.append(problem(ProblemKind.NAME_IS_COOPERATIVE, "name"))
    place = checked_locality(texts, problems)
    phone, note = checked_phone(texts.get("phone"), problems)
    row = ParticipantRow(
        name=name,
        position=checked_text("position", texts, problems),
        cooperative=checked_text("cooperative", texts, problems),
        line=line,
        subdistrict=place.subdistrict,
        district=place.district,
        phone=phone,
        note=note,
        email=checked_email(texts.get("email"), problems),
        code=re.sub(r"[^A-Z0-9]", "", texts.get("code", "").upper())[:16],
        workshop_number=checked_workshop_number(texts.get("workshop"), problems),
        problems=tuple(problems),
    )
    return replace(row, changes=tuple(_changes(written, row)))


def _changes(written: Mapping[str, str], row: ParticipantRow) -> Iterator[CellChange]:
    """Yield what is understood otherwise than it stands in the list."""
    for name in ("name", "position", "cooperative"):
        if (old := written.get(name, "")) and old != (new := getattr(row, name)):
            yield CellChange(name, old, new)
    place = ", ".join(one for one in (row.subdistrict, row.district) if one)
    if "area" in written and re.sub(r"\s*[/,]\s*", ", ", written["area"]) != place:
        yield CellChange("area", written["area"], place)
    for name in ("subdistrict", "district"):
        if name in written and written[name] != (new := getattr(row, name)):
            yield CellChange(name, written[name], new)
    old = written.get("phone", "")
    plain = {row.phone, written_phone(row.phone), row.phone.replace("+62", "0")}
    if old and old not in plain:
        yield CellChange("phone", old, written_phone(row.phone))
    if (old := written.get("email", "")) and old != row.email:
        yield CellChange("email", old, row.email)
    number = "" if row.workshop_number is None else str(row.workshop_number)
    if "workshop" in written and written["workshop"] != number:
        yield CellChange("workshop", written["workshop"], number)
