"""What the application answers is what arrives."""

import pytest

GET = "GET / HTTP/1.1\nHost: lms"


def answering(status, headers, *chunks):
    """An application that answers so; `closed` tells what it was told in the end."""

    class Answer:
        closed = 0

        def __call__(self, _environ, start_response):
            start_response(status, headers)
            return self

        def __iter__(self):
            yield from chunks

        def close(self):
            self.closed += 1

    return Answer()


def test_an_answer_has_its_length_and_its_time(serve):
    answer = answering("200 OK", [("Set-Cookie", "a=b"), ("Set-Cookie", "c=d")], b"one ", b"two")
    status, headers, body = serve(answer).line().say(GET).answer()

    assert (status, headers["content-length"], body) == (200, "7", b"one two")
    assert headers["date"].endswith("gmt")
    assert headers["server"] == "lms"
    assert answer.closed == 1


def test_every_cookie_is_set(serve):
    answer = answering("200 OK", [("Set-Cookie", "a=b"), ("Set-Cookie", "c=d")])
    line = serve(answer).line().say(GET)

    assert line.until(b"\r\n\r\n").count(b"Set-Cookie: ") == 2


def test_the_application_has_the_last_word_about_its_headers(serve):
    given = [("Content-Type", "text/csv"), ("Date", "Sat, 28 Nov 2026 10:00:00 GMT"), ("ETag", "a")]
    _status, headers, _body = serve(answering("200 OK", given, b"a")).line().say(GET).answer()

    assert [headers[name.lower()] for name, _value in given] == [v.lower() for _name, v in given]


def test_a_large_answer_in_pieces_comes_whole(serve):
    chunks = [bytes([n]) * 100_000 for n in range(20)]
    line = serve(answering("200 OK", [], *chunks)).line().say(GET)

    assert line.answer()[2] == b"".join(chunks)


@pytest.mark.parametrize("status", ["304 Not Modified", "204 No Content"])
def test_an_answer_that_must_have_no_body_has_no_length(serve, status):
    line = serve(answering(status, [("ETag", "a")])).line().say(GET)

    code, headers, _body = line.answer()
    assert (code, headers["etag"]) == (int(status[:3]), "a")
    assert "content-length" not in headers
    assert line.say(GET).answer()[0] == code


def test_an_answer_to_head_tells_the_length_and_the_line_is_kept(serve):
    line = serve(answering("200 OK", [("Content-Length", "7")])).line()

    for _ in range(2):
        line.say("HEAD / HTTP/1.1\nHost: lms")
        head = line.until(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 OK")
        assert b"Content-Length: 7" in head


def test_an_application_that_breaks_is_told_of_and_goes_on_serving(serve, caplog):
    def breaks(environ, start_response):
        if environ["PATH_INFO"] == "/breaks":
            raise RuntimeError("broken")
        start_response("200 OK", [])
        return [b"whole"]

    line = serve(breaks).line()

    assert line.say("GET /breaks HTTP/1.1\nHost: lms").answer()[0] == 500
    assert "RuntimeError: broken" in caplog.text
    assert line.say(GET).answer()[2] == b"whole"


def test_an_answer_is_not_told_of_twice(serve, caplog):
    caplog.set_level("INFO")
    served = serve(answering("404 Not Found", []))

    assert served.line().say(GET).answer()[0] == 404
    assert served.statuses() == ["404"]
    assert caplog.text == ""
