"""Single cells of an office's list as typed values: names, positions, phones, numbers. Pure.

Reading what was read once changes nothing any more.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from lms.people.contacts import normalised_phone, one_line, recognised

NOTHING = frozenset({"", "-", "--", "\u2013", "\u2014", "0", "n/a", "tidak ada", "belum ada"})
"""What people write into a cell that has nothing to say."""

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_USUAL_DEGREES = (
    "S.E. S.H. S.S. S.T. S.P. S.Ag. S.Ak. S.I.P. S.Kom. S.Pd. S.Pt. S.Si. S.Sos. S.Sn. S.TP. "
    "M.M. M.H. M.T. M.Ak. M.Kom. M.Pd. M.Si. M.Sos. M.Hum. M.Sn. A.Md. A.Md.Kom. A.Md.Ak. "
    "Ak. CA. Ph.D."
)
_DEGREES = {re.sub(r"\W", "", degree).casefold(): degree for degree in _USUAL_DEGREES.split()}
_KINDS = frozenset({"ksp", "ksu", "kud", "kpn", "kpri", "ksps", "kspps", "usp", "kkmp", "kdmp"})
_KOPERASI = frozenset({"kop", "kopr", "koperasi"})
_JOINED = frozenset(
    {"kospin", "kopkar", "kopwan", "koppas", "koptan", "puskop", "puskud", "primkop"}
)
_POSITIONS = {
    spelling: position
    for position, spellings in {
        "Ketua": "ketua ktua",
        "Wakil Ketua": "wakil_ketua waka wkl_ketua",
        "Sekretaris": "sekretaris sekertaris sekretris sekr sek sekre",
        "Bendahara": "bendahara bend bendhara bdhr",
        "Pengawas": "pengawas",
        "Manajer": "manajer manager mgr meneger",
        "Juru Buku": "juru_buku jurubuku",
        "Kasir": "kasir kassir",
        "Admin": "admin adm",
        "Anggota": "anggota",
    }.items()
    for spelling in (one.replace("_", " ") for one in spellings.split())
}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_SCIENTIFIC = re.compile(r"[0-9]+(?:[.,][0-9]+)?\s*e\s*\+?\s*[0-9]+", re.IGNORECASE)
_ROUNDED_ZEROS = 7  # a spreadsheet that shows 8,1E+10 has forgotten at least so many last digits


def cleaned(text: str) -> str:
    """A cell as one line of ordinary characters: no odd blanks, nothing invisible."""
    if text.isascii() and text.isprintable():
        return one_line(text)
    plain = unicodedata.normalize("NFKC", text)
    visible = "".join(
        mark for mark in plain if unicodedata.category(mark) != "Cf" or mark.isspace()
    )
    return one_line(visible)


def cased(text: str) -> str:
    """A text with capitals as in a title if it is written all large or all small."""
    if not (text.isupper() or text.islower()):
        return text
    return _WORD.sub(lambda word: word[0].capitalize(), text)


def read_name(text: str) -> str:
    """A name with usual capitals and degrees: `ni luh arini, SE` is `Ni Luh Arini, S.E.`.

    Abbreviations are kept: nobody's name is guessed.
    """
    name, *degrees = (part.strip() for part in cleaned(text).split(","))
    return ", ".join([cased(name), *(_degree(one) for one in degrees if one)])


def is_degree(text: str) -> bool:
    """Whether a cell is a degree and nothing else: `SE`, `S.Kom.`."""
    return re.sub(r"\W", "", cleaned(text)).casefold() in _DEGREES


def _degree(text: str) -> str:
    return _DEGREES.get(re.sub(r"\W", "", text).casefold()) or cased(text)


def read_position(text: str) -> str:
    """An office as it is usually written: `Bend.` is `Bendahara`."""
    return _POSITIONS.get(recognised(text)) or cased(text)


def read_cooperative(text: str) -> str:
    """The name of a cooperative: `Kop.` is `Koperasi`, `Ksp.` is `KSP`."""
    first, _blank, rest = text.partition(" ")
    kind = recognised(first).replace(" ", "")
    if kind in _KINDS:
        return f"{kind.upper()} {cased(rest)}".strip()
    if kind in _KOPERASI:
        return f"Koperasi {cased(rest)}".strip()
    return cased(text)


def is_cooperative(name: str) -> bool:
    """Whether a name begins as a cooperative's does: `KSP Contoh`, `Koperasi Contoh`."""
    first, _blank, rest = cleaned(name).partition(" ")
    return bool(rest) and recognised(first).replace(" ", "") in _KINDS | _KOPERASI | _JOINED


