"""One machine and many, started on loopback from the very files of `deploy/`."""

import io
import os
import shutil
import socket
import ssl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from PIL import Image
from playwright.sync_api import APIRequestContext, APIResponse, Playwright, sync_playwright

from tests.databases import POSTGRESQL
from tests.deploy.machines import (
    DEPLOY,
    Running,
    command_of,
    make_demo,
    moved,
    run,
    settings_in,
)
from tests.server.production import free_port

pytestmark = [pytest.mark.long, pytest.mark.server]
NAME = "lms.example.org"
# Of the server all tests share: each process that runs tests has its own.
ROLE = f"lms_deployed_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
DATABASES = (ROLE, f"{ROLE}_trial")


def program(name: str) -> str:
    """Where one of Debian's packages has put its program."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"needs {name}")
    return found


@dataclass
class Site:
    """What people reach, the address it has, and what runs behind it."""

    port: int
    running: Running
    accounts: list[dict[str, Any]]
    settings: dict[str, str]

    def account(self, role: str) -> dict[str, Any]:
        """The first account of a role."""
        return next(each for each in self.accounts if each["role"] == role)


@contextmanager
def browser_at(playwright: Playwright, site: Site) -> Iterator[APIRequestContext]:
    """Somebody's browser, as far as the server sees it; it believes the proxy's own authority."""
    address = f"https://localhost:{site.port}"
    browser = playwright.request.new_context(
        base_url=address,
        ignore_https_errors=True,
        max_redirects=0,
        extra_http_headers={"Referer": f"{address}/"},  # as a browser sends it within a site
    )
    yield browser
    browser.dispose()


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as found:
        yield found


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder that PgBouncer can read, too, which runs as nobody."""
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        yield Path(made)


def start_caddy(running: Running, kind: str, port: int, places: dict[str, str]) -> None:
    """Caddy by its file, with a certificate of its own authority, touching nothing outside."""
    text = moved((DEPLOY / kind / "Caddyfile").read_text(), {NAME: "localhost", **places})
    mine = f"\tadmin off\n\tskip_install_trust\n\thttp_port {free_port()}\n\thttps_port {port}\n"
    file = running.folder / "Caddyfile"
    file.write_text(text.replace("{\n", "{\n" + mine, 1))
    command = [program("caddy"), "run", "--adapter", "caddyfile", "--config", str(file)]
    running.start("caddy", command, {"HOME": str(running.folder)})
    running.wait_until_it_listens("caddy", port)


def shown(certificates: Path) -> ssl.SSLContext:
    """TLS of a machine that shows its certificate, and believes its authority alone."""
    context = ssl.create_default_context(cafile=str(certificates / "authority.pem"))
    context.load_cert_chain(certificates / "own.pem", certificates / "own.key")
    return context


def sign_in(browser: APIRequestContext, account: dict[str, Any]) -> APIResponse:
    """Sign in as an account of the demo; return the answer."""
    return browser.post(
        "/sign-in",
        form={
            "csrf_token": token(browser.get("/sign-in")),
            "identity": account["identity"],
            "secret": account["secret"],
        },
    )


def token(page: APIResponse) -> str:
    """The token of the forms of a page."""
    assert page.ok, page.text()
    return page.text().partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]


@pytest.fixture(scope="module")
def one_machine(folder: Path) -> Iterator[Site]:
    """The one machine: Caddy, the product, SQLite."""
    program("caddy")
    port, inner = free_port(), free_port()
    places = {
        "/var/lib/go-digital": str(folder / "instance"),
        f"https://{NAME}": f"https://localhost:{port}",
        "127.0.0.1:8000": f"127.0.0.1:{inner}",
        "/mnt/backups": str(folder / "backups"),
    }
    settings = settings_in(DEPLOY / "one-machine" / "environment", places)
    accounts = make_demo(settings)
    with Running(folder) as running:
        running.start("product", command_of("go-digital.service"), settings)
        running.wait_for("product", f"http://127.0.0.1:{inner}/readyz")
        start_caddy(running, "one-machine", port, {"127.0.0.1:8000": f"127.0.0.1:{inner}"})
        yield Site(port, running, accounts, settings)


