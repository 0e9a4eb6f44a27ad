"""The ticket of a pack: whose it is, of which revision, since when; signed, so that it is true."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from itsdangerous import BadSignature, Signer


@dataclass(frozen=True)
class PackTicket:
    """What a phone shows when it brings its answers."""

    enrolment_id: int
    revision_id: int
    made_at: datetime  # whole seconds, UTC


def written_ticket(secret: str, ticket: PackTicket) -> str:
    """The ticket as a signed text."""
    parts = [ticket.enrolment_id, ticket.revision_id, int(ticket.made_at.timestamp())]
    return _signer(secret).sign(json.dumps(parts, separators=(",", ":"))).decode()


def read_ticket(secret: str, text: str) -> PackTicket | None:
    """The ticket in a text, None unless we wrote it."""
    try:
        enrolment_id, revision_id, seconds = json.loads(_signer(secret).unsign(text))
    except (BadSignature, UnicodeEncodeError):
        return None
    return PackTicket(enrolment_id, revision_id, datetime.fromtimestamp(seconds, UTC))


def _signer(secret: str) -> Signer:
    return Signer(secret, salt="practice-pack")
