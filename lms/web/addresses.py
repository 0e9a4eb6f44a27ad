"""Addresses that came from outside."""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Request
from werkzeug.routing import IntegerConverter, Map

HIGHEST_ID = 2**31 - 1
"""Databases keep ids up to here; a longer number in an address is the id of nothing."""


class _IdConverter(IntegerConverter):
    def __init__(self, url_map: Map, **options: Any) -> None:
        super().__init__(url_map, **{"max": HIGHEST_ID, **options})


def init_addresses(app: Flask) -> None:
    """Let `<int:…>` in routes match only numbers that can be ids."""
    app.url_map.converters["int"] = _IdConverter


def holds_nul(request: Request, *, form: bool) -> bool:
    """Return whether the address, or the form, holds the character that no database keeps."""
    fields = [request.args, *([request.form] if form else [])]
    texts = (text for each in fields for values in each.listvalues() for text in values)
    return "\0" in request.path or any("\0" in text for text in texts)


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
