"""Which PINs are too easy to guess, and why."""

from collections.abc import Collection
from datetime import date
from itertools import pairwise

from lms.language import gettext_noop as _
from lms.people.models import Person

PIN_DIGITS = 6
_NO_PIN = _("A PIN has six digits.")
_PATTERN = _("This PIN is too easy to guess. Choose digits without a pattern.")
_A_DATE = _("This PIN looks like a date of birth, which others may know. Choose other digits.")
_KNOWN = _("This PIN stands in your phone number or code. Choose other digits.")


def pin_problem(pin: str, known: Collection[str] = ()) -> str:
    """A sentence that says why `pin` will not do, nothing if it will.

    `known` are numbers that others know of her, such as her phone; their other signs do not count.
    """
    if not (pin.isascii() and pin.isdigit() and len(pin) == PIN_DIGITS):
        return _NO_PIN
    if _has_pattern(pin):
        return _PATTERN
    if any(pin in "".join(sign for sign in text if sign.isdigit()) for text in known):
        return _KNOWN
    return _A_DATE if _is_date(pin) else ""


def numbers_known_of(person: Person) -> tuple[str, ...]:
    """The numbers of a person that others know."""
    return person.phone, person.participant_code or ""


def _has_pattern(pin: str) -> bool:
    """Whether a PIN is like 123456, 654321, 121212, 123123, 112233, 123321 or 110011."""
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    repeats = any(pin == pin[:size] * (PIN_DIGITS // size) for size in (1, 2, 3))
    doubled = pin[::2] == pin[1::2]
    return repeats or doubled or pin == pin[::-1] or len(set(pin)) <= 2 or steps in ({1}, {9})


def _is_date(pin: str) -> bool:
    """Whether a PIN is a day as people write it: 170865 or 650817."""
    a, b, c = (int(pin[place : place + 2]) for place in (0, 2, 4))
    # The century matters for 29 February of year 00 only, and 2000 had one.
    return any(_exists(2000 + year, b, day) for year, day in ((c, a), (a, c)))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
