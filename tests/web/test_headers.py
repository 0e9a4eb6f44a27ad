"""What every answer tells the browser about security."""

import pytest
from werkzeug.datastructures import Headers

from lms import create_app
from tests.application import assert_safe
from tests.factories import a_person

PROPER = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.mark.parametrize("path", ["/", "/sign-in", "/nothing", "/devices", "/assets/none.css"])
def test_every_answer_carries_the_headers(browser, path):
    browser.get(path)  # which asserts it, as it does of every answer to every test


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((name, None) for name in PROPER),
        ("Content-Security-Policy", "default-src 'none'; script-src 'unsafe-inline'"),
        ("Set-Cookie", "lms=1; SameSite=Lax"),
        ("Set-Cookie", "lms=1; HttpOnly"),
    ],
)
def test_an_answer_without_one_of_them_would_be_noticed(name, value):
    headers = Headers(PROPER)
    assert_safe(headers)
    headers.remove(name)
    if value:
        headers.add(name, value)

    with pytest.raises((AssertionError, KeyError)):
        assert_safe(headers)


def test_pages_are_not_kept_by_shared_computers(browser):
    browser.sign_in(a_person())

    assert browser.get("/devices").headers["Cache-Control"] == "no-store"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(browser):
    cookie = browser.get("/sign-in").headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_behind_tls_the_cookie_is_bound_to_the_host(database_url, tmp_path):
    app = create_app(str(tmp_path), DATABASE_URL=database_url, TLS=True, SECRET_KEY="x")
    response = app.test_client().get("/sign-in", base_url="https://lms.example")

    assert response.headers["Set-Cookie"].startswith("__Host-lms=")
    assert "Secure" in response.headers["Set-Cookie"]
    assert "max-age" in response.headers["Strict-Transport-Security"]
