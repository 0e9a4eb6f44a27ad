"""Reading the register as it was sent in: one choice a person, and what the page had shown."""

from collections.abc import Mapping

from lms.attendance.rules import Choice, Presence
from lms.errors import Invalid
from lms.language import mark as _

SHOWN = "was-"
CHOSEN = "presence-"
LONGEST_ID = 12


def read_register(fields: Mapping[str, str]) -> list[Choice]:
    """Return the choices in the fields of a register.

    Each person has a hidden `was-<enrolment id>` and a `presence-<enrolment id>`; with the field
    `rest` everybody without a choice gets that presence. Raises Invalid for anything else.
    """
    rest = _presence(fields.get("rest", ""))
    choices = []
    for name, value in fields.items():
        if name.startswith(CHOSEN) and f"{SHOWN}{name.removeprefix(CHOSEN)}" not in fields:
            raise Invalid(_("This register is incomplete. Load the page again and repeat it."))
        if not name.startswith(SHOWN):
            continue
        key = name.removeprefix(SHOWN)
        chosen = _presence(fields.get(f"{CHOSEN}{key}", "")) or rest
        if chosen is not None:
            choices.append(Choice(_number(key), _presence(value), chosen))
    return choices


def _presence(text: str) -> Presence | None:
    if not text:
        return None
    try:
        return Presence(text)
    except ValueError:
        raise Invalid(_("Choose one of the five kinds of attendance for each person.")) from None


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_ID):
        raise Invalid(_("This register is incomplete. Load the page again and repeat it."))
    return int(text)
