"""Asking a virus scanner (ClamAV's clamd) what it finds in a file, over its socket.

The protocol: https://docs.clamav.net/manual/Usage/Scanning.html and `man clamd`, INSTREAM.
"""

import socket
import struct
from pathlib import Path

_BLOCK = 64 * 1024
_SECONDS = 30
_CLEAN = "stream: OK"
_FOUND = " FOUND"


class ScannerAway(RuntimeError):
    """The scanner does not answer, or says that it could not scan."""


def found_in(data: bytes, path: str | Path) -> str:
    """The name of what the scanner at a socket finds in a file; "" if it is clean.

    Raises ScannerAway.
    """
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(_SECONDS)
            line.connect(str(path))
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), _BLOCK):
                block = data[start : start + _BLOCK]
                line.sendall(struct.pack("!L", len(block)) + block)
            line.sendall(struct.pack("!L", 0))
            answer = _answer(line)
    except OSError as problem:
        raise ScannerAway(str(problem)) from problem
    if answer == _CLEAN:
        return ""
    if answer.endswith(_FOUND):
        return answer.removeprefix("stream: ").removesuffix(_FOUND)
    raise ScannerAway(answer)


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and (more := line.recv(4096)):
        said += more
    return said.rstrip(b"\0").decode(errors="replace").strip()
