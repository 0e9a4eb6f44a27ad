"""Addresses that came from outside, and those that go out."""

import socket
from typing import Any
from urllib.parse import urljoin, urlsplit

from flask import Flask, Request, current_app, request, url_for
from werkzeug.routing import IntegerConverter, Map

MAX_ID = 2**31 - 1
"""Databases keep ids up to here; a longer number in an address is the id of nothing."""


class _IdConverter(IntegerConverter):
    def __init__(self, url_map: Map, **options: Any) -> None:
        super().__init__(url_map, **{"max": MAX_ID, **options})


def init_addresses(app: Flask) -> None:
    """Let `<int:…>` in routes match only numbers that can be ids."""
    app.url_map.converters["int"] = _IdConverter


def holds_nul(request: Request, *, form: bool) -> bool:
    """Whether the address, or the form, holds the character that no database keeps."""
    if "\0" in request.path:
        return True
    fields = [request.args] if request.query_string else []
    if form:
        fields.append(request.form)
    texts = (text for each in fields for values in each.listvalues() for text in values)
    return any("\0" in text for text in texts)


def safe_path(target: str | None, fallback: str) -> str:
    """`target` if it is a path on this site, else `fallback`: never another host."""
    if not target or len(target) > 1000:
        return fallback
    # Browsers read a backslash as a slash, so that `/\host` would be another site.
    if not target.startswith("/") or target.startswith(("//", "/\\")):
        return fallback
    if any(ord(character) < 0x20 or character == "\\" for character in target):
        return fallback
    parts = urlsplit(target)
    return fallback if parts.scheme or parts.netloc else target


def public_url(endpoint: str, **values: Any) -> str:
    """The whole address of a page for paper, screens and messages, see `made_public`."""
    return made_public(url_for(endpoint, **values))


def made_public(path: str) -> str:
    """The address that other people's devices open: at PUBLIC_ADDRESS, else as this page's.

    On a laptop that serves the network of a hall, its own page stands at an address that leads each
    phone to itself; then it is the laptop's address in that network.
    """
    base: str = current_app.config["PUBLIC_ADDRESS"].rstrip("/")
    if base:
        return f"{base}{path}"
    url = urljoin(request.host_url, path)
    if not (current_app.config["LAN"] and opens_only_here(url)):
        return url
    parts = urlsplit(url)
    host = own_address() + (f":{parts.port}" if parts.port else "")
    return parts._replace(netloc=host).geturl()


def own_address() -> str:
    """This machine's address in the local network; nothing is sent to find it out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nobody's address (RFC 5737): over UDP, connecting only chooses the way out.
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def opens_only_here(url: str) -> bool:
    """Whether an address leads each device to itself, so that it is no use on paper."""
    host = urlsplit(url).hostname or ""
    return host == "localhost" or host == "::1" or host.startswith("127.")
