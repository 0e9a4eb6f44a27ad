"""Marks sentences for translation; reads and writes numbers and money the Indonesian way.

Writing here is for course content, which is in its own language. The interface formats through
Babel at the web edge.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

Number = Fraction | int | Decimal

MAX_NUMBER_LENGTH = 40
"""Characters of a typed number that are looked at; longer text is not read."""

_SCALES = {
    "ribu": 10**3,
    "rb": 10**3,
    "juta": 10**6,
    "jt": 10**6,
    "miliar": 10**9,
    "milyar": 10**9,
    "triliun": 10**12,
}
_SPACES = re.compile(r"[\s\u00a0\u2007\u202f]+")
_SIGN = r"(?:[-+]|minus|min) ?"
_MONEY = r"(?:rp\.?|idr) ?"
_AFTER = r"(?:,-)?(?: ?(?:%|persen|rupiah|rp|idr))?\.?"
_FORM = re.compile(
    rf"(?P<outer>{_SIGN})?(?:{_MONEY})?(?P<inner>{_SIGN})?"
    rf"(?P<figures>[0-9.,](?:[0-9., ]*[0-9])?)"
    rf"(?: ?(?P<scale>{'|'.join(_SCALES)})\.?)?{_AFTER}",
    re.IGNORECASE | re.ASCII,  # an i without its dot is no i
)
_IN_BRACKETS = re.compile(
    rf"(?P<money>{_MONEY})?\( ?(?P<inside>[^()]*[^() ]) ?\)(?P<after>{_AFTER})",
    re.IGNORECASE | re.ASCII,
)
_GROUPED = r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+"
_FIGURES = (
    re.compile(rf"(?P<whole>{_GROUPED}|[0-9]+)"),
    re.compile(rf"(?P<whole>{_GROUPED}|[0-9]*),(?P<part>[0-9]+)"),
    re.compile(rf"(?P<whole>{_GROUPED}|[0-9]*)\.(?P<part>[0-9]{{1,2}})"),
    re.compile(r"(?P<whole>[1-9][0-9]{0,2}(?: [0-9]{3})+)(?:,(?P<part>[0-9]+))?"),
    re.compile(r"(?P<whole>[1-9][0-9]{0,2}(?:,[0-9]{3}){2,})(?:\.(?P<part>[0-9]{1,2}))?"),
    re.compile(r"(?P<whole>[1-9][0-9]{0,2},[0-9]{3})\.(?P<part>[0-9]{1,2})"),
)
_DOUBTFUL = re.compile(r"(?P<whole>[1-9][0-9]{0,2})(?P<mark>[.,])(?P<part>[0-9]{3})")
"""One mark with three digits behind it: it separates thousands, or it is a decimal mark."""

_UNGROUPED = 10_000


class UnreadableNumber(ValueError):
    """What was typed is not a number in Indonesian writing."""


def gettext_noop(sentence: str) -> str:
    """Mark `sentence` for translation and return it unchanged. Import it as `_`."""
    return sentence


def read_number(text: str) -> Fraction:
    """The number written in `text`, exactly; of two readings that of the house rule.

    House rule: a dot followed by exactly three digits separates thousands (`1.500` is 1500), a
    last dot followed by one or two digits is a decimal point (`12.5` is 12,5), a single comma is
    a decimal comma (`1,500` is 1,5). Raises UnreadableNumber, see `readings`.
    """
    return readings(text)[0]


def readings(text: str) -> tuple[Fraction, ...]:
    """The numbers that `text` can mean: one, or two with that of the house rule first.

    Accepts `1250000`, `1.250.000`, `1,250,000`, `Rp 1.250.000,00`, `Rp50.000,-`, `IDR 50.000`,
    `50.000 rupiah`, `12,5`, `82,5%`, `16,7 persen`, `-50.000`, `minus 50.000`, `(50.000)`, and
    words behind the figures: `4735 ribu`, `rb`, `1,25 juta`, `jt`, `2 miliar`, `triliun`; and a
    full stop behind it all.
    `1,500` has two readings, and so has `1.500` with such a word: one million and a half, or one
    and a half thousand millions. Raises UnreadableNumber for anything else, and for text longer
    than MAX_NUMBER_LENGTH.
    """
    if len(text) > MAX_NUMBER_LENGTH:
        raise UnreadableNumber("too long")
    body = _SPACES.sub(" ", text).strip().replace("\u2212", "-").replace("\u2013", "-")
    if bracketed := _IN_BRACKETS.fullmatch(body):
        body = (bracketed["money"] or "") + bracketed["inside"] + bracketed["after"]
    found = _FORM.fullmatch(body)
    if not found:
        raise UnreadableNumber("not a number")
    signs = [sign.strip() for sign in (found["outer"], found["inner"]) if sign]
    if len(signs) + bool(bracketed) > 1:
        raise UnreadableNumber("more than one sign")
    scale = _SCALES[found["scale"].casefold()] if found["scale"] else 1
    factor = -scale if bracketed or (signs and signs[0] != "+") else scale
    return tuple(factor * value for value in _values(found["figures"], bool(found["scale"])))


def _values(figures: str, scaled: bool) -> tuple[Fraction, ...]:
    """What figures can mean, the house rule's reading first. Raises UnreadableNumber."""
    for pattern in _FIGURES:
        if found := pattern.fullmatch(figures):
            break
    else:
        raise UnreadableNumber("not a number")
    value = _value(found.groupdict())
    doubtful = _DOUBTFUL.fullmatch(figures)
    if not doubtful or (doubtful["mark"] == "." and not scaled):
        return (value,)
    thousands = _value({"whole": doubtful["whole"] + doubtful["part"]})
    decimal = _value(doubtful.groupdict())
    return (value, decimal if value == thousands else thousands)


