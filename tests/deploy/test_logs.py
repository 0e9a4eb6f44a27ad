"""The log goes to another machine through TLS, by the files of `deploy/logs/`."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.deploy.machines import DEPLOY, Running, moved, run
from tests.server.production import free_port

PROGRAMS = Path("/usr/lib/systemd")
ENTRY = """\
__REALTIME_TIMESTAMP=1795928828121274
__MONOTONIC_TIMESTAMP=1000
_BOOT_ID=3b1e5f0a4a0b4b7e8a7c2f9d0e1a2b3c
_MACHINE_ID=3b1e5f0a4a0b4b7e8a7c2f9d0e1a2b3d
_HOSTNAME=lms
MESSAGE=POST people.sign_in 303

"""
OPTIONS = {
    "URL": "--url",
    "ServerKeyFile": "--key",
    "ServerCertificateFile": "--cert",
    "TrustedCertificateFile": "--trust",
}
"""How the programs call on their command line what stands in their files."""


def options(name: str, places: Mapping[str, str]) -> list[str]:
    text = moved((DEPLOY / "logs" / name).read_text(), places)
    pairs = [line.partition("=") for line in text.splitlines()]
    return [f"{OPTIONS[key]}={value}" for key, _sign, value in pairs if key in OPTIONS]


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """What both machines have as /etc/go-digital/tls."""
    if not (PROGRAMS / "systemd-journal-upload").exists() or shutil.which("openssl") is None:
        pytest.skip("needs systemd-journal-remote and openssl")
    run(["deploy/many-machines/certificates", str(tmp_path), "logs=127.0.0.1"], {})
    return tmp_path / "127.0.0.1"


def test_a_line_of_the_log_arrives(own: Path, tmp_path: Path) -> None:
    for name in ("in", "out"):
        (tmp_path / name).mkdir()
    remote, upload = (str(PROGRAMS / f"systemd-journal-{name}") for name in ("remote", "upload"))
    written = tmp_path / "in" / "own.journal"
    subprocess.run([remote, "-o", written, "-"], input=ENTRY, text=True, check=True)
    port, places = free_port(), {"/etc/go-digital/tls": str(own)}
    arrived = tmp_path / "out" / "others.journal"
    listen = [f"--listen-https=127.0.0.1:{port}", "--split-mode=none", f"--output={arrived}"]
    there = {**places, "10.0.0.30:19532": f"127.0.0.1:{port}"}

    with Running(tmp_path) as running:
        running.start("remote", [remote, *listen, *options("journal-remote.conf", places)], {})
        running.wait_until_it_listens("remote", port)
        sent = ["--follow=no", f"--directory={written.parent}", f"--save-state={tmp_path}/state"]
        run([upload, *sent, *options("journal-upload.conf", there)], {})

    told = run(["journalctl", f"--file={arrived}", "--output=cat"], {})
    assert told == "POST people.sign_in 303\n"
