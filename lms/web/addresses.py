"""Addresses that came from outside."""

from urllib.parse import urlsplit


def safe_path(target: str | None, fallback: str) -> str:
    """Return `target` if it is a path on this site, else `fallback`: never another host."""
    if not target or len(target) > 1000:
        return fallback
    if not target.startswith("/") or target.startswith(("//", "/\\")):
        return fallback
    if any(ord(character) < 0x20 or character == "\\" for character in target):
        return fallback
    parts = urlsplit(target)
    return fallback if parts.scheme or parts.netloc else target