def _value(groups: Mapping[str, str | None]) -> Fraction:
    whole = re.sub("[., ]", "", groups["whole"] or "") or "0"
    part = groups.get("part") or ""
    return Fraction(int(whole + part), 10 ** len(part))


def unmistakable(value: Number, decimals: int) -> str:
    """Write a number so that it has one reading: `1500`, `1,1250`; at most `decimals` places."""
    written = number(value, decimals)
    if decimals:
        written = written.rstrip("0").rstrip(",")
    if abs(Fraction(value)) < _UNGROUPED:
        written = written.replace(".", "")
    return written if len(readings(written)) == 1 else f"{written}0"


def round_half_up(value: Number, decimals: int = 0) -> Fraction:
    """Round to `decimals` places, halves away from zero: 2,5 becomes 3 and -2,5 becomes -3."""
    return Fraction(in_places(value, decimals), 10**decimals)


def in_places(value: Number, decimals: int) -> int:
    """The value in units of the last of `decimals` places, rounded half up.

    In whole numbers: reading a course rounds a hundred thousand times.
    """
    exact = value if isinstance(value, Fraction) else Fraction(value)
    numerator, below = exact.numerator, exact.denominator
    above: int = abs(numerator) * 10**decimals
    rounded: int = above if below == 1 else (2 * above + below) // (2 * below)
    return -rounded if numerator < 0 else rounded


def number(value: Number, decimals: int | None = None) -> str:
    """Write a number: `1.250.000`, `12,5`, `-0,25`.

    With `decimals` exactly that many places, rounded half up; without, as many as are needed,
    at most four.
    """
    places = 4 if decimals is None else decimals
    if not decimals and isinstance(value, Fraction) and value.denominator == 1:  # as most are
        return f"{value.numerator:,}".replace(",", ".")
    rounded = in_places(value, places)
    digits = str(abs(rounded)).rjust(places + 1, "0")
    whole, part = digits[: len(digits) - places], digits[len(digits) - places :]
    if decimals is None:
        part = part.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", ".")
    sign = "-" if rounded < 0 else ""
    return sign + grouped + (f",{part}" if part else "")


def rupiah(value: Number) -> str:
    """Write money in whole rupiah, rounded half up: `Rp1.250.000`, `-Rp50.000`."""
    written = number(value, 0)
    return f"-Rp{written[1:]}" if written.startswith("-") else f"Rp{written}"


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
