"""Codes that change while they are shown: six digits to type, a link to scan, a claim to keep.

All of them follow from the server's secret, the meeting and the time, so nothing is stored. A link
says when it was shown and is good for scanning as long as the digits beside it; scanning makes a
claim of it for this phone, which lasts through a slow sign-in and still says when it was shown.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from itsdangerous import BadSignature, Signer

WINDOW = timedelta(seconds=30)
DIGITS = 6
LINK_LIVES = WINDOW  # as the digits: what is shown now, or was just before
CLAIM_LIVES = timedelta(hours=1)  # signing in for the first time, with a card and a new PIN
"""Only on the phone that scanned while the code was shown; on another one it lives no moment."""
TAG_BYTES = 12
DEVICE_SIGNS = 8


@dataclass(frozen=True)
class Claim:
    """A scanned or typed code on its way through sign-in.

    `at` is the moment that counts. A scanned link names its meeting; a typed `code` is looked up
    once it is known who typed it. `device` tells the phone it was scanned with.
    """

    at: datetime
    device: str
    meeting_id: int | None = None
    code: str = ""


def window_start(at: datetime) -> datetime:
    """When the code that is shown at `at` began to be shown."""
    return datetime.fromtimestamp(_window(at) * WINDOW.total_seconds(), UTC)


def code_at(secret: str, meeting_id: int, at: datetime) -> str:
    """The six digits shown at `at`."""
    digest = hmac.digest(
        secret.encode(), f"check-in code|{meeting_id}|{_window(at)}".encode(), hashlib.sha256
    )
    return f"{int.from_bytes(digest[:8]) % 10**DIGITS:0{DIGITS}}"


def code_shown_at(secret: str, meeting_id: int, code: str, now: datetime) -> datetime | None:
    """Since when `code` was shown: now, or just before; None if it was not."""
    # Who read the code just before it changed types it after.
    for at in (now, now - WINDOW):
        if hmac.compare_digest(code_at(secret, meeting_id, at).encode(), code.encode()):
            return window_start(at)
    return None


def link_at(secret: str, meeting_id: int, at: datetime) -> str:
    """What stands in the QR code at `at`."""
    return _signer(secret, "link").sign(f"{meeting_id}.{_window(at)}").decode()


def read_link(secret: str, link: str) -> tuple[int, datetime] | None:
    """The meeting of a link and when it was shown, however long ago; None if forged."""
    parts = _verified(secret, "link", link)
    return None if parts is None else (int(parts[0]), _instant(int(parts[1])))


def link_is_fresh(shown_at: datetime, now: datetime) -> bool:
    """Whether somebody in the room may have just scanned a link shown since `shown_at`."""
    return shown_at <= now < shown_at + WINDOW + LINK_LIVES


def write_claim(secret: str, claim: Claim) -> str:
    """A claim as it stands in an address."""
    seconds = int(claim.at.timestamp())
    text = f"{claim.meeting_id or ''}.{seconds}.{claim.code}.{claim.device}"
    return _signer(secret, "claim").sign(text).decode()


def read_claim(secret: str, text: str) -> Claim | None:
    """The claim of an address; None if forged."""
    parts = _verified(secret, "claim", text)
    if parts is None:
        return None
    meeting, seconds, code, device = parts
    at = datetime.fromtimestamp(int(seconds), UTC)
    return Claim(at, device, int(meeting) if meeting else None, code)


def claim_is_alive(claim: Claim, now: datetime) -> bool:
    """Whether the claim can still be made good."""
    return claim.at <= now < claim.at + CLAIM_LIVES


def disguised(secret: str, kind: str, text: str) -> str:
    """A sign that is the same for the same `text` and tells nothing about it."""
    tag = hmac.digest(secret.encode(), f"{kind}|{text}".encode(), hashlib.sha256)
    return urlsafe_b64encode(tag[:TAG_BYTES]).decode()


def _window(at: datetime) -> int:
    return int(at.timestamp() // WINDOW.total_seconds())


def _instant(window: int) -> datetime:
    return datetime.fromtimestamp(window * WINDOW.total_seconds(), UTC)


def _signer(secret: str, kind: str) -> Signer:
    return Signer(secret, salt=f"check-in {kind}")


def _verified(secret: str, kind: str, text: str) -> list[str] | None:
    """The parts of a signed text, None unless we wrote it."""
    try:
        return _signer(secret, kind).unsign(text).decode().split(".")
    except (BadSignature, UnicodeEncodeError):  # the latter for what no address can hold
        return None
