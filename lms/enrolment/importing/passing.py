"""Rows of a list that are nobody: totals, numbers of columns, signatures below it. Pure."""

import re
from collections.abc import Mapping, Sequence
from string import ascii_lowercase

from lms.enrolment.importing.values import cleaned, read_phone
from lms.people.contacts import normalised_email, recognised

_TOTAL = re.compile(r"(?:grand |sub ?)?(?:jumlah|total)\b")
_MIN_NUMBERED = 3  # columns; fewer numbers side by side may mean anything
_MONTHS = (
    "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember|"
    "jan|feb|mar|apr|jun|jul|agt|ags|agu|sep|sept|okt|nov|des"
)
_SIGNED = re.compile(
    r"(?:mengetahui|menyetujui|mengesahkan|disahkan|dibuat oleh|yang membuat|hormat kami|nip)\b"
)
_DATED = re.compile(rf"(?:[^\W\d_]+ ){{1,3}}(?:[0-9]{{1,2}} )?(?:{_MONTHS}) 20[0-9]{{2}}")


def is_total(cells: Sequence[str], texts: Mapping[str, str]) -> bool:
    """Whether a row adds up those above it; `texts` are its cells by what they hold."""
    words = next((word for cell in cells if (word := recognised(cleaned(cell)))), "")
    name = recognised(cleaned(texts["name"]))
    return bool(
        (_TOTAL.match(words) or _TOTAL.match(name))
        and not any(mark.isalpha() for mark in texts.get("cooperative", ""))
        and not cleaned(texts.get("email", ""))
    )


def is_numbering(cells: Sequence[str]) -> bool:
    """Whether cells only number the columns: `(1) (2) (3)` or `a b c`, as forms of offices do."""
    marks = [text.strip("().").casefold() for cell in cells if (text := cleaned(cell))]
    numbers = [str(number) for number in range(1, len(marks) + 1)]
    letters = list(ascii_lowercase[: len(marks)])
    return len(marks) >= _MIN_NUMBERED and marks in (numbers, letters)


def has_contact(cells: Sequence[str]) -> bool:
    """Whether a phone or an email stands in one of these cells."""
    texts = [cleaned(cell)[:80] for cell in cells]
    return any(read_phone(text).number or normalised_email(text) for text in texts)


def begins_signature(cells: Sequence[str], name: str) -> bool:
    """Whether a row begins who signs a list: `Denpasar, 9 November 2020`, `Mengetahui,`.

    Beside a `name` a date is rather one of birth.
    """
    words = [text for cell in cells if (text := recognised(cleaned(cell)))]
    if any(_SIGNED.match(text) for text in words):
        return True
    written = recognised(cleaned(name))
    return any(_DATED.fullmatch(text) for text in ([written] if written else words))


def is_of_person(texts: Mapping[str, str]) -> bool:
    """Whether a row says what only a participant's does: a phone, email, cooperative or code."""
    if not any(mark.isalpha() for mark in texts["name"]):
        return False
    cooperative = recognised(cleaned(texts.get("cooperative", "")))
    return bool(
        has_contact([texts.get("phone", ""), texts.get("email", "")])
        or cleaned(texts.get("code", ""))
        or (cooperative and not _SIGNED.match(cooperative) and not _DATED.fullmatch(cooperative))
    )
