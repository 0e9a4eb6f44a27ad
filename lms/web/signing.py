"""Signatures for less: a key is derived from the secret once, and not for each signature."""

from functools import cache
from hashlib import sha1

from flask import current_app
from itsdangerous import TimestampSigner


class QuickSigner(TimestampSigner):
    """A signer of one key, which it remembers."""

    default_digest_method = staticmethod(sha1)  # what the library has in its place is slower

    def __init__(self, secret: str, salt: str, key_derivation: str) -> None:
        super().__init__(secret, salt, key_derivation=key_derivation)
        self._key = super().derive_key(self.secret_key)

    def derive_key(self, secret_key: str | bytes | None = None) -> bytes:
        """Return the key that belongs to the secret and the salt."""
        return self._key  # there is one secret


def signer(salt: str, key_derivation: str = "hmac") -> QuickSigner:
    """Return what signs in the name of this application; `salt` says what for."""
    return _signer(current_app.config["SECRET_KEY"], salt, key_derivation)


@cache
def _signer(secret: str, salt: str, key_derivation: str) -> QuickSigner:
    return QuickSigner(secret, salt, key_derivation)
