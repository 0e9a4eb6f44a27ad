"""What every answer tells the browser about security."""

import pytest
from flask import request
from werkzeug.datastructures import Headers

from lms import create_app
from lms.web.headers import POLICY
from tests.application import assert_safe
from tests.factories import a_person

PROPER = {
    "Content-Security-Policy": POLICY,
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
        (
            "Content-Security-Policy",
            POLICY.replace("script-src 'self'", "script-src 'unsafe-inline'"),
        ),
        ("Content-Security-Policy", POLICY.replace("frame-ancestors", "frame-src")),
        ("Content-Type", "text/html"),
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
    held = "max-age=31536000; includeSubDomains"
    assert response.headers["Strict-Transport-Security"] == held


def test_a_form_of_another_site_is_refused(browser):
    browser.sign_in(a_person())

    response = browser.post(
        "/language", data={"language": "en"}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert response.status_code == 403


def test_a_link_from_another_site_opens_its_page(browser):
    assert browser.get("/sign-in", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_signing_out_clears_the_pages_and_keeps_what_waits_to_be_sent(browser):
    browser.sign_in(a_person())

    assert browser.post("/sign-out").headers["Clear-Site-Data"] == '"cache"'


@pytest.mark.parametrize(
    ("settings", "host", "status"),
    [
        ({"PUBLIC_ADDRESS": "https://lms.example"}, "lms.example", 200),
        ({"PUBLIC_ADDRESS": "https://lms.example"}, "localhost:8000", 200),
        ({"PUBLIC_ADDRESS": "https://lms.example"}, "elsewhere.example", 400),
        ({"PUBLIC_ADDRESS": "http://192.168.1.5:8000", "LAN": True}, "192.168.1.7:8000", 200),
        ({}, "elsewhere.example", 200),
        ({"TRUSTED_HOSTS": "one.example, two.example"}, "two.example", 200),
        ({"TRUSTED_HOSTS": "one.example, two.example"}, "three.example", 400),
    ],
)
def test_only_hosts_of_this_installation_are_answered(
    database_url, tmp_path, settings, host, status
):
    app = create_app(str(tmp_path), DATABASE_URL=database_url, SECRET_KEY="x", **settings)

    assert app.test_client().get("/sign-in", headers={"Host": host}).status_code == status


def test_nothing_answers_trace(browser):
    assert browser.open("/sign-in", method="TRACE").status_code == 405


@pytest.mark.parametrize(
    ("proxies", "address"), [(0, "127.0.0.1"), (1, "198.51.100.7"), (2, "203.0.113.9")]
)
def test_who_asks_is_believed_to_the_proxies_that_are_there_alone(
    database_url, tmp_path, proxies, address
):
    app = create_app(
        str(tmp_path), DATABASE_URL=database_url, SECRET_KEY="x", TRUSTED_PROXIES=proxies
    )
    asked = []
    app.after_request(lambda answer: asked.append(request.remote_addr) or answer)

    app.test_client().get("/healthz", headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.7"})

    assert asked == [address]