def test_people_sign_in_over_tls(one_machine: Site, playwright: Playwright) -> None:
    with browser_at(playwright, one_machine) as browser:
        answered = sign_in(browser, one_machine.account("participant"))

        assert answered.status == 303
        assert "__Host-lms=" in answered.headers["set-cookie"]
        assert "max-age=" in answered.headers["strict-transport-security"]
        assert browser.get("/").ok


def test_what_runs_by_night_keeps_a_backup_that_opens(one_machine: Site) -> None:
    run(["deploy/units/night"], one_machine.settings)
    assert "good" in run(["deploy/units/week"], one_machine.settings).lower()


def test_nobody_notices_a_reload(one_machine: Site, playwright: Playwright) -> None:
    with browser_at(playwright, one_machine) as browser:
        one_machine.running.reload("product")
        assert {browser.get("/sign-in").status for _ in range(100)} == {200}


@pytest.fixture(scope="module")
def certificates(folder: Path) -> Path:
    """What each machine has as /etc/go-digital/tls, by its name here; all are of one address."""
    made = folder / "certificates"
    program("openssl")
    for machine, name in {"front": "front", "0": ROLE, "1": ROLE, "database": "database"}.items():
        run(["deploy/many-machines/certificates", str(made), f"{name}=127.0.0.1"], {})
        (made / "127.0.0.1").rename(made / machine)
    for file in (made, made / "database", *(made / "database").iterdir()):
        file.chmod(0o755)  # PgBouncer runs as nobody here
    return made


@pytest.fixture(scope="module")
def database(folder: Path, certificates: Path) -> Iterator[int]:
    """PostgreSQL behind PgBouncer by its file; the port of the latter."""
    if not POSTGRESQL:
        pytest.skip("needs PostgreSQL: LMS_TEST_DATABASE_URL")
    bouncer, server = program("pgbouncer"), sa.make_url(POSTGRESQL)
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    port = free_port()
    text = moved(
        (DEPLOY / "many-machines" / "pgbouncer.ini").read_text(),
        {
            "host=/var/run/postgresql port=5432": f"host={server.host} port={server.port or 5432}",
            "listen_addr = 10.0.0.20": "listen_addr = 127.0.0.1",
            "/etc/go-digital/tls": str(certificates / "database"),
            "6432": str(port),
            "/etc/pgbouncer": str(folder),
            "dbname=lms\n": f"dbname={DATABASES[0]}\n",
            "dbname=lms_trial": f"dbname={DATABASES[1]}",
        },
    )
    (folder / "pgbouncer.ini").write_text(text)
    (folder / "userlist.txt").write_text(f'"{ROLE}" "the-password"\n')
    with engine.connect() as connection, Running(folder) as running:
        drop_all(connection)
        connection.execute(sa.text(f"CREATE ROLE {ROLE} LOGIN PASSWORD 'the-password'"))
        for name in DATABASES:
            connection.execute(sa.text(f"CREATE DATABASE {name} OWNER {ROLE}"))
        running.start("pgbouncer", [bouncer, "-u", "nobody", str(folder / "pgbouncer.ini")], {})
        running.wait_until_it_listens("pgbouncer", port)
        yield port
        running.end("pgbouncer")
        drop_all(connection)
    engine.dispose()


