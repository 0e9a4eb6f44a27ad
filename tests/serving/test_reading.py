"""Requests are read whole before a thread is taken, and by the rules that proxies read by, too."""

import threading

import pytest

from lms.serving import IN_MEMORY
from tests.serving.conftest import echo
from tests.serving.served import PATIENCE

GET = "GET / HTTP/1.1\nHost: lms"


def told(*names):
    """An application that answers with these names of its environ."""

    def tell(environ, start_response):
        start_response("200 OK", [])
        return [" ".join(str(environ.get(name)) for name in names).encode()]

    return tell


def test_half_requests_leave_the_only_thread_to_others(serve):
    served = serve()
    post = "POST / HTTP/1.1\nHost: lms\nContent-Length: 10"
    slow = [served.line().say(post, b"half ") for _ in range(20)]
    for _ in range(20):
        served.line().say(b"GET / HTTP/1.1\r\nHost:")

    assert served.line().say(GET).answer()[0] == 200
    assert [line.say(b"whole").answer()[2] for line in slow] == [b"half whole"] * 20


def test_a_line_that_does_not_take_its_answer_leaves_the_only_thread_to_others(serve):
    def large(environ, start_response):
        start_response("200 OK", [])
        return [b"a" * 20_000_000 if environ["PATH_INFO"] == "/all" else b"b"]

    served = serve(large)
    served.line().say("GET /all HTTP/1.1\nHost: lms")

    assert served.line().say(GET).answer()[2] == b"b"


def test_a_form_is_left_to_the_application(serve):
    form = b"&".join([b"a=%41"] * 2000)
    kind = "Content-Type: application/x-www-form-urlencoded"
    post = f"POST / HTTP/1.1\nHost: lms\n{kind}\nContent-Length: {len(form)}"

    assert serve().line().say(post, form).answer()[2] == form


def test_a_large_body_comes_whole(serve):
    body = bytes(range(256)) * 2048
    assert len(body) > IN_MEMORY
    post = f"POST / HTTP/1.1\nHost: lms\nContent-Length: {len(body)}"

    assert serve().line().say(post, body).answer()[2] == body


def test_a_body_in_chunks_is_one_body_for_the_application(serve):
    names = ("CONTENT_LENGTH", "HTTP_TRANSFER_ENCODING")
    chunks = b"4\r\nhalf\r\n6\r\n whole\r\n0\r\n\r\n"
    post = "POST / HTTP/1.1\nHost: lms\nTransfer-Encoding: chunked"

    assert serve().line().say(post, chunks).answer()[2] == b"half whole"
    assert serve(told(*names)).line().say(post, chunks).answer()[2] == b"10 None"


def test_who_waits_to_be_told_to_go_on_is_told(serve):
    post = "POST / HTTP/1.1\nHost: lms\nContent-Length: 5\nExpect: 100-continue"
    line = serve().line().say(post)

    assert line.answer()[0] == 100
    assert line.say(b"whole").answer()[2] == b"whole"


def test_requests_sent_ahead_are_answered_in_their_order(serve):
    paths = [f"/{n}" for n in range(20)]
    line = serve(told("PATH_INFO")).line()
    line.say(b"".join(f"GET {path} HTTP/1.1\r\nHost: lms\r\n\r\n".encode() for path in paths))

    assert [line.answer()[2].decode() for _ in paths] == paths


@pytest.mark.parametrize(
    "ambiguous",
    [
        "Content-Length: 5\nTransfer-Encoding: chunked",
        "Content-Length: 5\nContent-Length: 6",
        "Content-Length: +5",
        "Content-Length: 5, 6",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: xchunked",
        "Content-Length : 5",
        "Host: other",
        "Content-Length: " + "9" * 5000,
    ],
)
def test_what_two_servers_could_read_differently_is_refused(serve, ambiguous):
    served = serve()
    line = served.line().say(f"POST / HTTP/1.1\nHost: lms\n{ambiguous}", b"0\r\n\r\nGET /")

    assert line.answer()[0] == 400
    assert line.is_closed()
    assert served.statuses() == []


@pytest.mark.parametrize("host", ["", "Host: a b", "Host: lms:port"])
def test_a_request_needs_a_sound_host(serve, host):
    assert serve().line().say(f"GET / HTTP/1.1\n{host}\nX: y").answer()[0] == 400


def test_headers_with_underscores_do_not_pass_for_those_of_a_proxy(serve):
    line = serve(told("HTTP_X_FORWARDED_FOR")).line()

    line.say(f"{GET}\nX-Forwarded-For: 192.0.2.1\nX_Forwarded_For: 203.0.113.9")
    assert line.answer()[2] == b"192.0.2.1"
    line.say(f"{GET}\nX_Forwarded_For: 203.0.113.9\nX-Real-IP: 203.0.113.9")
    assert line.answer()[2] == b"None"


def test_the_application_learns_who_asks_and_what(serve):
    names = ("REMOTE_ADDR", "PATH_INFO", "QUERY_STRING", "wsgi.url_scheme", "HTTP_COOKIE")
    line = serve(told(*names)).line()

    line.say("GET /a%20b?c=d HTTP/1.1\nHost: lms\nCookie: e=f\nX-Forwarded-Proto: https")
    assert line.answer()[2] == b"127.0.0.1 /a b c=d http e=f"


def test_a_request_that_is_given_up_half_way_is_not_answered(serve):
    served = serve()
    line = served.line().say("POST / HTTP/1.1\nHost: lms\nContent-Length: 10", b"half")
    line.close()

    assert served.line().say(GET).answer()[0] == 200
    assert served.statuses() == ["200"]


def test_an_end_lets_requests_under_way_be_answered(serve):
    begun, go_on = threading.Event(), threading.Event()

    def wait(environ, start_response):
        begun.set()
        assert go_on.wait(PATIENCE)
        return echo(environ, start_response)

    served = serve(wait)
    slow = served.line().say("POST / HTTP/1.1\nHost: lms\nContent-Length: 10", b"half ")
    fast = served.line().say(GET)
    assert begun.wait(PATIENCE)
    served.end()
    go_on.set()
    slow.say(b"whole")

    assert fast.answer()[0] == 200
    status, headers, body = slow.answer()
    assert (status, headers["connection"], body) == (200, "close", b"half whole")
    served.join(PATIENCE)
    with pytest.raises(ConnectionRefusedError):
        served.line()


def test_an_end_waits_until_an_answer_is_written(serve):
    def large(_environ, start_response):
        start_response("200 OK", [])
        return [b"a" * 20_000_000]

    served = serve(large)
    line = served.line().say(GET)
    line.until(b"\r\n\r\n")
    served.end()

    assert len(line.until(b"a" * 19_000_000)) == 0
    line.close()
    served.join(PATIENCE)


def test_an_end_at_once_waits_for_nobody(serve):
    served = serve()
    line = served.line().say("POST / HTTP/1.1\nHost: lms\nContent-Length: 10", b"half ")
    served.end_at_once()

    assert line.is_closed()
    served.join(PATIENCE)
    assert not served.is_alive()


def test_a_process_whose_watcher_is_gone_ends(serve, monkeypatch):
    served = serve()
    assert served.line().say(GET).answer()[0] == 200
    monkeypatch.setattr("os.getppid", lambda: 1)

    served.join(PATIENCE)
    assert not served.is_alive()
