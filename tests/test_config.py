"""Settings as people write them."""

import pytest

from lms import create_app


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
