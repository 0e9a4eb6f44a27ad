"""Settings as people write them."""

import gc
import logging
import os
import runpy
import socket
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from lms import create_app
from lms.database import db

GUNICORN = Path(__file__).parents[2] / "gunicorn.conf.py"


@pytest.mark.parametrize("written", ["False", "false", "0", "no", ""])
def test_tls_is_off_however_no_is_written(tmp_path, monkeypatch, written):
    monkeypatch.setenv("LMS_TLS", written)

    assert create_app(str(tmp_path)).config["SESSION_COOKIE_SECURE"] is False


@pytest.mark.parametrize("written", ["True", "true", "1", "yes"])
def test_tls_is_on_however_yes_is_written(tmp_path, monkeypatch, written):
    monkeypatch.setenv("LMS_TLS", written)

    assert create_app(str(tmp_path)).config["SESSION_COOKIE_SECURE"] is True


def test_a_secret_key_of_digits_is_a_key(tmp_path, monkeypatch):
    monkeypatch.setenv("LMS_SECRET_KEY", "123456789012345678901234")

    assert create_app(str(tmp_path)).config["SECRET_KEY"] == "123456789012345678901234"


def test_a_secret_key_is_drawn_once_and_kept(tmp_path):
    first = create_app(str(tmp_path)).config["SECRET_KEY"]

    assert len(first) >= 40
    assert create_app(str(tmp_path)).config["SECRET_KEY"] == first


def test_a_port_that_is_taken_is_told_in_plain_words(monkeypatch, caplog):
    monkeypatch.delenv("LMS_BIND", raising=False)
    monkeypatch.setenv("LMS_LAN", "False")
    server = SimpleNamespace(log=logging.getLogger("server"))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))
        settings = runpy.run_path(str(GUNICORN))
        settings["when_ready"](server)
        settings["on_starting"](server)
    assert gc.isenabled()
    assert "is taken" in caplog.text

    caplog.clear()
    settings["on_starting"](server)
    assert not caplog.text


def test_the_database_is_for_nobody_elses_eyes(tmp_path):
    before = os.umask(0o022)
    try:
        app = create_app(str(tmp_path))
        with app.app_context():
            db.session.execute(sa.text("CREATE TABLE thing (id INTEGER)"))
            modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.glob("lms.*")}
            db.session.rollback()
            db.engine.dispose()
    finally:
        os.umask(before)

    assert {"lms.sqlite3", "lms.sqlite3-wal"} <= modes.keys()
    assert set(modes.values()) == {0o600}


def test_a_credential_of_the_service_comes_before_the_environment(tmp_path, monkeypatch):
    (tmp_path / "go-digital.secret_key").write_text("decrypted by systemd\n")
    (tmp_path / "go-digital.smtp_password").write_text("of the relay")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    monkeypatch.setenv("LMS_SECRET_KEY", "of the environment")

    app = create_app(str(tmp_path / "instance"))

    assert app.config["SECRET_KEY"] == "decrypted by systemd"
    assert app.config["SMTP_PASSWORD"] == "of the relay"
    assert not (tmp_path / "instance" / "secret_key").exists()
