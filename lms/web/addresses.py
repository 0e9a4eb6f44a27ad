"""Addresses that came from outside, and those that go out."""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Request, current_app, url_for
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


def public_url(endpoint: str, **values: Any) -> str:
    """Return a whole address for paper and messages: at PUBLIC_ADDRESS, else as this page's."""
    base: str = current_app.config["PUBLIC_ADDRESS"].rstrip("/")
    return (
        f"{base}{url_for(endpoint, **values)}"
        if base
        else url_for(endpoint, **values, _external=True)
    )


def opens_only_here(url: str) -> bool:
    """Return whether an address leads each device to itself, so that it is no use on paper."""
    host = urlsplit(url).hostname or ""
    return host == "localhost" or host == "::1" or host.startswith("127.")
