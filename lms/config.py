"""Every setting, its default and its meaning.

`instance/config.py` overrides the defaults, the environment (`LMS_<NAME>`) overrides both, and the
credentials of a service under systemd all three.
"""

import contextlib
import os
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask

MEGABYTE = 1024 * 1024

CREDENTIAL = "go-digital."
SECRETS = ("SECRET_KEY", "BADGE_KEY", "DATABASE_URL", "METRICS_TOKEN", "SMTP_PASSWORD")
"""The settings that may be credentials of the service: `go-digital.secret_key`, and so on."""


class Defaults:
    """The settings of a trainer's laptop."""

    DATABASE_URL = ""  # empty: SQLite in instance/lms.sqlite3; or postgresql+psycopg://…
    SECRET_KEY = ""  # empty: drawn once and kept in instance/secret_key
    BADGE_KEY = ""  # PEM of an RSA key, the same for all machines; empty: in instance/badge_key.pem
    NEXT_REVISION = ""  # in a rolling change: newer tables this release may run on, too
    TLS = False  # served behind TLS: cookies become __Host- and Secure, HSTS is sent
    TRUSTED_PROXIES = 0  # how many proxies in front are believed about address and scheme
    DEFAULT_LANGUAGE = "id"  # id or en, until a person chooses
    PUBLIC_ADDRESS = ""  # https://… on cards, screens, messages; empty: where the page was asked at
    LAN = (
        False  # phones in the local network are let in: links lead to this machine's address there
    )
    CARD_DAYS = 30  # an activation card can be used for so many days
    SESSION_DAYS = 60  # a sign-in ends after this many days
    SESSION_IDLE_DAYS = 30  # … and after so many on which nothing was sent
    STAFF_SESSION_DAYS = 14  # the same for who signs in by email and password
    STAFF_IDLE_HOURS = 12
    SECOND_FACTOR_DAYS = 7  # so long an administrator may go without one; 0: it is only offered
    ARGON2_MEMORY_KIB = 19 * 1024  # OWASP's minimum with time cost 2
    ARGON2_TIME_COST = 2
    MAX_CONTENT_LENGTH = 4 * MEGABYTE  # of one request
    MAX_FORM_MEMORY_SIZE = 1 * MEGABYTE  # of the text fields of one request
    UPLOADS_FOLDER = ""  # empty: instance/uploads; the same storage for all machines
    MAX_UPLOAD_SIZE = 10 * MEGABYTE  # of one photo or document
    MAX_UPLOAD_REQUEST = 24 * MEGABYTE  # so much is read before a too large one is refused
    CLAMD = ""  # the socket of a virus scanner (ClamAV) that sees each file first; empty: none
    RETENTION_MONTHS = 0  # `flask person retain` erases whom no meeting met for so long; 0: nobody
    SQLITE_BUSY_SECONDS = 15  # how long a write waits for its turn
    LESSON_HOUR_MINUTES = 45  # of one JP (jam pelajaran)
    LOG_LEVEL = "INFO"
    LOG_FORMAT = "text"  # or json: one object a line
    # /metrics answers who sends `Authorization: Bearer <it>`; empty: nobody. With several processes
    # it has to be set in the environment.
    METRICS_TOKEN = ""
    TRUSTED_HOSTS = ""  # host names a request may ask for, with commas; empty: see `_trusted_hosts`
    SMTP_HOST = ""  # empty: no mail is offered anywhere; sent by `flask --app lms mail send`
    SMTP_PORT = 587
    SMTP_SECURITY = "starttls"  # or tls (port 465), or none (only to this machine)
    SMTP_USER = ""
    SMTP_PASSWORD = ""
    SMTP_SENDER = "go-digital@example.org"  # who mail comes from
    SMTP_TIMEOUT = 20  # seconds a server may take to answer


def configure(app: Flask, settings: dict[str, object]) -> None:
    """Read the settings into `app.config`; draw the secret key on the first start."""
    app.config.from_object(Defaults)
    app.config.from_pyfile("config.py", silent=True)
    app.config.from_prefixed_env("LMS")
    app.config.update(_credentials() | settings)
    instance = Path(app.instance_path)
    instance.mkdir(parents=True, exist_ok=True)
    # A key of digits comes as a number from the environment.
    secret = app.config["SECRET_KEY"] or kept_secret(instance / "secret_key", _drawn_key)
    app.config["SECRET_KEY"] = str(secret)
    if not app.config["DATABASE_URL"]:
        app.config["DATABASE_URL"] = f"sqlite:///{instance / 'lms.sqlite3'}"
    if not app.config["UPLOADS_FOLDER"]:
        app.config["UPLOADS_FOLDER"] = str(instance / "uploads")
    tls = _is_true(app.config["TLS"])
    app.config.update(
        SESSION_COOKIE_NAME="__Host-lms" if tls else "lms",
        SESSION_COOKIE_SECURE=tls,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        SESSION_REFRESH_EACH_REQUEST=False,  # the row of the sign-in says how long it holds
        PERMANENT_SESSION_LIFETIME=int(app.config["SESSION_DAYS"]) * 24 * 3600,
        TLS=tls,
        LAN=_is_true(app.config["LAN"]),
        TRUSTED_HOSTS=_trusted_hosts(app.config),
        # A form may stay open all day: its token holds as long as the session it belongs to.
        WTF_CSRF_TIME_LIMIT=None,
        # The guard checks, once it knows who asks and how large the request may be.
        WTF_CSRF_CHECK_DEFAULT=False,
    )


def _credentials() -> dict[str, str]:
    """The secrets that systemd gives to this service alone, decrypted (`man systemd-creds`)."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    if not folder:
        return {}
    files = {name: Path(folder, f"{CREDENTIAL}{name.lower()}") for name in SECRETS}
    return {name: file.read_text().strip() for name, file in files.items() if file.is_file()}


def _trusted_hosts(config: Mapping[str, Any]) -> list[str] | None:
    """The hosts by which this installation may be asked for; None: by any.

    Where nobody names them: that of the public address and this machine itself. Without a public
    address, and in a local network, where a machine's address changes, any.
    """
    named = [host.strip() for host in str(config["TRUSTED_HOSTS"]).split(",") if host.strip()]
    public = urlsplit(str(config["PUBLIC_ADDRESS"])).hostname
    if named or not public or _is_true(config["LAN"]):
        return named or None
    return [public, "localhost", "127.0.0.1"]


def _is_true(value: object) -> bool:
    """Read a setting that is yes or no, also as people write it: `True`, `yes`, `on`, `1`."""
    return str(value).strip().lower() in {"1", "true", "yes", "on"}


def _drawn_key() -> str:
    return secrets.token_urlsafe(48)


def kept_secret(path: Path, draw: Callable[[], str]) -> str:
    """The secret kept at `path`, only for its owner; of several processes at once, one draws it."""
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(draw())
        with contextlib.suppress(FileExistsError):
            # A link is there whole or not at all: nobody reads half a secret.
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text()
