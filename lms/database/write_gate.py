"""The write gate: one writer at a time for one SQLite file, among threads and processes.

SQLite lets one transaction write at a time; those that find it busy sleep and try again, in no
order, and some wait ten times longer than they must. Waiting in line at a lock costs little: a
thread lock within the process, a file lock (which the kernel releases if a process is killed)
between processes.
"""

import os
import threading
import time
from pathlib import Path

from lms.errors import Busy
from lms.language import gettext_noop as _

try:
    import fcntl
except ImportError:  # Windows: one process, where the thread lock is enough
    fcntl = None  # type: ignore[assignment]

_BUSY = _("The system is very busy. Wait a moment, then try again.")
_A_MOMENT = 0.0001  # seconds between looks at another process's lock; a write takes some of these


class WriteGate:
    """Let one holder in; the others wait up to `seconds`."""

    def __init__(self, path: str | Path, seconds: float) -> None:
        self._path = path
        self._seconds = seconds
        self._threads = threading.Lock()

    def enter(self) -> int:
        """Wait for the turn and return a token for `leave`. Raises Busy after `seconds`."""
        until = time.monotonic() + self._seconds
        if not self._threads.acquire(timeout=self._seconds):
            raise Busy(_BUSY)
        try:
            return self._enter_among_processes(until)
        except BaseException:
            self._threads.release()
            raise

    def _enter_among_processes(self, until: float) -> int:
        # Opened afresh each time, for a descriptor inherited by a fork would share its lock.
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            while fcntl is not None and not _locked(descriptor):
                if time.monotonic() >= until:
                    raise Busy(_BUSY)
                time.sleep(_A_MOMENT)
        except BaseException:
            os.close(descriptor)
            raise
        return descriptor

    def leave(self, token: int) -> None:
        """Let the next one in."""
        os.close(token)
        self._threads.release()


def _locked(descriptor: int) -> bool:
    """Take the file lock if it is free."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
