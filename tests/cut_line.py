"""A line to a database that can be cut and mended."""

import contextlib
import socket
import threading

import sqlalchemy as sa


class CutLine:
    """Passes on what comes to `port` to the database at `url`, until it is cut."""

    def __init__(self, url: sa.URL) -> None:
        self._to = (url.host or "127.0.0.1", url.port or 5432)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._open: set[socket.socket] = set()
        self._is_cut = False

    def __enter__(self) -> "CutLine":
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._listener.close()
        self.cut()

    def cut(self) -> None:
        """End every connection, and each that comes from here on."""
        self._is_cut = True
        for end in tuple(self._open):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """Pass on again."""
        self._is_cut = False

    def _accept(self) -> None:
        while True:
            try:
                here, _address = self._listener.accept()
            except OSError:  # closed: the test is over
                return
            if self._is_cut:
                here.close()
                continue
            threading.Thread(target=self._relay, args=(here,), daemon=True).start()

    def _relay(self, here: socket.socket) -> None:
        with here, socket.create_connection(self._to) as there:
            self._open |= {here, there}
            back = threading.Thread(target=_pass_on, args=(there, here), daemon=True)
            back.start()
            _pass_on(here, there)
            back.join()
            self._open -= {here, there}


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    for end in (source, target):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
