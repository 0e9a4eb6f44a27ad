"""The cookie of a browser session: read once, believed only while it is signed and young."""

from flask import session

from lms.web import cookies
from lms.web.cookies import CookieSessions

_LONG_AGO = 61 * 24 * 3600  # seconds; longer than a sign-in lasts


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
    assert _read(app, cookie)
    payload, _dot, rest = cookie.partition(".")

    assert _read(app, f"{payload[:-1]}A.{rest}") == {}
    assert _read(app, cookie[:-1]) == {}


def test_a_known_cookie_is_looked_at_again_after_a_while(app, monkeypatch):
    cookie = _cookie(app, language="id")
    started = cookies.monotonic()
    assert _read(app, cookie)
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: started + 4e9 + _LONG_AGO)

    assert _read(app, cookie) == {"language": "id"}
    monkeypatch.setattr(cookies, "monotonic", lambda: started + cookies.KNOWN_FOR + 1)
    assert _read(app, cookie) == {}


def test_no_more_than_so_many_are_known(app, monkeypatch):
    monkeypatch.setattr(cookies, "MOST_KNOWN", 2)
    sessions = app.session_interface = CookieSessions(app)
    for number in range(5):
        _read(app, _cookie(app, language=str(number)))

    assert len(sessions._known) <= 2


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
