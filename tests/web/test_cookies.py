"""The cookie of a browser session: believed only while it is signed and young."""

from datetime import timedelta

import pytest
from flask import session

from tests.constants import NOW

_SIXTY_ONE_DAYS = timedelta(days=61)  # longer than a sign-in lasts


def _cookie(app, **values) -> str:
    signer = app.session_interface.get_signing_serializer(app)
    return signer.dumps(values)


def _read(app, cookie: str) -> dict:
    name = app.config["SESSION_COOKIE_NAME"]
    with app.test_request_context(headers={"Cookie": f"{name}={cookie}"}):
        return dict(session)


def test_a_cookie_says_the_same_each_time(app):
    cookie = _cookie(app, language="id")

    assert _read(app, cookie) == _read(app, cookie) == {"language": "id"}


def test_what_a_request_changes_is_not_there_for_the_next(app):
    cookie = _cookie(app, language="id", _flashes=[("info", "hello")])
    name = app.config["SESSION_COOKIE_NAME"]
    with app.test_request_context(headers={"Cookie": f"{name}={cookie}"}):
        session["language"] = "en"
        session["_flashes"].clear()

    assert _read(app, cookie) == {"language": "id", "_flashes": [("info", "hello")]}


def test_a_cookie_that_was_tampered_with_says_nothing(app):
    cookie = _cookie(app, language="id")
    payload, _dot, rest = cookie.partition(".")

    assert _read(app, f"{payload[:-1]}A.{rest}") == {}
    assert _read(app, cookie[:-1]) == {}


@pytest.mark.parametrize(
    ("age", "says"), [(timedelta(0), {"language": "id"}), (_SIXTY_ONE_DAYS, {})]
)
def test_a_cookie_is_believed_as_long_as_a_sign_in_lasts(app, at, age, says):
    cookie = _cookie(app, language="id")
    at(NOW + age)

    assert _read(app, cookie) == says


def test_a_page_that_looks_into_its_session_says_that_it_differs_by_cookie(app, browser):
    page = browser.get("/sign-in")

    assert {"Cookie", "Accept-Encoding"} <= set(page.vary)
    assert len(page.headers.getlist("Vary")) == 1


def test_a_cookie_is_sent_anew_only_when_it_says_something_new(app, browser):
    cookie = app.config["SESSION_COOKIE_NAME"]
    first, again = browser.get("/sign-in"), browser.get("/sign-in")
    chosen = browser.post("/language", data={"language": "en"})

    assert [cookie in page.headers.get("Set-Cookie", "") for page in (first, again, chosen)] == [
        True,
        False,
        True,
    ]
