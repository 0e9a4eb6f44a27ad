"""A PostgreSQL of a test's own, which it can restart without disturbing anybody."""

import os
import shutil
import subprocess
from pathlib import Path

from tests.server.production import free_port

OWNER = "postgres"
"""Who runs it if we are root, which PostgreSQL refuses to be run by."""


def programs() -> Path | None:
    """The folder of the newest PostgreSQL's programs, None if there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=_version)
    beside = shutil.which("pg_ctl")
    return found[-1].parent if found else Path(beside).parent if beside else None


def _version(path: Path) -> int:
    return int(path.parts[-3])


class OwnPostgresql:
    """A cluster in `folder`, which has to be one that everybody may enter."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self._folder, self._binaries = folder / "data", binaries
        self.port = free_port()
        self.url = f"postgresql+psycopg://{OWNER}@127.0.0.1:{self.port}/{OWNER}"
        if os.geteuid() == 0:
            shutil.chown(folder, OWNER)
        self._run("initdb", "-A", "trust", "-U", OWNER, "-D", str(self._folder))
        options = f"-p {self.port} -k {folder} -c listen_addresses=127.0.0.1"
        self._control("start", "-o", options, "-l", str(folder / "log"))

    def restart(self, how: str) -> None:
        """Restart it: `fast` ends connections, `immediate` is a crash that is recovered from."""
        self._control("restart", "-m", how)

    def stop(self) -> None:
        """End it at once."""
        self._control("stop", "-m", "immediate")

    def _control(self, *words: str) -> None:
        self._run("pg_ctl", "-w", "-s", "-D", str(self._folder), *words)

    def _run(self, program: str, *words: str) -> None:
        command = [str(self._binaries / program), *words]
        if os.geteuid() == 0:
            command = ["setpriv", f"--reuid={OWNER}", f"--regid={OWNER}", "--init-groups", *command]
        quiet = subprocess.DEVNULL
        subprocess.run(command, check=True, stdin=quiet, stdout=quiet, stderr=quiet, cwd="/")
