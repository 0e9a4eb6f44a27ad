"""A certificate as an Open Badges 3.0 credential, and the list that says which hold no more. Pure.

Open Badges 3.0, chapter 8.2 (VC-JWT): the payload of the JWT is the credential itself with the
registered claims beside it. W3C Bitstring Status List 1.0 tells what was revoked.
"""

import gzip
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
LIST_LENGTH = 131_072
"""Bits of a status list: the least that the standard allows, so that nobody is found by it."""


@dataclass(frozen=True)
class Badge:
    """What a credential says. `address` verifies it, `criteria` tell what it was given for.

    `issuer` is a DID; `list_address` is where the status list of this certificate is.
    """

    certificate_id: int
    address: str
    holder: str
    name: str
    description: str
    criteria: str
    language: str
    issuer: str
    issuer_name: str
    issuer_address: str
    issued_at: datetime
    list_address: str


def did_of(address: str) -> str:
    """The did:web of a site: `https://example.org:8443` is `did:web:example.org%3A8443`."""
    host = address.split("://", 1)[-1].strip("/")
    return "did:web:" + host.replace(":", "%3A").replace("/", ":")


def credential_of(badge: Badge) -> dict[str, Any]:
    """The payload to be signed: the credential and its claims."""
    since = badge.issued_at.astimezone(UTC).replace(microsecond=0)
    place = place_in_list(badge.certificate_id)
    return {
        "@context": list(CONTEXTS),
        "id": badge.address,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": badge.name,
        "issuer": {
            "id": badge.issuer,
            "type": ["Profile"],
            "name": badge.issuer_name,
            "url": badge.issuer_address,
        },
        "validFrom": since.isoformat().replace("+00:00", "Z"),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "identityHash": badge.holder,
                    "identityType": "name",
                    "hashed": False,
                }
            ],
            "achievement": {
                "id": f"urn:uuid:{uuid5(NAMESPACE_URL, f'{badge.issuer} {badge.description}')}",
                "type": ["Achievement"],
                "name": badge.name,
                "description": badge.description,
                "criteria": {"narrative": badge.criteria},
                "inLanguage": badge.language,
            },
        },
        "credentialStatus": {
            "id": f"{badge.list_address}#{place}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(place),
            "statusListCredential": badge.list_address,
        },
        "iss": badge.issuer,
        "jti": badge.address,
        "nbf": int(since.timestamp()),
    }


def list_of(certificate_id: int) -> int:
    """Which status list a certificate is in; the first is 0."""
    return certificate_id // LIST_LENGTH


def place_in_list(certificate_id: int) -> int:
    """Its place in that list."""
    return certificate_id % LIST_LENGTH


def status_list_of(
    places: Iterable[int], *, issuer: str, address: str, now: datetime
) -> dict[str, Any]:
    """The payload of the list in which these places are set."""
    since = now.astimezone(UTC).replace(microsecond=0)
    return {
        "@context": [CONTEXTS[0]],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": since.isoformat().replace("+00:00", "Z"),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": _encoded(places),
        },
        "iss": issuer,
        "sub": f"{address}#list",
        "jti": address,
        "nbf": int(since.timestamp()),
    }


def did_document(did: str, key: dict[str, Any]) -> dict[str, Any]:
    """The document under which a verifier finds the public key of a did:web."""
    method = f"{did}#{key['kid']}"
    return {
        "@context": [
            "https://www.w3.org/ns/did/v1",
            "https://w3id.org/security/suites/jws-2020/v1",
        ],
        "id": did,
        "verificationMethod": [
            {"id": method, "type": "JsonWebKey2020", "controller": did, "publicKeyJwk": key}
        ],
        "assertionMethod": [method],
    }


def _encoded(places: Iterable[int]) -> str:
    """The bits, first place leftmost, packed and as multibase (base64url without padding)."""
    bits = bytearray(LIST_LENGTH // 8)
    for place in places:
        bits[place // 8] |= 0x80 >> place % 8
    packed = gzip.compress(bytes(bits), mtime=0)
    return "u" + urlsafe_b64encode(packed).decode().rstrip("=")
