"""What a line may take: time and size of headers and body, and how many lines there may be."""

import pytest

from lms import serving
from tests.serving.served import LARGEST_BODY, PATIENCE

POST = "POST / HTTP/1.1\nHost: lms\nContent-Length: {}"
GET = "GET / HTTP/1.1\nHost: lms"


def test_a_line_that_says_nothing_is_closed(serve, monkeypatch):
    monkeypatch.setattr(serving, "HEADER_SECONDS", 0.05)

    assert serve().line().is_closed()


def test_headers_that_do_not_end_are_closed(serve, monkeypatch):
    monkeypatch.setattr(serving, "HEADER_SECONDS", 0.05)

    assert serve().line().say(b"GET / HTTP/1.1\r\nHost: lms\r\n").is_closed()


def test_a_kept_line_is_closed_when_nothing_more_is_asked(serve, monkeypatch):
    monkeypatch.setattr(serving, "HEADER_SECONDS", 0.05)
    line = serve().line().say(GET)

    assert line.answer()[0] == 200
    assert line.is_closed()


def test_a_body_that_does_not_end_is_closed(serve, monkeypatch):
    monkeypatch.setattr(serving, "BODY_SECONDS", 0.05)
    served = serve()

    assert served.line().say(POST.format(10), b"half").is_closed()
    assert served.statuses() == []


def test_a_little_too_large_the_application_refuses(serve):
    def refuse(environ, start_response):
        start_response("413 Too Large", [])
        return [b"At most so much."]

    body = b"a" * (LARGEST_BODY + 1)
    line = serve(refuse).line().say(POST.format(len(body)), body)

    assert line.answer()[::2] == (413, b"At most so much.")


@pytest.mark.parametrize(
    "framing", [f"Content-Length: {3 * LARGEST_BODY}", "Transfer-Encoding: chunked"]
)
def test_far_too_large_is_not_read(serve, framing):
    chunk = b"%x\r\n" % (3 * LARGEST_BODY)
    line = serve().line().say(f"POST / HTTP/1.1\nHost: lms\n{framing}", chunk)

    assert line.answer()[0] == 400
    assert line.is_closed()


def test_headers_that_are_too_long_are_closed(serve):
    assert (
        serve().line().say(b"GET / HTTP/1.1\r\n", b"X: " + b"a" * serving.HEADER_BYTES).is_closed()
    )


def test_one_line_too_many_is_closed_until_another_goes(serve):
    served = serve(worker_connections=2)
    first, second = served.line().say(GET), served.line().say(GET)
    assert [first.answer()[0], second.answer()[0]] == [200, 200]

    assert served.line().is_closed()
    first.say("GET / HTTP/1.1\nHost: lms\nConnection: close")
    assert first.answer()[0] == 200
    assert first.is_closed()
    assert any(served.line().say(GET).is_answered() for _ in range(1000))  # once it is counted off


def test_after_so_many_requests_another_process_takes_over(serve):
    served = serve(max_requests=2)
    line = served.line()

    assert "connection" not in line.say(GET).answer()[1]
    line.say(GET).answer()
    assert line.say(GET).answer()[1]["connection"] == "close"
    line.close()
    served.join(PATIENCE)
    assert not served.is_alive()
