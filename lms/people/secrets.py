"""Secrets: participant codes, PINs, passwords and session tokens."""

import hashlib
import re
import secrets
import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

CODE_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without I, L, O, 0, 1
CODE_LENGTH = 8
MIN_PASSWORD_LENGTH = 12
MAX_SECRET_LENGTH = 200

# Each takes 19 MB and a core: a hall that signs in at once must not take all there is.
_at_most_two_hashes = threading.BoundedSemaphore(2)

MAX_CODE_LENGTH = 40  # of a participant code in an address, however it is written


def draw_participant_code() -> str:
    """A fresh code such as `K4MP7TXQ` (40 bits)."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def written_code(code: str) -> str:
    """The code as people read it: `K4MP-7TXQ`."""
    return f"{code[:4]}-{code[4:]}"


def draw_password() -> str:
    """A fresh password for somebody's first sign-in: four groups of four (79 bits)."""
    return "-".join(
        "".join(secrets.choice(CODE_ALPHABET) for _ in range(4)) for _ in range(4)
    ).lower()


def draw_recovery_code() -> str:
    """A fresh code for who has lost her phone: six groups of four (118 bits).

    So long that one round of hashing is enough to keep it.
    """
    return f"{draw_password()}-{draw_password()[:9]}"


def draw_token() -> str:
    """A session token of 256 bits."""
    return secrets.token_urlsafe(32)


def fingerprint(token: str) -> str:
    """The hash under which a token is kept; the token is random, so one round is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def normalised_identity(typed: str) -> str:
    """An email in lower case, or a participant code without blanks and dashes."""
    typed = typed.strip()
    if "@" in typed:
        return typed.lower()
    return re.sub(r"[^A-Z0-9]", "", typed.upper())


def hash_secret(secret: str) -> str:
    """The Argon2id hash of a PIN or password. Slow on purpose (25 ms)."""
    with _at_most_two_hashes:
        return _hasher(*_costs()).hash(secret)


def verify_secret(hashed: str | None, secret: str) -> bool:
    """Whether `secret` belongs to `hashed`; takes as long when there is no hash."""
    with _at_most_two_hashes:
        try:
            hasher = _hasher(*_costs())
            matches: bool = hasher.verify(hashed or _decoy(*_costs()), secret[:MAX_SECRET_LENGTH])
        except (VerificationError, InvalidHashError):
            return False
    return matches and hashed is not None


def _costs() -> tuple[int, int]:
    return current_app.config["ARGON2_TIME_COST"], current_app.config["ARGON2_MEMORY_KIB"]


@cache
def _hasher(time_cost: int, memory_cost: int) -> PasswordHasher:
    return PasswordHasher(time_cost=time_cost, memory_cost=memory_cost, parallelism=1)


@cache
def _decoy(time_cost: int, memory_cost: int) -> str:
    return _hasher(time_cost, memory_cost).hash(secrets.token_urlsafe(16))
