"""The cookie that says which web session a browser belongs to: Flask's own, signed."""

from functools import cached_property
from time import monotonic
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import URLSafeTimedSerializer

from lms.web.headers import vary_by

KNOWN_FOR = 300.0
"""So many seconds a cookie is known that was read; then its signature is looked at again."""

MOST_KNOWN = 10_000
"""So many at most, less than a kilobyte each; beyond that all are read anew."""


class CookieSessions(SecureCookieSessionInterface):
    """Flask's sessions for one application.

    What signs them is made once, and a cookie that comes with request after request is read once.
    """

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._known: dict[str, tuple[float, dict[str, Any]]] = {}

    @cached_property
    def _signer(self) -> URLSafeTimedSerializer | None:
        return super().get_signing_serializer(self._app)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return what signs and reads cookies, None without a secret key."""
        return self._signer

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return what the cookie of a request says, nothing if it was not signed here."""
        text = request.cookies.get(self.get_cookie_name(app), "")
        until, values = self._known.get(text, (0.0, {}))
        if until > monotonic():
            return self.session_class(values)
        session = super().open_session(app, request)
        # What could be changed inside is read each time, so that no request changes another's.
        if session and all(type(value) in (str, bool) for value in session.values()):
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[text] = (monotonic() + KNOWN_FOR, dict(session))
        return session

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send the cookie anew if what it says was changed."""
        if not session or self.should_set_cookie(app, session):
            super().save_session(app, session, response)
        elif session.accessed:
            vary_by(response, "Cookie")


def init_cookies(app: Flask) -> None:
    """Let sessions be kept in cookies; the settings are read at the first request."""
    app.session_interface = CookieSessions(app)
