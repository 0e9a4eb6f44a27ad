"""Secrets of cards, and first passwords.

They follow from a random token and the server's own key. So they are kept nowhere, and the same
form sent twice gives out the same secret.
"""

import hashlib
import hmac
import re

from flask import current_app

from lms.errors import Invalid
from lms.language import gettext_noop as _
from lms.people.pins import PIN_DIGITS, pin_problem
from lms.people.secrets import CODE_ALPHABET

_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,64}")


def checked_token(token: str | None) -> str:
    """A token that came back with a form. Raises Invalid if it is none of ours."""
    if not token or not _TOKEN.fullmatch(token):
        raise Invalid(_("This page was open for too long. Load it again."))
    return token


def card_secret(token: str, code: str) -> str:
    """What stands on the card of the person with this participant code: `VN2R9HDS`."""
    return _letters(_drawn(token, f"card {code}"), 8)


def first_pin(token: str, identity: str) -> str:
    """A PIN for people who are only invented, and have no card: never an easy one."""
    tries = 0
    while pin_problem(
        pin := f"{_drawn(token, f'{identity}:{tries}') % 10**PIN_DIGITS:0{PIN_DIGITS}}"
    ):
        tries += 1
    return pin


def first_password(token: str, email: str) -> str:
    """The first password of the colleague with this email: `K4MP-7TXQ-VN2R-9HDS`."""
    word = _letters(_drawn(token, email), 16)
    return "-".join(word[start : start + 4] for start in range(0, 16, 4))


def kept_form(code: str, secret: str) -> str:
    """The form in which a card's secret is kept: of no use without the server's own key."""
    return _keyed(f"card:{code}:{secret}").hex()


def _letters(value: int, count: int) -> str:
    letters = []
    for _place in range(count):
        value, letter = divmod(value, len(CODE_ALPHABET))
        letters.append(CODE_ALPHABET[letter])
    return "".join(letters)


def _drawn(token: str, identity: str) -> int:
    return int.from_bytes(_keyed(f"first secret:{token}:{identity}"))


def _keyed(message: str) -> bytes:
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.digest(key, message.encode(), hashlib.sha256)
