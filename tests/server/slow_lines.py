"""Phones on bad lines: each is a connection that holds on while others want to be served."""

import contextlib
import socket
import threading
from collections.abc import Callable
from typing import Self

PATIENCE = 60.0  # seconds for an answer
A_WHILE = 0.5  # seconds between two bytes of a dripping line, or two parts of a slow one
BODY = 300_000  # bytes: a photo


class SlowLine:
    """One connection. `rest` is what it has not sent yet of its request, `step` how much it sends
    at once.
    """

    def __init__(self, port: int, request: bytes, first: int, step: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self._step = step
        self.rest = memoryview(request)
        self._send(first)

    def _send(self, size: int) -> None:
        if size:
            self._socket.sendall(self.rest[:size])
            self.rest = self.rest[size:]

    def go_on(self) -> None:
        """Send the next part, but never the last byte: that is what makes it a request."""
        self._send(min(self._step, len(self.rest) - 1))

    def finish(self) -> bytes:
        """Send all that is left, and return how the answer begins."""
        self._send(len(self.rest))
        return self._socket.recv(12)

    def is_waiting(self) -> bool:
        """Whether it is still open, without an answer."""
        self._socket.setblocking(False)
        try:
            return self._socket.recv(1) != b"" and False
        except BlockingIOError:
            return True
        except OSError:
            return False
        finally:
            self._socket.settimeout(PATIENCE)

    def close(self) -> None:
        """Give up."""
        self._socket.close()


Kind = Callable[[int], SlowLine]


def unfinished_headers(port: int) -> SlowLine:
    """A request whose headers do not end."""
    return SlowLine(port, b"GET /sign-in HTTP/1.1\r\nHost: lms\r\n\r\n", 25, 0)


def silent(port: int) -> SlowLine:
    """A connection opened ahead, as browsers do."""
    return SlowLine(port, b"GET /sign-in HTTP/1.1\r\nHost: lms\r\n\r\n", 0, 0)


def dripping(port: int) -> SlowLine:
    """A form that comes byte by byte."""
    return SlowLine(port, _form(b"identity=" + b"a" * 1000), 200, 1)


def photo(port: int) -> SlowLine:
    """A photo at 20 KB a second."""
    return SlowLine(port, _form(b"a" * BODY), 2000, int(20_000 * A_WHILE))


def slow(port: int) -> SlowLine:
    """A photo at 2 KB a second."""
    return SlowLine(port, _form(b"a" * BODY), 2000, int(2000 * A_WHILE))


def _form(body: bytes) -> bytes:
    kind = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d" % len(body)
    return b"POST /sign-in HTTP/1.1\r\nHost: lms\r\n%b\r\n\r\n%b" % (kind, body)


class SlowLines(threading.Thread):
    """Many lines at once; they go on sending for as long as the block lasts."""

    def __init__(self, port: int, kinds: dict[Kind, int]) -> None:
        super().__init__(daemon=True)
        self.lines = [kind(port) for kind, number in kinds.items() for _ in range(number)]
        self._over = threading.Event()

    def __enter__(self) -> Self:
        self.start()
        return self

    def run(self) -> None:
        """Send a little on each line, again and again."""
        while not self._over.wait(A_WHILE):
            for line in self.lines:
                with contextlib.suppress(OSError):  # the server has closed it
                    line.go_on()

    def rest(self) -> None:
        """Send nothing more."""
        self._over.set()
        self.join()

    def __exit__(self, *_exception: object) -> None:
        self.rest()
        for line in self.lines:
            line.close()
