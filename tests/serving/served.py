"""A server process with an application of the test in it, and raw lines that lead to it."""

import os
import socket
import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, Self

from gunicorn.config import Config

from lms.serving import ReadFirstWorker

PATIENCE = 20.0  # seconds
LARGEST_BODY = 600_000

Application = Callable[..., Any]


class Served(threading.Thread):
    """Serves an application with one thread until told to end; gunicorn's settings are `more`."""

    def __init__(self, application: Application, **more: int) -> None:
        super().__init__(daemon=True)
        self.answered: list[str] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._lines: list[Line] = []
        settings = Config()
        for name, value in {"threads": 1, "graceful_timeout": int(PATIENCE), **more}.items():
            settings.set(name, value)
        log = SimpleNamespace(access_log_enabled=True, access=self._note, info=lambda *_: None)
        listener = SimpleNamespace(sock=self._listener)
        self._worker = ReadFirstWorker(1, os.getppid(), [listener], None, 30, settings, log)
        self._worker.wsgi = application

    def _note(self, answer: Any, *_rest: object) -> None:
        self.answered.append(str(answer.status))

    def line(self) -> "Line":
        """Open a connection; it is closed with the test."""
        self._lines.append(Line(self.port))
        return self._lines[-1]

    def run(self) -> None:
        self._worker.run()
        self._worker.tmp.close()

    def end(self) -> None:
        """Tell it to end, in its own time."""
        self._worker.handle_exit(None, None)

    def end_at_once(self) -> None:
        """Tell it to end without waiting for anybody."""
        self._worker.handle_quit(None, None)

    def statuses(self) -> list[str]:
        """Let it end, and return the status of each answer of the application."""
        self.end()
        self.join(PATIENCE)
        return self.answered

    def close(self) -> None:
        """Close all lines, and wait for its end."""
        for line in self._lines:
            line.close()
        self.end()
        self.join(PATIENCE)
        assert not self.is_alive()


class Line:
    """A connection on which a test says exactly what it likes."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self._heard = b""

    def say(self, *parts: bytes | str) -> Self:
        """Send; text goes line by line, with an empty line after it."""
        for part in parts:
            raw = part if isinstance(part, bytes) else _head(part)
            self._socket.sendall(raw)
        return self

    def answer(self) -> tuple[int, dict[str, str], bytes]:
        """Wait for one answer: its status, headers, body."""
        head = self.until(b"\r\n\r\n").decode("latin-1").split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in head[1:] if line)
        body = b""
        if headers.get("transfer-encoding") == "chunked":
            while size := int(self.until(b"\r\n"), 16):
                body += self._take(size + 2)[:-2]
            self._take(2)
        else:
            body = self._take(int(headers.get("content-length", 0)))
        return int(head[0].split()[1]), headers, body

    def is_closed(self) -> bool:
        """Wait until the server has closed it without another word."""
        try:
            return self._heard == b"" and self._socket.recv(1) == b""
        except ConnectionResetError:
            return True

    def is_answered(self) -> bool:
        """Wait for an answer, or for the server to close it."""
        try:
            return self.answer()[0] == 200
        except ConnectionError:
            return False

    def close(self) -> None:
        self._socket.close()

    def until(self, end: bytes) -> bytes:
        """Wait for what ends so."""
        while end not in self._heard:
            self._hear()
        said, _, self._heard = self._heard.partition(end)
        return said

    def _take(self, size: int) -> bytes:
        while len(self._heard) < size:
            self._hear()
        said, self._heard = self._heard[:size], self._heard[size:]
        return said

    def _hear(self) -> None:
        chunk = self._socket.recv(65536)
        if not chunk:
            raise ConnectionError(f"closed after {self._heard[:200]!r}")
        self._heard += chunk


def _head(text: str) -> bytes:
    return "".join(f"{line.strip()}\r\n" for line in text.strip().splitlines()).encode() + b"\r\n"
