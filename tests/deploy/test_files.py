"""The files of `deploy/` are sound for the programs that read them."""

import contextlib
import os
import shutil
import subprocess
from http.client import HTTPConnection
from pathlib import Path

import pytest

from lms.config import CREDENTIAL
from tests.deploy.machines import DEPLOY, ROOT, Running, moved, run
from tests.server.production import free_port

MAX_EXPOSURE = 20
"""Of 100, as `systemd-analyze security` counts what a service could do if it were taken over."""


def _analyze(*words: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("needs systemd-analyze")
    return subprocess.run([program, *words], capture_output=True, text=True)


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The units, with what they start in this folder for /opt."""
    for unit in (DEPLOY / "units").glob("*.*"):
        text = unit.read_text().replace("/opt/go-digital/.venv/bin/gunicorn", "/bin/true")
        text = text.replace("/opt/go-digital/deploy/units/%i", "/bin/true")
        (tmp_path / unit.name).write_text(text)
    shutil.copy(DEPLOY / "many-machines" / "srv-uploads.mount", tmp_path)
    return tmp_path


def test_systemd_finds_nothing_wrong_with_the_units(installed: Path) -> None:
    told = _analyze("verify", "--man=no", *map(str, sorted(installed.iterdir())))
    assert (told.returncode, told.stderr) == (0, "")


def test_the_service_may_do_little_besides_serving(installed: Path) -> None:
    unit = str(installed / "go-digital.service")
    told = _analyze("security", "--offline=true", f"--threshold={MAX_EXPOSURE}", unit)
    assert told.returncode == 0, told.stdout[-300:]


@pytest.mark.parametrize("name", ["one-machine", "many-machines"])
def test_caddy_reads_its_file(name: str, tmp_path: Path) -> None:
    program, openssl = shutil.which("caddy"), shutil.which("openssl")
    if program is None or openssl is None:
        pytest.skip("needs caddy and openssl")
    run(["deploy/many-machines/certificates", str(tmp_path), "front=10.0.0.10"], {})
    file = tmp_path / "Caddyfile"
    text = (DEPLOY / name / "Caddyfile").read_text()
    file.write_text(text.replace("/etc/go-digital/tls", str(tmp_path / "10.0.0.10")))
    told = subprocess.run(
        [program, "validate", "--adapter", "caddyfile", "--config", file],
        capture_output=True,
        text=True,
        env={"HOME": str(tmp_path)},
    )
    assert told.returncode == 0, told.stderr


def test_people_are_led_to_tls_and_programs_refused(tmp_path: Path) -> None:
    program = shutil.which("caddy")
    if program is None:
        pytest.skip("needs caddy")
    port = free_port()
    text = (
        (DEPLOY / "one-machine" / "Caddyfile").read_text().replace("lms.example.org", "localhost")
    )
    mine = f"\tadmin off\n\tskip_install_trust\n\thttp_port {port}\n\thttps_port {free_port()}\n"
    file = tmp_path / "Caddyfile"
    file.write_text(text.replace("{\n", "{\n" + mine, 1))
    with Running(tmp_path) as running:
        command = [program, "run", "--adapter", "caddyfile", "--config", str(file)]
        running.start("caddy", command, {"HOME": str(tmp_path)})
        running.wait_until_it_listens("caddy", port)
        answers = {path: answer_in_plain(port, path) for path in ("/sign-in", "/metrics")}

    assert answers == {"/sign-in": (301, "https://localhost/sign-in"), "/metrics": (403, None)}


def answer_in_plain(port: int, path: str) -> tuple[int, str | None]:
    line = HTTPConnection("localhost", port, timeout=10)
    with contextlib.closing(line):
        line.request("GET", path)
        answer = line.getresponse()
        return answer.status, answer.headers["Location"]


@pytest.mark.parametrize("name", ["minute", "night", "week"])
def test_what_a_timer_starts_is_a_program_of_commands_that_exist(name: str) -> None:
    script = DEPLOY / "units" / name
    assert script.stat().st_mode & 0o111
    assert (DEPLOY / "units" / f"go-digital@{name}.timer").exists()
    assert subprocess.run(["/bin/sh", "-n", script], cwd=ROOT).returncode == 0


def test_a_secret_is_decrypted_for_the_service_and_its_commands_alone(tmp_path: Path) -> None:
    for unit in ("go-digital.service", "go-digital@.service"):
        assert f"ImportCredential={CREDENTIAL}*" in (DEPLOY / "units" / unit).read_text()
    program = shutil.which("systemd-creds")
    if program is None or os.geteuid():
        pytest.skip("needs systemd-creds, and root, for whom this machine has its key")
    sealed, shown = tmp_path / f"{CREDENTIAL}secret_key", f"$CREDENTIALS_DIRECTORY/{CREDENTIAL}*"
    encrypt = [program, "--with-key=host", f"--name={sealed.name}", "encrypt", "-", str(sealed)]
    subprocess.run(encrypt, input=b"drawn once", check=True, capture_output=True)
    places = {
        "/opt/go-digital": str(tmp_path),
        "/etc/go-digital/environment": "/dev/null",
        "/etc/credstore.encrypted": str(tmp_path),
        ".venv/bin/flask --app lms": f'sh -c "stat -c %a {shown}; cat {shown}; dirname {shown}"',
        "--reuid go-digital --regid go-digital": "--reuid root --regid root",
        "chown -R go-digital": "chown -R root",
    }
    script = tmp_path / "flask"
    script.write_text(moved((DEPLOY / "units" / "flask").read_text(), places))

    told = run(["/bin/sh", str(script)], {}).split("\n")

    assert told[0] == "600"
    assert told[1].startswith("drawn once")
    assert not Path(told[1].removeprefix("drawn once")).exists()
    assert b"drawn once" not in sealed.read_bytes()
