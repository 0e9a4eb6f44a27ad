"""A person's browser as far as the server sees it: cookies, form tokens, one kept connection."""

import contextlib
import http.client
import json
import re
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any, Self
from urllib.parse import urlencode

_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
PATIENCE = 60.0  # seconds


@dataclass(frozen=True)
class Answered:
    """An answer of the server, read to its end."""

    status: int
    location: str
    text: str

    @property
    def json(self) -> dict[str, Any]:
        """The answer to a script; empty if it is a page."""
        try:
            found = json.loads(self.text)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


class Visitor:
    """One browser on one connection. Raises OSError or HTTPException when the server is gone."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.cookies: dict[str, str] = {}
        self.token = ""

    def get(self, path: str) -> Answered:
        """Ask for a page, and keep its form token."""
        answered = self._ask("GET", path)
        if found := _TOKEN.search(answered.text):
            self.token = found[1]
        return answered

    def post(self, path: str, script: bool = False, **fields: object) -> Answered:
        """Send a form with the token of the page last seen; `script`: as autosave does."""
        accept = "application/json" if script else "text/html"
        body = urlencode({"csrf_token": self.token, **fields}, doseq=True)
        return self._ask("POST", path, body, accept)

    def _ask(self, method: str, path: str, body: str = "", accept: str = "text/html") -> Answered:
        headers = {
            "Accept": accept,
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
        }
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self._connection.request(method, path, body or None, headers)
            response = self._connection.getresponse()
            text = response.read().decode()
        except (OSError, http.client.HTTPException):
            self.close()
            raise
        for line in response.headers.get_all("Set-Cookie", []):
            self.cookies.update({name: item.value for name, item in SimpleCookie(line).items()})
        return Answered(response.status, response.headers.get("Location", ""), text)

    def sign_in(self, identity: str, secret: str) -> Self:
        """Sign in through the form."""
        self.get("/sign-in")
        answered = self.post("/sign-in", identity=identity, secret=secret)
        assert answered.status == 303, answered.text
        return self

    def twin(self) -> "Visitor":
        """Return another tab of the same browser, on a connection of its own."""
        other = Visitor(self._port)
        other.cookies, other.token = dict(self.cookies), self.token
        return other

    def close(self) -> None:
        """Let go of the connection; the next request opens a new one."""
        with contextlib.suppress(OSError):
            self._connection.close()
