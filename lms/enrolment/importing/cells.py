"""Single cells of a row, as understood; what there is to tell about them is added: pure."""

from collections.abc import Mapping

from lms.enrolment.importing.places import (
    Place,
    district_of,
    read_area,
    read_district,
    read_subdistrict,
)
from lms.enrolment.importing.problems import Kind, Problem, problem
from lms.enrolment.importing.values import (
    NOTHING,
    Repair,
    cleaned,
    read_cooperative,
    read_name,
    read_phone,
    read_position,
    read_workshop_number,
)
from lms.people.contacts import LONGEST, normalised_email, written_phone

_READ = {"name": read_name, "position": read_position, "cooperative": read_cooperative}
_LONGEST_PHONE_CELL = 80
_REPAIRED = {
    Repair.ZERO: Kind.PHONE_ZERO_RESTORED,
    Repair.LETTER_O: Kind.PHONE_LETTER_O,
    Repair.DOUBLE: Kind.PHONE_DOUBLE,
}


def told_fitting(name: str, texts: Mapping[str, str], told: list[Problem]) -> str:
    """Return the name, the position or the cooperative of a row."""
    text = cleaned(texts.get(name, ""))
    text = "" if text.casefold() in NOTHING else _READ[name](text)
    return _short(name, text, told)


def _short(name: str, text: str, told: list[Problem]) -> str:
    if len(text) <= LONGEST[name]:
        return text
    kind = Kind.NAME_TOO_LONG if name == "name" else Kind.TOO_LONG
    told.append(problem(kind, name, most=LONGEST[name]))
    return ""


def told_place(texts: Mapping[str, str], told: list[Problem]) -> Place:
    """Return where a cooperative is; a known subdistrict decides about the district."""
    area = read_area(cleaned(texts.get("area", "")))
    subdistrict = read_subdistrict(cleaned(texts.get("subdistrict", ""))) or area.subdistrict
    district = read_district(cleaned(texts.get("district", ""))) or area.district
    subdistrict = _short("subdistrict", subdistrict, told)
    district = _short("district", district, told)
    known = district_of(subdistrict)
    if known and not district:
        told.append(problem(Kind.DISTRICT_FILLED, "district", proposed=known))
    elif known and known != district:
        told.append(
            problem(
                Kind.DISTRICT_MISMATCH,
                "district",
                subdistrict=subdistrict,
                written=district,
                proposed=known,
            )
        )
    return Place(subdistrict, known or district)


def told_phone(text: str | None, told: list[Problem]) -> tuple[str, str]:
    """Return the phone number, and a second one as a note."""
    if text is None:
        return "", ""
    written = cleaned(text)
    phone = read_phone(written[:_LONGEST_PHONE_CELL])
    if Repair.LOST in phone.repairs:
        told.append(problem(Kind.PHONE_UNRECOVERABLE, "phone", text=written[:40]))
    elif not phone.number:
        told.append(problem(Kind.PHONE_MISSING, "phone"))
    for repair, kind in _REPAIRED.items():
        if repair in phone.repairs:
            told.append(problem(kind, "phone", other=written_phone(phone.other)))
    return phone.number, written_phone(phone.other)


def told_email(text: str | None, told: list[Problem]) -> str:
    """Return the email, empty if there is none that can be used."""
    if text is None:
        return ""
    written = cleaned(text)
    if written.casefold() in NOTHING:
        told.append(problem(Kind.EMAIL_MISSING, "email"))
        return ""
    email = normalised_email(written)
    if email is None:
        told.append(problem(Kind.EMAIL_INVALID, "email", text=written[:60]))
    return email or ""


def told_workshop_number(text: str | None, told: list[Problem]) -> int | None:
    """Return the number of the workshop, None if there is none or no column for it."""
    if text is None:
        return None
    number = read_workshop_number(cleaned(text))
    if number is None:
        told.append(problem(Kind.WORKSHOP_UNCLEAR, "workshop", text=cleaned(text)[:40]))
    return number
