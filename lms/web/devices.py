"""Which phone is it: a random number in a cookie, the same for everybody who uses the phone."""

import re
import secrets

from flask import Response, after_this_request, current_app, g, request

KEPT_FOR = 365 * 24 * 3600  # seconds
_WRITTEN = re.compile(r"[A-Za-z0-9_-]{22}")


def device_token() -> str:
    """The token of the phone that asks; a new phone is given one with this answer.

    Within one request it is the same, also where a browser keeps no cookies.
    """
    if "device_token" not in g:
        g.device_token = _known_or_given()
    token: str = g.device_token
    return token


def _known_or_given() -> str:
    name = "__Host-device" if current_app.config["TLS"] else "device"
    token = request.cookies.get(name, "")
    if not _WRITTEN.fullmatch(token):
        token = secrets.token_urlsafe(16)

        @after_this_request
        def give(response: Response) -> Response:
            response.set_cookie(
                name,
                token,
                max_age=KEPT_FOR,
                secure=current_app.config["TLS"],
                httponly=True,
                samesite="Lax",
            )
            return response

    return token
