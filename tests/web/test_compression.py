import gzip

import pytest
from flask import Response

GZIP = {"Accept-Encoding": "gzip, br"}


@pytest.fixture
def plain(browser):
    return browser.get("/sign-in", headers={"Accept-Encoding": "identity"})


def test_a_page_comes_compressed_to_a_browser_that_accepts_it(browser, plain):
    packed = browser.get("/sign-in", headers=GZIP)

    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data)
    assert b"</html>" in gzip.decompress(packed.data)


def test_a_page_comes_as_it_is_to_one_that_does_not(plain):
    assert "Content-Encoding" not in plain.headers
    assert b"</html>" in plain.data


@pytest.mark.parametrize("accepted", ["gzip", "identity"])
def test_caches_are_told_that_it_depends(browser, accepted):
    response = browser.get("/sign-in", headers={"Accept-Encoding": accepted})

    assert "Accept-Encoding" in response.headers["Vary"]


def test_a_refused_page_is_compressed_too(browser):
    assert browser.get("/no-such-page", headers=GZIP).headers["Content-Encoding"] == "gzip"


def test_what_is_small_stays_as_it_is(app):
    small = app.test_request_context(headers=GZIP)
    with small:
        response = app.process_response(Response("Ya.", mimetype="text/html"))

    assert response.data == b"Ya."


def test_what_is_compressed_already_is_left_alone(browser):
    page = browser.get("/sign-in").text
    sheet = page.split('rel="stylesheet" href="')[1].split('"')[0]

    assert b"@layer" in gzip.decompress(browser.get(sheet, headers=GZIP).data)
