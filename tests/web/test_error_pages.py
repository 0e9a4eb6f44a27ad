"""Every error is a page that says what to do, in both languages, and gives nothing away."""

import errno

import pytest
from flask import abort
from sqlalchemy.exc import OperationalError

from lms.access import PUBLIC, requires
from lms.errors import Conflict
from lms.language import gettext_noop as _
from tests.factories import a_person

STATUSES = (400, 403, 404, 405, 409, 413, 429, 500, 503)


@pytest.fixture
def failing(app, monkeypatch):
    """A way to make one existing page fail with a given error."""

    def fail_with(error):
        @requires(PUBLIC)
        def view():
            if isinstance(error, int):
                abort(error)
            raise error

        monkeypatch.setitem(app.view_functions, "people.sign_in", view)

    return fail_with


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("status", STATUSES)
def test_an_error_is_a_page_with_a_way_on(browser, failing, status, language):
    browser.post("/language", data={"language": language})
    failing(status)

    response = browser.get("/sign-in")

    assert response.status_code == status
    assert f'<html lang="{language}"' in response.text
    assert 'href="/"' in response.text
    assert "Traceback" not in response.text


def test_pages_of_one_status_speak_two_languages(browser, failing):
    failing(404)
    indonesian = browser.get("/sign-in").text
    browser.post("/language", data={"language": "en"})

    assert "Halaman" in indonesian
    assert "page" in browser.get("/sign-in").text


def test_a_domain_error_tells_its_own_sentence_translated(browser, failing):
    failing(Conflict(_("This device is not in your list any more.")))

    response = browser.get("/sign-in")

    assert response.status_code == 409
    assert "Perangkat ini tidak ada lagi di daftar Anda." in response.text


def test_a_bug_shows_no_detail(app, browser, failing):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    failing(ZeroDivisionError("secret detail"))

    response = browser.get("/sign-in")

    assert response.status_code == 500
    assert "secret detail" not in response.text


def test_a_script_gets_the_sentence_as_json(browser, failing):
    failing(Conflict(_("This device is not in your list any more.")))

    response = browser.get("/sign-in", headers={"Accept": "application/json"})

    assert response.json == {
        "status": 409,
        "message": "Perangkat ini tidak ada lagi di daftar Anda.",
    }


def test_an_unknown_address_is_a_friendly_404_for_everybody(browser):
    assert browser.get("/nothing/here").status_code == 404
    browser.sign_in(a_person())
    assert browser.get("/nothing/here").status_code == 404


def test_a_wrong_method_names_the_right_ones(browser):
    response = browser.get("/language")

    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]


def test_a_request_that_is_too_large_is_refused(app, browser):
    body = {"identity": "x" * (app.config["MAX_FORM_MEMORY_SIZE"] + 1)}

    assert browser.post("/sign-in", data=body).status_code == 413


def test_a_form_without_its_token_is_told_to_load_the_page_again(app, browser):
    app.config["WTF_CSRF_ENABLED"] = True

    response = browser.post("/sign-in", data={"identity": "x", "secret": "y"})

    assert response.status_code == 400
    assert "muat ulang" in response.text


def test_a_bug_names_the_code_by_which_its_line_is_found(app, browser, failing):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    failing(ZeroDivisionError())

    response = browser.get("/sign-in")

    assert response.headers["X-Request-Id"] in response.text


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OperationalError("", {}, Exception("database is locked")), "ramai"),
        (OperationalError("", {}, Exception("unable to open database file")), "tidak terhubung"),
        (OperationalError("", {}, Exception("database or disk is full")), "ruang"),
        (OSError(errno.ENOSPC, "No space left on device"), "ruang"),
    ],
)
def test_trouble_of_the_database_or_the_disk_is_told_as_such(browser, failing, error, words):
    failing(error)

    response = browser.get("/sign-in")

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"
    assert words in response.text


def test_another_error_of_the_system_is_a_bug(app, browser, failing):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    failing(OSError(errno.EACCES, "Permission denied"))

    assert browser.get("/sign-in").status_code == 500
