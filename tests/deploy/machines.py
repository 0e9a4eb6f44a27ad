"""The files of `deploy/` on this machine alone: other addresses and folders."""

import contextlib
import json
import os
import shlex
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
STARTS_WITHIN = 60.0  # seconds
STOPS_WITHIN = 25.0


def moved(text: str, places: Mapping[str, str]) -> str:
    """The text with each place of `places` exchanged; each must occur in it."""
    for place, here in places.items():
        assert place in text, f"{place} is not in the file any more"
        text = text.replace(place, here)
    return text


def settings_in(file: Path, places: Mapping[str, str]) -> dict[str, str]:
    """The variables of an environment file, as systemd reads it."""
    lines = moved(file.read_text(), places).splitlines()
    pairs = [line.partition("=") for line in lines if line and not line.startswith("#")]
    return {name: value for name, _sign, value in pairs}


def command_of(unit: str) -> list[str]:
    """What a unit starts, with the Python of this run for that of its folder."""
    lines = (DEPLOY / "units" / unit).read_text().splitlines()
    [command] = [line.removeprefix("ExecStart=") for line in lines if line.startswith("ExecStart=")]
    program, *options = shlex.split(command)
    assert program.startswith("/opt/go-digital/.venv/bin/")
    return [sys.executable, "-m", Path(program).name, *options]


@dataclass
class Running:
    """Programs that were started, each in a group of its own, ended together with the block."""

    folder: Path
    _programs: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for name in list(self._programs):
            self.end(name)

    def start(self, name: str, command: Sequence[str], settings: Mapping[str, str]) -> None:
        """Start a program; what it tells is in its log."""
        with (self.folder / f"{name}.log").open("ab") as log:
            self._programs[name] = subprocess.Popen(
                command,
                cwd=ROOT,
                env=_without_ours() | dict(settings),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def end(self, name: str) -> None:
        """End a program as a machine does that is switched off in good order."""
        program = self._programs.pop(name)
        program.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            program.wait(STOPS_WITHIN)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        program.wait()

    def wait_for(self, name: str, address: str, tls: ssl.SSLContext | None = None) -> None:
        """Wait until an address answers with success. Raises RuntimeError if it never does."""
        self._wait_for(name, lambda: urlopen(address, timeout=5, context=tls).close())

    def wait_until_it_listens(self, name: str, port: int) -> None:
        """Wait until a program takes connections. Raises RuntimeError if it never does."""
        self._wait_for(name, lambda: socket.create_connection(("127.0.0.1", port), 1).close())

    def reload(self, name: str) -> None:
        """Tell a program to take new processes (SIGHUP)."""
        self._programs[name].send_signal(signal.SIGHUP)

    def _wait_for(self, name: str, ask: Callable[[], None]) -> None:
        end = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < end and self._programs[name].poll() is None:
            with contextlib.suppress(OSError):
                ask()
                return
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._programs[name].wait(0.1)
        told = (self.folder / f"{name}.log").read_text(errors="replace")[-4000:]
        raise RuntimeError(f"{name} does not answer:\n{told}")


def run(command: Sequence[str], settings: Mapping[str, str]) -> str:
    """Run a command to its end and return what it prints. Raises RuntimeError with what it told."""
    done = subprocess.run(
        command, cwd=ROOT, env=_without_ours() | dict(settings), capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{command}: {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def flask(settings: Mapping[str, str], *words: str) -> str:
    """Run a command of the product."""
    return run([sys.executable, "-m", "flask", "--app", "lms", *words], settings)


def make_demo(settings: Mapping[str, str]) -> list[dict[str, Any]]:
    """Upgrade the tables, make the demo, and return its accounts."""
    flask(settings, "db", "upgrade")
    flask(settings, "demo")
    accounts: list[dict[str, Any]] = json.loads(flask(settings, "demo", "--accounts"))
    return accounts


def _without_ours() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("LMS_")}
