"""Where somebody was going when she had to sign in first; a card that is activated leads there."""

from datetime import datetime

from flask import session

from lms.web.addresses import safe_path

_SECONDS = 50 * 60
_KEY = "onward"


def remember_onward(path: str, now: datetime) -> None:
    """Remember in this browser where to go on to, for the better part of an hour."""
    session[_KEY] = [path, int(now.timestamp())]


def onward(fallback: str, now: datetime) -> str:
    """Where this browser was going, else `fallback`."""
    path, since = session.get(_KEY) or ("", 0)
    is_recent = 0 <= int(now.timestamp()) - since <= _SECONDS
    return safe_path(path, fallback) if is_recent else fallback
