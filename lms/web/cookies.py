"""The cookie that says which web session a browser belongs to: Flask's own, signed."""

from functools import cached_property

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer


class CookieSessions(SecureCookieSessionInterface):
    """Flask's sessions for one application; what signs them is made once, not in each request."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    @cached_property
    def _signer(self) -> URLSafeTimedSerializer | None:
        return super().get_signing_serializer(self._app)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return what signs and reads cookies, None without a secret key."""
        return self._signer


def init_cookies(app: Flask) -> None:
    """Let sessions be kept in cookies; the settings are read at the first request."""
    app.session_interface = CookieSessions(app)
