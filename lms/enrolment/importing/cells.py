"""Single cells of a row, as understood; what there is to tell about them is added: pure."""

from collections.abc import Mapping

from lms.enrolment.importing.places import (
    Locality,
    district_of,
    read_area,
    read_district,
    read_subdistrict,
)
from lms.enrolment.importing.problems import CellProblem, ProblemKind, problem
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
from lms.people.contacts import MAX_LENGTHS, normalised_email, written_phone

_READ = {"name": read_name, "position": read_position, "cooperative": read_cooperative}
_MAX_PHONE_LENGTH_CELL = 80
_REPAIRED = {
    Repair.ZERO: ProblemKind.PHONE_ZERO_RESTORED,
    Repair.LETTER_O: ProblemKind.PHONE_LETTER_O,
    Repair.DOUBLE: ProblemKind.PHONE_DOUBLE,
}


def checked_text(name: str, texts: Mapping[str, str], problems: list[CellProblem]) -> str:
    """The name, the position or the cooperative of a row."""
    text = cleaned(texts.get(name, ""))
    says_nothing = text.casefold() in NOTHING or not any(sign.isalnum() for sign in text)
    text = "" if says_nothing else _READ[name](text)
    return _short(name, text, problems)


def _short(name: str, text: str, problems: list[CellProblem]) -> str:
    if len(text) <= MAX_LENGTHS[name]:
        return text
    kind = ProblemKind.NAME_TOO_LONG if name == "name" else ProblemKind.TOO_LONG
    problems.append(problem(kind, name, most=MAX_LENGTHS[name]))
    return ""


def checked_locality(texts: Mapping[str, str], problems: list[CellProblem]) -> Locality:
    """Where a cooperative is; a known subdistrict decides about the district."""
    area = read_area(cleaned(texts.get("area", "")))
    subdistrict = read_subdistrict(cleaned(texts.get("subdistrict", ""))) or area.subdistrict
    district = read_district(cleaned(texts.get("district", ""))) or area.district
    subdistrict = _short("subdistrict", subdistrict, problems)
    district = _short("district", district, problems)
    known = district_of(subdistrict)
    if known and not district:
        problems.append(problem(ProblemKind.DISTRICT_FILLED, "district", proposed=known))
    elif known and known != district:
        problems.append(
            problem(
                ProblemKind.DISTRICT_MISMATCH,
                "district",
                subdistrict=subdistrict,
                written=district,
                proposed=known,
            )
        )
    return Locality(subdistrict, known or district)


def checked_phone(text: str | None, problems: list[CellProblem]) -> tuple[str, str]:
    """The phone number, and a second one as a note."""
    if text is None:
        return "", ""
    written = cleaned(text)
    phone = read_phone(written[:_MAX_PHONE_LENGTH_CELL])
    if Repair.LOST in phone.repairs:
        problems.append(problem(ProblemKind.PHONE_UNRECOVERABLE, "phone", text=written[:40]))
    elif not phone.number:
        problems.append(problem(ProblemKind.PHONE_MISSING, "phone"))
    for repair, kind in _REPAIRED.items():
        if repair in phone.repairs:
            problems.append(problem(kind, "phone", other=written_phone(phone.other)))
    return phone.number, written_phone(phone.other)


def checked_email(text: str | None, problems: list[CellProblem]) -> str:
    """The email, empty if there is none that can be used."""
    if text is None:
        return ""
    written = cleaned(text)
    if written.casefold() in NOTHING:
        problems.append(problem(ProblemKind.EMAIL_MISSING, "email"))
        return ""
    email = normalised_email(written)
    if email is None:
        problems.append(problem(ProblemKind.EMAIL_INVALID, "email", text=written[:60]))
    return email or ""


def checked_workshop_number(text: str | None, problems: list[CellProblem]) -> int | None:
    """The number of the workshop, None if there is none or no column for it."""
    if text is None:
        return None
    number = read_workshop_number(cleaned(text))
    if number is None:
        problems.append(problem(ProblemKind.WORKSHOP_UNCLEAR, "workshop", text=cleaned(text)[:40]))
    return number
