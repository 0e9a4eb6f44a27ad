"""Raised and lowered digits as the characters there are for them: pure."""

import re

_RAISED = dict(zip("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ", strict=True))
_LOWERED = dict(zip("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎", strict=True))
_SHIFTED = re.compile(r"<(su[bp])\b[^<>]*>([^<>]{0,40})</\1>", re.IGNORECASE)


def shifted(tag: str, text: str) -> str:
    """`2` of `<sub>` is `₂`; "" where a character is missing."""
    signs = _RAISED if tag.casefold() == "sup" else _LOWERED
    return "".join(signs[sign] for sign in text) if all(sign in signs for sign in text) else ""


def with_shifted(html: str) -> str:
    """HTML in which raised and lowered digits are characters, others as they were."""
    return _SHIFTED.sub(lambda found: shifted(found[1], found[2]) or found[0], html)