def drop_all(connection: sa.Connection) -> None:
    """Take away what this test has made in PostgreSQL."""
    for name in DATABASES:
        connection.execute(sa.text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
    connection.execute(sa.text(f"DROP ROLE IF EXISTS {ROLE}"))


@dataclass
class Hall(Site):
    """A site of two machines, of which one can be switched off."""

    machines: list[dict[str, str]]

    def switch_on(self, number: int) -> None:
        """Start a machine and wait until it is ready."""
        settings = self.machines[number]
        self.running.start(f"machine-{number}", command_of("go-digital.service"), settings)
        front = Path(settings["LMS_TLS_FOLDER"]).with_name("front")
        address = f"https://{settings['LMS_BIND']}/readyz"
        self.running.wait_for(f"machine-{number}", address, shown(front))

    def switch_off(self, number: int) -> None:
        """End a machine."""
        self.running.end(f"machine-{number}")


@pytest.fixture(scope="module")
def hall(folder: Path, database: int, certificates: Path) -> Iterator[Hall]:
    """Two machines of the product, one database, one folder of photos, Caddy in front."""
    program("caddy")
    port, inner = free_port(), [free_port(), free_port()]
    machines = [
        settings_in(
            DEPLOY / "many-machines" / "environment",
            {
                "/var/lib/go-digital": str(folder / f"machine-{number}"),
                "lms@10.0.0.20:6432": f"{ROLE}@127.0.0.1:{database}",
                "/etc/go-digital/tls": str(certificates / str(number)),
                "/srv/uploads": str(folder / "uploads"),
                f"https://{NAME}": f"https://localhost:{port}",
                "10.0.0.11:8443": f"127.0.0.1:{inner[number]}",
            },
        )
        for number in range(2)
    ]
    accounts = make_demo(machines[0])
    run([program("openssl"), "genrsa", "-out", str(folder / "machine-0" / "badge_key.pem")], {})
    (folder / "machine-1").mkdir()
    for secret in ("secret_key", "badge_key.pem"):
        shutil.copy(folder / "machine-0" / secret, folder / "machine-1")
    with Running(folder) as running:
        site = Hall(port, running, accounts, machines[0], machines)
        site.switch_on(0)
        site.switch_on(1)
        places = {f"10.0.0.1{n + 1}:8443": f"127.0.0.1:{inner[n]}" for n in range(2)}
        places |= {"/etc/go-digital/tls": str(certificates / "front")}
        start_caddy(running, "many-machines", port, places)
        yield site


def test_one_sign_in_holds_on_both_machines(hall: Hall, playwright: Playwright) -> None:
    with browser_at(playwright, hall) as browser:
        assert sign_in(browser, hall.account("participant")).status == 303
        for number in range(2):
            hall.switch_off(number)
            assert browser.get("/").ok
            hall.switch_on(number)


def test_a_photo_that_one_machine_took_is_shown_by_the_other(
    hall: Hall, playwright: Playwright
) -> None:
    account = hall.account("participant")
    plan = f"/w/{account['workshop']}/action-plan"
    with browser_at(playwright, hall) as browser:
        sign_in(browser, account)
        hall.switch_off(1)
        picture = io.BytesIO()
        Image.new("RGB", (600, 400), "green").save(picture, "JPEG")
        photo = {"name": "rencana.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}
        fields = {"csrf_token": token(browser.get(plan)), "photo": photo}
        assert browser.post(plan, multipart=fields).status == 303
        hall.switch_on(1)
        hall.switch_off(0)

        small = browser.get(plan).text().partition("/files/")[2].partition('"')[0]
        shown = browser.get(f"/w/{account['workshop']}/files/{small}")
        hall.switch_on(0)

    assert (shown.status, shown.headers["content-type"]) == (200, "image/jpeg")


def test_the_backup_of_many_machines_opens(hall: Hall) -> None:
    settings = hall.settings | {"BACKUPS": str(hall.running.folder / "backups-of-many")}
    run(["deploy/units/night"], settings)
    assert "good" in run(["deploy/units/week"], settings).lower()


def test_who_shows_no_certificate_reaches_no_machine(hall: Hall, certificates: Path) -> None:
    believed = ssl.create_default_context(cafile=str(certificates / "authority.pem"))
    port = int(hall.settings["LMS_BIND"].partition(":")[2])
    line = socket.create_connection(("127.0.0.1", port), 10)
    with (
        believed.wrap_socket(line, server_hostname="127.0.0.1") as tls,
        pytest.raises(ssl.SSLError, match="certificate required"),
    ):
        tls.recv(1)


@pytest.mark.parametrize("told", ["sslmode=require", "sslmode=disable"])
def test_who_shows_no_certificate_reaches_no_database(database: int, told: str) -> None:
    address = f"host=127.0.0.1 port={database} dbname=lms user={ROLE} {told}"
    with pytest.raises(psycopg.OperationalError, match=r"certificate|TLS|SSL"):
        psycopg.connect(address).close()
