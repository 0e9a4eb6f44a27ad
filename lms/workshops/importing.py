"""Reading rows of a participants' list: pure, every doubt stands at its row and column."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lms.errors import Invalid
from lms.language import mark as _
from lms.workshops.contacts import (
    cooperative_key,
    normalised_email,
    normalised_phone,
    one_line,
    recognised,
)

COLUMNS = {
    "name": _("Name"),
    "position": _("Position"),
    "cooperative": _("Cooperative"),
    "subdistrict": _("Subdistrict"),
    "district": _("District"),
    "phone": _("Phone"),
    "email": _("Email"),
    "code": _("Participant code"),
    "workshop": _("Workshop"),
}
HEADERS = {
    "name": {"nama", "nama lengkap", "nama peserta", "name"},
    "position": {"jabatan", "position"},
    "cooperative": {"koperasi", "nama koperasi", "asal koperasi", "cooperative"},
    "subdistrict": {"kelurahan", "desa", "desa kelurahan", "subdistrict"},
    "district": {"kecamatan", "district"},
    "phone": {"hp", "no hp", "nomor hp", "no hp wa", "telepon", "no telepon", "wa", "phone"},
    "email": {"email", "e mail", "surel"},
    "code": {"kode", "kode peserta", "participant code"},
    "workshop": {"angkatan", "sesi", "workshop"},
}
LONGEST = {"name": 120, "position": 80, "cooperative": 160, "subdistrict": 80, "district": 80}
HEADER_WITHIN = 20
"""The column names stand within so many rows from the top; titles may come before them."""


@dataclass(frozen=True)
class Problem:
    """Something about one cell. A `fatal` one leaves the whole row out."""

    column: str
    sentence: str
    params: Mapping[str, object] = field(default_factory=dict)
    fatal: bool = False


@dataclass(frozen=True)
class Row:
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
    workshop_number: int | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Whether the row can be imported in spite of its problems."""
        return not any(problem.fatal for problem in self.problems)

    def identities(self) -> tuple[tuple[str, ...], ...]:
        """Return what this person may be recognised by, the surest first."""
        return identities(
            self.name, self.code, self.phone, self.email, cooperative_key(self.cooperative)
        )


@dataclass(frozen=True)
class ParticipantList:
    """The rows of a file, and what was not looked at."""

    rows: tuple[Row, ...]
    blank: int
    has_workshops: bool
    unused_columns: tuple[str, ...]


def identities(
    name: str, code: str, phone: str, email: str, cooperative: str
) -> tuple[tuple[str, ...], ...]:
    """Return the keys under which a person is the same: her code, or her name with one thing more.

    A phone or an email alone is not enough, for offices share them.
    """
    who = recognised(name)
    keys: list[tuple[str, ...]] = [("code", code)] if code else []
    more = (("phone", phone), ("email", email), ("cooperative", cooperative))
    known: list[tuple[str, ...]] = [(kind, value, who) for kind, value in more if value]
    return (*keys, *(known or [("name", who)]))


def read_participants(table: Sequence[Sequence[str]]) -> ParticipantList:
    """Return the people of a table whose column names stand near its top. Raises Invalid."""
    header, columns, unused = _header(table)
    rows = []
    blank = 0
    for line, cells in enumerate(table[header + 1 :], start=header + 2):
        texts = {
            name: one_line(cells[index]) if index < len(cells) else ""
            for name, index in columns.items()
        }
        if any(texts.values()):
            rows.append(_row(line, texts))
        else:
            blank += 1
    if not rows:
        raise Invalid(_("There is nobody below the column names of this list."))
    return ParticipantList(tuple(rows), blank, "workshop" in columns, unused)


def _header(table: Sequence[Sequence[str]]) -> tuple[int, dict[str, int], tuple[str, ...]]:
    for number, cells in enumerate(table[:HEADER_WITHIN]):
        columns: dict[str, int] = {}
        unused = []
        for index, cell in enumerate(cells):
            name = _column_named(cell)
            if name is not None and name not in columns:
                columns[name] = index
            elif cell.strip():
                unused.append(one_line(cell)[:40])
        if "name" in columns:
            return number, columns, tuple(unused)
    raise Invalid(
        _("No column for names was found. The first row needs column names, one of them nama.")
    )


def _column_named(cell: str) -> str | None:
    words = recognised(cell.replace("_", " "))
    return next((name for name, known in HEADERS.items() if words in known), None)


def _row(line: int, texts: Mapping[str, str]) -> Row:
    problems: list[Problem] = []
    fitting = {name: _fitting(name, texts.get(name, ""), problems) for name in LONGEST}
    if not fitting["name"] and not problems:
        problems.append(Problem("name", _("The name is missing."), fatal=True))
    return Row(
        **fitting,
        line=line,
        phone=_phone(texts.get("phone", ""), problems),
        email=_email(texts.get("email", ""), problems),
        code=re.sub(r"[^A-Z0-9]", "", texts.get("code", "").upper())[:16],
        workshop_number=_workshop_number(texts.get("workshop"), problems),
        problems=tuple(problems),
    )


def _fitting(name: str, text: str, problems: list[Problem]) -> str:
    if len(text) <= LONGEST[name]:
        return text
    problems.append(
        Problem(
            name,
            _("This is longer than %(most)s characters."),
            {"most": LONGEST[name]},
            fatal=name == "name",
        )
    )
    return ""


def _phone(text: str, problems: list[Problem]) -> str:
    if text in {"", "-"}:
        return ""
    phone = normalised_phone(text)
    if phone is None:
        problems.append(
            Problem(
                "phone", _("%(text)s is not a phone number; it is left out."), {"text": text[:40]}
            )
        )
        return ""
    if text.startswith("8"):
        problems.append(Problem("phone", _("The zero in front was missing; it is put back.")))
    return phone


def _email(text: str, problems: list[Problem]) -> str:
    if text in {"", "-"}:
        return ""
    email = normalised_email(text)
    if email is None:
        problems.append(
            Problem(
                "email", _("%(text)s is not an email address; it is left out."), {"text": text[:60]}
            )
        )
    return email or ""


def _workshop_number(text: str | None, problems: list[Problem]) -> int | None:
    if text is None:
        return None
    found = re.fullmatch(r"(?:angkatan\s*)?([0-9]{1,3})(?:\.0)?", text.casefold())
    if found is None:
        problems.append(
            Problem("workshop", _("Write the number of the workshop in this row."), fatal=True)
        )
        return None
    return int(found[1])
