"""The write gate: one writer at a time for one SQLite file, among threads and processes.

SQLite lets one transaction write at a time; those that find it busy sleep and try again, in no
order, and some wait ten times longer than they must. Waiting in line at a lock costs little: a
thread lock within the process, a file lock (which the kernel releases if a process is killed)
between processes.
"""

import os
import threading
from pathlib import Path

from lms.errors import Busy
from lms.language import mark as _

try:
    import fcntl
except ImportError:  # Windows: one process, where the thread lock is enough
    fcntl = None  # type: ignore[assignment]


class WriteGate:
    """Let one holder in; the others wait up to `seconds`."""

    def __init__(self, path: str | Path, seconds: float) -> None:
        self._path = path
        self._seconds = seconds
        self._threads = threading.Lock()

    def enter(self) -> int:
        """Wait for the turn and return a token for `leave`. Raises Busy after `seconds`."""
        if not self._threads.acquire(timeout=self._seconds):
            raise Busy(_("The system is very busy. Wait a moment, then try again."))
        try:
            # Opened afresh each time, for a descriptor inherited by a fork would share its lock.
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            if fcntl is not None:
                fcntl.flock(descriptor, fcntl.LOCK_EX)
        except BaseException:
            self._threads.release()
            raise
        return descriptor

    def leave(self, token: int) -> None:
        """Let the next one in."""
        os.close(token)
        self._threads.release()
