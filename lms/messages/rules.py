"""Links that open a chat, filling in a message, and why somebody cannot be written to."""

import re
from collections.abc import Mapping
from enum import StrEnum
from urllib.parse import quote

from lms.language import gettext_noop as _

MAX_TEXT_LENGTH = 700
"""Characters of a message: what fits into an address, and what people read."""
_PHONE = re.compile(r"\+[1-9][0-9]{7,14}", re.ASCII)
HOLES = {"name": "nama", "link": "tautan", "list": "daftar", "code": "kode"}
"""What is filled in for each person, in English and in Indonesian."""


class MessageKind(StrEnum):
    """What there is to say."""

    PLAN = "plan"
    MISSING = "missing"
    PRACTICE = "practice"
    CARD = "card"
    SIGN_IN = "sign_in"


class Obstacle(StrEnum):
    """Why there is no link for somebody."""

    NO_CONSENT = "no_consent"
    NO_PHONE = "no_phone"


OBSTACLE_WORDS = {
    Obstacle.NO_CONSENT: _("Has not agreed to be written to"),
    Obstacle.NO_PHONE: _("No phone number is known"),
}


def obstacle(phone: str, agreed: bool) -> Obstacle | None:
    """What stands against writing to somebody by WhatsApp, None if nothing does."""
    if not agreed:
        return Obstacle.NO_CONSENT
    return None if _PHONE.fullmatch(phone) else Obstacle.NO_PHONE


def chat_link(phone: str, text: str) -> str:
    """The address that opens a chat with `phone` (E.164 with +) and `text` in it.

    Raises ValueError for anything that is no such number.
    """
    if not _PHONE.fullmatch(phone):
        raise ValueError("not a phone number in E.164")
    return f"https://wa.me/{phone[1:]}?text={quote(text, safe='')}"


def filled(text: str, values: Mapping[str, str]) -> str:
    """`text` with `{name}`, `{link}`, `{list}` and `{code}` filled in, in either language.

    Other braces stay as they are, and what is filled in is not looked at again.
    """
    by_word = {**values, **{HOLES[name]: value for name, value in values.items()}}
    pattern = "|".join(re.escape(word) for word in by_word)
    return re.sub(
        rf"\{{({pattern})\}}(\.?)",
        lambda found: before_stop(by_word[found[1]]) + "." if found[2] else by_word[found[1]],
        text,
    )


def before_stop(name: str) -> str:
    """A name as it stands before a full stop: that of a degree, "A.Md.", is not doubled."""
    return name.removesuffix(".")


def shortened(titles: list[str], most: int = 3) -> str:
    """The first few titles, and how many more there are: `A, B, C (+4)`."""
    more = len(titles) - most
    return ", ".join(titles[:most]) + (f" (+{more})" if more > 0 else "")
