"""What the log tells of a request, and what it keeps to itself."""

import json
import logging
import re

import pytest

from lms import create_app
from lms.web import logs
from tests.factories import PIN, a_person


@pytest.fixture
def lines(app, caplog):
    """What was told about requests since the test began."""
    caplog.set_level(logging.INFO, "lms.requests")
    caplog.handler.addFilter(logs._add_request)
    return lambda: [record for record in caplog.records if record.name == "lms.requests"]


def test_signing_in_tells_who_and_from_where_but_no_secret(browser, lines):
    person = a_person(participant_code="HADIR001")

    browser.post("/sign-in", data={"identity": "HADIR001", "secret": PIN})

    (line,) = lines()
    assert (line.action, line.status, line.person) == ("people.sign_in_now", 303, person.id)
    assert line.address == "127.0.0.1"
    assert PIN not in str(line.__dict__)
    assert "HADIR001" not in str(line.__dict__)


def test_a_refused_sign_in_is_told_without_what_was_typed(browser, lines):
    browser.post("/sign-in", data={"identity": "HADIR001", "secret": "998877"})

    (line,) = lines()
    assert (line.action, line.status, line.person) == ("people.sign_in_now", 422, None)
    assert "998877" not in str(line.__dict__)


def test_a_refusal_is_a_warning(browser, lines):
    browser.sign_in(a_person())

    browser.get("/people/")

    (line,) = lines()
    assert (line.levelname, line.status, line.action) == ("WARNING", 403, "administration.people")


def test_a_page_that_is_only_read_tells_nothing(browser, lines):
    browser.get("/sign-in")

    assert not lines()


@pytest.mark.parametrize("given", ["", "short", "with space and more", "x" * 65])
def test_each_answer_names_its_request(browser, lines, given):
    response = browser.post("/sign-in", headers={logs.ID_HEADER: given})

    (line,) = lines()
    assert response.headers[logs.ID_HEADER] == line.request_id
    assert line.request_id != given


def test_the_id_of_a_proxy_is_taken_over(browser, lines):
    response = browser.get("/nothing", headers={logs.ID_HEADER: "0a1b2c3d-proxy"})

    assert response.headers[logs.ID_HEADER] == "0a1b2c3d-proxy"
    assert lines()[0].request_id == "0a1b2c3d-proxy"


def test_a_line_is_one_json_object(app):
    record = logging.LogRecord("lms", logging.ERROR, __file__, 1, "It %s", ("broke",), None)
    logs._add_request(record)

    line = json.loads(logs._formatter("json").format(record))

    assert (line["level"], line["message"], line["request_id"]) == ("ERROR", "It broke", "-")
    assert line["time"].endswith("+00:00")


def test_a_line_of_text_is_one_line_with_the_offset_of_its_time(app):
    typed = "/w/x\n2026-01-01T00:00:00+0000 INFO lms - person:1 signed in"
    record = logging.LogRecord("lms", logging.ERROR, __file__, 1, "GET %s", (typed,), None)
    logs._add_request(record)

    line = logs._formatter("text").format(record)

    assert len(line.splitlines()) == 1
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4} ERROR lms - GET /w/x", line)


def test_a_format_nobody_knows_is_told_at_the_start(tmp_path):
    with pytest.raises(RuntimeError, match="LMS_LOG_FORMAT"):
        create_app(str(tmp_path), LOG_FORMAT="xml")