def read_workshop_number(text: str) -> int | None:
    """The number in `Angkatan 2`, `II`, `2.0`, `ke-2`; None if there is none."""
    bare = re.sub(r"^(?:angkatan|sesi|gelombang|gel|kelas|batch)\b[\s.:]*", "", text.casefold())
    bare = re.sub(r"^ke[\s-]*", "", bare).strip(" .")
    if found := re.fullmatch(r"0*([1-9][0-9]{0,2})(?:[.,]0+)?", bare):
        return int(found[1])
    return _roman(bare) if re.fullmatch(r"[ivxl]{1,7}", bare) else None


def _roman(numeral: str) -> int | None:
    values = [_ROMAN[letter] for letter in numeral]
    total = sum(
        -one if one < following else one
        for one, following in zip(values, [*values[1:], 0], strict=True)
    )
    # Written back, for letters such as IIX are no numeral.
    return total if _in_roman(total) == numeral else None


def _in_roman(number: int) -> str:
    parts = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    text = ""
    for value, letters in parts:
        count, number = divmod(number, value)
        text += letters * count
    return text


class Repair(StrEnum):
    """What was done to make a phone number of a cell."""

    ZERO = "zero"
    LETTER_O = "letter_o"
    DOUBLE = "double"
    LOST = "lost"


@dataclass(frozen=True)
class Phone:
    """A phone number in E.164, empty if there is none; a second one; what was repaired."""

    number: str = ""
    other: str = ""
    repairs: frozenset[Repair] = frozenset()


def read_phone(text: str) -> Phone:
    """The phone number of a cell, the first if there are two."""
    bare = cleaned(re.sub(r"\([^)]*[^\W\d_][^)]*\)", " ", cleaned(text)))
    if bare.casefold() in NOTHING:
        return Phone()
    # A spreadsheet took the number for a sum, and its last digits are gone.
    if _SCIENTIFIC.fullmatch(bare):
        return Phone(repairs=frozenset({Repair.LOST}))
    number, repairs = _one_phone(bare)
    if number:
        return Phone(number, "", repairs)
    parts = [part for part in re.split(r"[/;,|&]|\b(?:dan|atau)\b", bare) if part.strip()]
    read = [one for one in map(_one_phone, parts) if one[0]]
    if not read or len(parts) < 2:
        return Phone(repairs=frozenset({Repair.LOST}))
    others = [one for one, _repairs in read[1:] if one != read[0][0]]
    repairs = read[0][1] | ({Repair.DOUBLE} if others else set())
    return Phone(read[0][0], others[0] if others else "", repairs)


def _one_phone(text: str) -> tuple[str, frozenset[Repair]]:
    bare = re.sub(r"^(?:hp|wa|no|telp?|telepon|tlp)\b[\s.:/]*", "", text.strip(), flags=re.I)
    bare = re.sub(r"[\s.:]*\b(?:hp|wa)$", "", bare, flags=re.I)
    repairs = set()
    digits = re.sub(r"[Oo]", "0", bare)
    if digits != bare:
        repairs.add(Repair.LETTER_O)
    digits = re.sub(r"^(\+?62)[\s.-]*\(?0\)?", r"\1", digits)
    number = normalised_phone(digits)
    if number is None or number.endswith("0" * _ROUNDED_ZEROS):
        return "", frozenset()
    if digits.lstrip("'( ").startswith("8"):
        repairs.add(Repair.ZERO)
    return number, frozenset(repairs)
