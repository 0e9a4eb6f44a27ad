"""Files are scanned where there is a scanner, and refused where it finds something or is away."""

import io
import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from lms.errors import Busy, Invalid
from lms.uploads.rules import FileKind
from lms.uploads.service import receive, storage
from tests.uploads.factories import PDF, a_photo

BAD = b"EICAR"


class Scanner(threading.Thread):
    """Speaks as clamd does on its socket, and finds something in what holds BAD."""

    def __init__(self, path: Path, answer: str = "") -> None:
        super().__init__(daemon=True)
        self.scanned: list[bytes] = []
        self._answer = answer
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listener.bind(str(path))
        self._listener.listen()

    def run(self) -> None:
        while True:
            try:
                line, _address = self._listener.accept()
            except OSError:
                return
            with line, line.makefile("rb") as said:
                assert said.read(10) == b"zINSTREAM\0"
                data = b""
                while length := struct.unpack("!L", said.read(4))[0]:
                    data += said.read(length)
                self.scanned.append(data)
                found = "stream: Eicar-Test-Signature FOUND" if BAD in data else "stream: OK"
                line.sendall((self._answer or found).encode() + b"\0")

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()


@pytest.fixture
def path(app, tmp_path) -> Path:
    """Where the settings say that a scanner listens."""
    app.config["CLAMD"] = str(tmp_path / "clamd.ctl")
    return tmp_path / "clamd.ctl"


@pytest.fixture
def scanner(path) -> Iterator[Scanner]:
    scanner = Scanner(path)
    scanner.start()
    yield scanner
    scanner.close()


def test_a_clean_file_is_kept_and_was_scanned_as_it_came(scanner):
    sent = a_photo(1200, 900)

    received = receive(io.BytesIO(sent), {FileKind.PHOTO})

    assert scanner.scanned == [sent]
    assert storage().read(received.token)


def test_what_it_finds_is_refused_and_nothing_is_kept(scanner):
    with pytest.raises(Invalid, match="Eicar-Test-Signature"):
        receive(io.BytesIO(PDF.replace(b"%%EOF", BAD + b"%%EOF")), set(FileKind))

    assert list(storage().keys()) == []


def test_while_the_scanner_is_away_no_file_is_taken(path):
    with pytest.raises(Busy, match="checked"):
        receive(io.BytesIO(PDF), set(FileKind))

    assert list(storage().keys()) == []


def test_a_scanner_that_could_not_scan_says_nothing_of_the_file(path):
    scanner = Scanner(path, "INSTREAM size limit exceeded. ERROR")
    scanner.start()
    with pytest.raises(Busy, match="checked"):
        receive(io.BytesIO(PDF), set(FileKind))
    scanner.close()


def test_a_laptop_has_no_scanner(app):
    assert app.config["CLAMD"] == ""
    assert receive(io.BytesIO(PDF), set(FileKind)).size == len(PDF)
