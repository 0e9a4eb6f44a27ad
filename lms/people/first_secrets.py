"""First PINs and passwords that follow from a random token and the server's own key.

So they are kept nowhere, and the same form sent twice gives out the same secret.
"""

import hashlib
import hmac
import re

from flask import current_app

from lms.errors import Invalid
from lms.language import mark as _
from lms.people.secrets import CODE_ALPHABET, PIN_DIGITS, is_trivial_pin

_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,64}")


def checked_token(token: str | None) -> str:
    """Return a token that came back with a form. Raises Invalid if it is none of ours."""
    if not token or not _TOKEN.fullmatch(token):
        raise Invalid(_("This page was open for too long. Load it again."))
    return token


def first_pin(token: str, code: str) -> str:
    """Return the first PIN of the person with this participant code."""
    tries = 0
    while is_trivial_pin(pin := f"{_drawn(token, code, tries) % 10**PIN_DIGITS:0{PIN_DIGITS}}"):
        tries += 1
    return pin


def first_password(token: str, email: str) -> str:
    """Return the first password of the colleague with this email: `K4MP-7TXQ-VN2R-9HDS`."""
    value = _drawn(token, email, 0)
    letters = []
    for _place in range(16):
        value, letter = divmod(value, len(CODE_ALPHABET))
        letters.append(CODE_ALPHABET[letter])
    word = "".join(letters)
    return "-".join(word[start : start + 4] for start in range(0, 16, 4))


def _drawn(token: str, identity: str, tries: int) -> int:
    message = f"first secret:{token}:{identity}:{tries}".encode()
    key = str(current_app.config["SECRET_KEY"]).encode()
    return int.from_bytes(hmac.digest(key, message, hashlib.sha256))
