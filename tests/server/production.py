"""The production server as a process group: started, killed at once, started again."""

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
STARTS_WITHIN = 120.0  # seconds, on a busy machine
STOPS_WITHIN = 25.0
A_MOMENT = 0.02
_OF_ITSELF = Path("/proc/self/stat")  # Linux tells here of a process, and beside it of others


def free_port() -> int:
    """Return a port nobody listens on.

    Below those that the kernel gives to clients: while a server is down, a client that tries to
    reach it could otherwise be given its very port and talk to itself.
    """
    for port in random.SystemRandom().sample(range(20_000, 30_000), 100):
        with socket.socket() as listener, contextlib.suppress(OSError):
            listener.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("no free port")


class ProductionServer:
    """Gunicorn with the project's own configuration, in a group of processes of its own.

    `instance` is its instance folder, where its log (`server.log`) and a list of the process that
    served each request (`served.log`) go, too. `settings` are given as LMS_* in the environment,
    `options` to gunicorn.
    """

    def __init__(
        self,
        instance: Path,
        settings: dict[str, object],
        application: str | None = None,
        options: Sequence[str] = (),
    ) -> None:
        self.instance = instance
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._application = application or f"lms.wsgi:served_app({str(instance)!r})"
        self._options = options
        self._settings = {"BIND": f"127.0.0.1:{self.port}", "WORKERS": 2, "THREADS": 4, **settings}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, log_requests: bool = True) -> None:
        """Start serving; return when the port takes connections. Raises RuntimeError."""
        self.instance.mkdir(parents=True, exist_ok=True)
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("LMS_")}
        own = {f"LMS_{name}": str(value) for name, value in self._settings.items()}
        log_options = [
            *("--access-logfile", str(self.instance / "served.log")),
            *("--access-logformat", "%(p)s %(s)s %(m)s %(U)s"),
        ]
        with (self.instance / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                self._command(log_options if log_requests else []),
                cwd=ROOT,
                env=inherited | own,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait_until_it_listens()

    def _command(self, options: list[str]) -> list[str]:
        gunicorn = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py"]
        return [*gunicorn, *self._options, *options, self._application]

    def _wait_until_it_listens(self) -> None:
        end = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < end and self._process and self._process.poll() is None:
            if self._listens():
                return
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(A_MOMENT)
        ended = self._process and self._process.poll()
        self.kill()
        raise RuntimeError(f"the server did not start (exit code {ended}):\n{self.log()}")

    def _listens(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        except OSError:
            return False
        return True

    def _hangs_up(self) -> bool:
        """Wait until a connection ends; return whether there was one."""
        try:
            connection = socket.create_connection(("127.0.0.1", self.port), 1)
        except OSError:
            return False
        with connection, contextlib.suppress(OSError):
            connection.recv(1)
        return True

    def kill(self) -> None:
        """End all its processes at once (SIGKILL), in the middle of whatever they do."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Let it end in its own time, and what is left of it after that at once."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if how is signal.SIGTERM and process.poll() is None:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(STOPS_WITHIN)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        end = time.monotonic() + STOPS_WITHIN
        while time.monotonic() < end and self._hangs_up():
            pass  # its children die a moment later

    def log(self) -> str:
        """Return the end of what it has told about itself."""
        return (self.instance / "server.log").read_text(errors="replace")[-4000:]

    def assert_alive(self) -> None:
        """Fail with what it told if it has ended without being asked to."""
        ended = self._process.poll() if self._process else None
        assert ended is None, f"the server ended by itself (exit code {ended}):\n{self.log()}"

    def reload(self) -> None:
        """Tell it to replace its processes by new ones (SIGHUP)."""
        if self._process:
            self._process.send_signal(signal.SIGHUP)

    def workers(self) -> set[int]:
        """Return the ids of the processes that serve (Linux; elsewhere none)."""
        watcher = self._process.pid if self._process else 0
        return {int(path.name) for path, fields in self._stats() if int(fields[1]) == watcher}

    def kill_workers(self) -> None:
        """End the processes that serve (SIGKILL); the one that watches them starts others.

        Where they cannot be found (outside Linux) all its processes are killed and started again.
        """
        if not _OF_ITSELF.exists():
            self.kill()
            self.start()
            return
        for worker in self.workers():
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)

    def renew(self) -> None:
        """Begin anew in a moment, where a start takes seconds: with empty logs, and with processes
        that have no connection and remember nothing. Starts it if it is down.
        """
        if self._process is None or self._process.poll() is not None:
            self.start()
        else:
            self.kill_workers()
        for name in ("served.log", "server.log"):
            (self.instance / name).open("wb").close()  # gunicorn writes at the end, wherever it is

    def _stats(self) -> Iterator[tuple[Path, list[str]]]:
        """Yield folder and figures (from the third on) of each of its processes (Linux)."""
        group = self._process.pid if self._process else 0
        for path in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                fields = path.read_text().rpartition(")")[2].split()
                if int(fields[2]) == group:
                    yield path.parent, fields

    def cpu_seconds(self) -> float:
        """Return the processor time its processes have used so far (Linux; elsewhere 0).

        With those that ended meanwhile, as the one that started them remembers.
        """
        ticks = sum(sum(map(int, fields[11:15])) for _path, fields in self._stats())
        return ticks / os.sysconf("SC_CLK_TCK")

    def megabytes(self) -> dict[str, float]:
        """Return the memory of its processes: `pss` counts what they share once, `rss` each time.

        Linux only; elsewhere 0.
        """
        found = {"pss": 0.0, "rss": 0.0}
        for path, _fields in self._stats():
            with contextlib.suppress(OSError):
                for line in (path / "smaps_rollup").read_text().splitlines():
                    name, _, rest = line.lower().partition(":")
                    if name in found:
                        found[name] += int(rest.split()[0]) / 1024
        return found

    def processes_that_served(self, method: str = "") -> set[str]:
        """Return the ids of the processes that answered requests (of a method) so far."""
        lines = (self.instance / "served.log").read_text().splitlines()
        return {line.split()[0] for line in lines if f" {method}" in line}
