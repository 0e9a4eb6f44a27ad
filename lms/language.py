"""Marks sentences for translation; reads and writes numbers and money the Indonesian way.

Writing here is for course content, which is in its own language. The interface formats through
Babel at the web edge.
"""

import re
from decimal import Decimal
from fractions import Fraction

Number = Fraction | int | Decimal

MAX_NUMBER_LENGTH = 40
"""Characters of a typed number that are looked at; longer text is not read."""

_SPACES = re.compile(r"[\s\u00a0\u2007\u202f]+")
_CURRENCY = re.compile(r"^(-?) ?rp\.? ?(-?) ?", re.IGNORECASE)
_SUFFIX = re.compile(r"(,-| ?%| ?rupiah)$", re.IGNORECASE)
_GROUPED = r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+"
_PATTERNS = (
    re.compile(rf"(?P<whole>{_GROUPED}|[0-9]+)"),
    re.compile(rf"(?P<whole>{_GROUPED}|[0-9]*),(?P<part>[0-9]+)"),
    re.compile(rf"(?P<whole>{_GROUPED}|[0-9]*)\.(?P<part>[0-9]{{1,2}})"),
    re.compile(r"(?P<whole>[1-9][0-9]{0,2}(?: [0-9]{3})+)(?:,(?P<part>[0-9]+))?"),
)


class UnreadableNumber(ValueError):
    """What was typed is not a number in Indonesian writing."""


def gettext_noop(sentence: str) -> str:
    """Mark `sentence` for translation and return it unchanged. Import it as `_`."""
    return sentence


def read_number(text: str) -> Fraction:
    """The number written in `text`, exactly.

    Accepts `1250000`, `1.250.000`, `Rp 1.250.000,00`, `Rp50.000,-`, `50.000 rupiah`, `12,5`,
    `82,5%`, `-50.000`. A dot followed by exactly three digits separates thousands (`1.500` is
    1500); a last dot followed by one or two digits is a decimal point (`12.5` is 12,5). Raises
    UnreadableNumber for anything else, and for text longer than MAX_NUMBER_LENGTH.
    """
    if len(text) > MAX_NUMBER_LENGTH:
        raise UnreadableNumber("too long")
    body = _SPACES.sub(" ", text).strip().replace("\u2212", "-").replace("\u2013", "-")
    sign, body = _without_sign(body)
    body = _SUFFIX.sub("", body)
    for pattern in _PATTERNS:
        if found := pattern.fullmatch(body):
            return sign * _value(found)
    raise UnreadableNumber("not a number")


def _without_sign(body: str) -> tuple[int, str]:
    """The sign and the rest, without the currency that may stand on either side of it."""
    if found := _CURRENCY.match(body):
        signs, rest = found[1] + found[2], body[found.end() :]
    else:
        rest = body.lstrip("+-")
        signs = body[: len(body) - len(rest)]
    if len(signs) > 1:
        raise UnreadableNumber("more than one sign")
    return (-1 if signs == "-" else 1), rest.lstrip(" ")


def _value(found: re.Match[str]) -> Fraction:
    groups = found.groupdict()
    whole = groups["whole"].replace(".", "").replace(" ", "") or "0"
    part = groups.get("part") or ""
    return Fraction(int(whole + part), 10 ** len(part))


def round_half_up(value: Number, decimals: int = 0) -> Fraction:
    """Round to `decimals` places, halves away from zero: 2,5 becomes 3 and -2,5 becomes -3."""
    scale = 10**decimals
    scaled = abs(Fraction(value)) * scale
    rounded = Fraction((2 * scaled + 1) // 2, scale)
    return -rounded if value < 0 else rounded


def number(value: Number, decimals: int | None = None) -> str:
    """Write a number: `1.250.000`, `12,5`, `-0,25`.

    With `decimals` exactly that many places, rounded half up; without, as many as are needed,
    at most four.
    """
    places = 4 if decimals is None else decimals
    rounded = round_half_up(value, places)
    digits = str(abs(rounded.numerator) * 10**places // rounded.denominator).rjust(places + 1, "0")
    whole, part = digits[: len(digits) - places], digits[len(digits) - places :]
    if decimals is None:
        part = part.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", ".")
    sign = "-" if rounded < 0 else ""
    return sign + grouped + (f",{part}" if part else "")


def rupiah(value: Number) -> str:
    """Write money in whole rupiah, rounded half up: `Rp1.250.000`, `-Rp50.000`."""
    written = number(abs(Fraction(value)), 0)
    return f"-Rp{written}" if round_half_up(value) < 0 else f"Rp{written}"


def percent(value: Number, decimals: int = 1) -> str:
    """Write a percentage that is already out of a hundred: 82.5 becomes `82,5%`."""
    return f"{number(value, decimals)}%"


def initials(name: str) -> str:
    """Two letters for a name: `MH` for I Made Halilintar Dwipa.

    Words of one or two letters (I, Ni) are in half of all names here and tell nobody apart.
    """
    words = name.split()
    telling = [word for word in words if len(word) > 2] or words
    return "".join(word[0] for word in telling[:2]).upper()
