"""The key that signs badges: drawn at first use and kept, its public half told to all."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import current_app
from jwcrypto import jwk, jws

from lms.config import kept_secret

ALGORITHM = "RS256"  # which every verifier of Open Badges 3.0 knows


def signed(payload: dict[str, Any], issuer: str) -> str:
    """A payload as a signed compact JWT of `issuer`. Takes some 2 ms."""
    key = _key()
    token = jws.JWS(json.dumps(payload, ensure_ascii=False).encode())
    header = {
        "alg": ALGORITHM,
        "typ": "JWT",
        "kid": f"{issuer}#{key.thumbprint()}",
        "jwk": key.export_public(as_dict=True),
    }
    token.add_signature(key, protected=json.dumps(header))
    compact: str = token.serialize(compact=True)
    return compact


def public_key() -> dict[str, Any]:
    """The public half of the key as a JWK."""
    key = _key()
    return {**key.export_public(as_dict=True), "kid": key.thumbprint(), "alg": ALGORITHM}


def _key() -> jwk.JWK:
    set_here: str = current_app.config["BADGE_KEY"]
    if set_here:
        return _read(set_here)
    return _kept(Path(current_app.instance_path) / "badge_key.pem")


@lru_cache(maxsize=8)
def _read(pem: str) -> jwk.JWK:
    return jwk.JWK.from_pem(pem.encode())


# By path: what is kept there never changes while a process runs.
@lru_cache(maxsize=8)
def _kept(path: Path) -> jwk.JWK:
    return _read(kept_secret(path, _drawn))


def _drawn() -> str:
    """A new private key as PEM. Takes some tenths of a second."""
    pem: bytes = jwk.JWK.generate(kty="RSA", size=3072).export_to_pem(
        private_key=True, password=None
    )
    return pem.decode()
