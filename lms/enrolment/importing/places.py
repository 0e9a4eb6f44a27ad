"""Subdistricts (kelurahan, desa) and districts (kecamatan) as lists write them: pure.

The subdistricts of Kota Denpasar stand in `denpasar.json`; one that is not there is no error.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lms.enrolment.importing.values import cased
from lms.people.contacts import recognised

_DATA: Mapping[str, list[str]] = json.loads(
    Path(__file__).with_name("denpasar.json").read_text(encoding="utf-8")
)
_DISTRICT_OF = {recognised(name): district for district, names in _DATA.items() for name in names}
_SUBDISTRICTS = {recognised(name): name for names in _DATA.values() for name in names}
_SIDES = {
    "Denpasar Selatan": ("sel", "selatan"),
    "Denpasar Timur": ("tim", "timur"),
    "Denpasar Barat": ("bar", "barat"),
    "Denpasar Utara": ("ut", "utara"),
}
_DISTRICTS = {
    spelling: district
    for district, (short, side) in _SIDES.items()
    for spelling in (
        f"den{short}",
        f"den {short}",
        f"denpasar {side}",
        f"dps {side}",
        f"dps {short}",
        f"dp {side}",
        f"d {side}",
    )
}
_PREFIX = re.compile(r"^(?:kelurahan|kecamatan|desa|kel|kec|ds)\b[\s.:]*", re.IGNORECASE)
_BETWEEN = re.compile(
    r"\s*[/,;|]\s*|\s+[-\u2013]\s*|\s*[-\u2013]\s+|\s+(?=kec(?:amatan|\.)\s)", re.I
)


@dataclass(frozen=True)
class Locality:
    """A subdistrict and its district, each empty if not written or not known."""

    subdistrict: str = ""
    district: str = ""


def read_subdistrict(text: str) -> str:
    """A subdistrict without `Kel.` before it, in its known spelling if it has one."""
    bare = _without_prefix(text)
    return _SUBDISTRICTS.get(recognised(bare)) or cased(bare)


def read_district(text: str) -> str:
    """A district in full: `Densel`, `Dps Selatan`, `Kec. Denpasar Selatan` are the same."""
    bare = _without_prefix(text)
    return _DISTRICTS.get(recognised(bare)) or cased(bare)


def read_area(text: str) -> Locality:
    """What one cell says about both: `Sanur Kaja - Densel`."""
    parts = [part for part in _BETWEEN.split(text) if part.strip()]
    if len(parts) == 1 and recognised(_without_prefix(parts[0])) in _DISTRICTS:
        return Locality("", read_district(parts[0]))
    subdistrict = read_subdistrict(parts[0]) if parts else ""
    return Locality(subdistrict, read_district(", ".join(parts[1:])))


def district_of(subdistrict: str) -> str:
    """The district of a subdistrict of Kota Denpasar, empty if it is none of them."""
    return _DISTRICT_OF.get(recognised(subdistrict), "")


def _without_prefix(text: str) -> str:
    return _PREFIX.sub("", text.strip()).strip(" .")
