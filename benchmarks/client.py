"""A client that costs next to nothing: ready-made requests over kept connections, one loop."""

import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

PATIENCE = 120.0  # seconds without any answer
CHUNK = 1 << 18
NEW_CONNECTION_EVERY = 0.002  # seconds; lets the processes of the server share the connections


@dataclass
class Round:
    """What one round saw: seconds of every answer, answers that were not expected, time spent.

    `server_cpu` and `megabytes` (PSS after the round) are filled in by whoever knows the server.
    """

    latencies: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    elapsed: float = 0.0
    client_cpu: float = 0.0
    server_cpu: float = 0.0
    bytes_read: int = 0
    megabytes: float = 0.0


class _Line:
    """One connection: what it asks next, and what has arrived of the answer."""

    def __init__(self, port: int, requests: Iterator[bytes]) -> None:
        self._port = port
        self._requests = requests
        self._pending = b""
        self.socket = self._connected()
        self.sent_at = 0.0
        self._received = bytearray()
        self._length: int | None = None

    def _connected(self) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self._port))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def ask(self) -> bool:
        """Send the next request; return whether there was one."""
        pending = next(self._requests, None)
        if pending is None:
            return False
        self._pending = pending
        self._received.clear()
        self._length = None
        self.sent_at = time.perf_counter()
        self.socket.sendall(self._pending)
        return True

    def reconnect(self) -> None:
        """Send the request again on a new connection: the server ended the kept one."""
        self.socket.close()
        self.socket = self._connected()
        self._received.clear()
        self._length = None
        self.socket.sendall(self._pending)

    @property
    def is_untouched(self) -> bool:
        """Whether nothing of the answer has arrived."""
        return not self._received

    def take(self, chunk: bytes) -> bytes | None:
        """Add what has arrived; return the head of the answer once all of it is there."""
        self._received += chunk
        if self._length is None:
            end = self._received.find(b"\r\n\r\n")
            if end < 0:
                return None
            head = bytes(self._received[:end]).lower()
            self._length = end + 4 + _content_length(head)
        if len(self._received) < self._length:
            return None
        return bytes(self._received[: self._received.find(b"\r\n\r\n")])


def _content_length(head: bytes) -> int:
    place = head.find(b"content-length:")
    if place < 0:
        return 0
    return int(head[place + 15 :].split(b"\r\n", 1)[0])


def ask_for(
    port: int, people: Sequence[Iterator[bytes]], seconds: float, expected: int = 200
) -> Round:
    """Send requests for `seconds` over one connection each of `people`; wait for the last answers.

    Earlier if everybody has asked all there was to ask.
    An answer with a status other than `expected` is an error.
    """
    seen = Round()
    wanted = b" %d " % expected
    lines = []
    for requests in people:
        lines.append(_Line(port, requests))
        time.sleep(NEW_CONNECTION_EVERY)
    with selectors.DefaultSelector() as selector:
        for line in lines:
            selector.register(line.socket, selectors.EVENT_READ, line)
        began, cpu = time.perf_counter(), time.process_time()
        waiting = sum(line.ask() for line in lines)
        while waiting:
            ready = selector.select(PATIENCE)
            if not ready:
                seen.errors.append(f"no answer within {PATIENCE:.0f} s")
                break
            for key, _mask in ready:
                waiting -= _hear(key.data, seen, selector, wanted, began + seconds)
        seen.elapsed = time.perf_counter() - began
        seen.client_cpu = time.process_time() - cpu
    for line in lines:
        line.socket.close()
    return seen


def _hear(
    line: _Line, seen: Round, selector: selectors.BaseSelector, wanted: bytes, end: float
) -> bool:
    """Read what has come; ask again after a whole answer. Return whether this line is done."""
    try:
        chunk = line.socket.recv(CHUNK)
    except ConnectionResetError:
        chunk = b""
    if not chunk:
        if not line.is_untouched:
            seen.errors.append("the connection broke in the middle of an answer")
        selector.unregister(line.socket)
        line.reconnect()  # as a browser does when the server ends a kept connection
        selector.register(line.socket, selectors.EVENT_READ, line)
        return False
    seen.bytes_read += len(chunk)
    head = line.take(chunk)
    if head is None:
        return False
    now = time.perf_counter()
    seen.latencies.append(now - line.sent_at)
    if wanted not in head[:16]:
        seen.errors.append(head.split(b"\r\n", 1)[0].decode())
    if now < end and line.ask():
        return False
    selector.unregister(line.socket)
    return True
