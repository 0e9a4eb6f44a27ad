"""The production server does what its tests rely on."""

import pytest

from tests.server.visitor import Visitor

pytestmark = pytest.mark.server


def test_a_page_comes_after_a_start_and_after_a_kill(server):
    visitor = Visitor(server.port)
    first = visitor.get("/sign-in")
    server.kill()
    visitor.close()
    server.start()
    again = visitor.get("/sign-in")
    visitor.close()

    assert (first.status, again.status) == (200, 200)


def test_nothing_is_left_of_a_stopped_server(server):
    visitor = Visitor(server.port)
    visitor.get("/sign-in")  # who has only just begun to serve may miss that it is to end
    visitor.close()
    server.stop()

    with pytest.raises(ConnectionRefusedError):
        Visitor(server.port).get("/sign-in")


def test_a_form_without_its_token_is_refused(server, seat_people):
    visitor = seat_people(1)[0].visitor
    visitor.token = ""

    assert visitor.post("/language", language="en").status == 400


def test_what_is_too_large_is_refused_in_words(server):
    visitor = Visitor(server.port)
    answered = visitor.post("/sign-in", identity="a" * 2_000_000)
    visitor.close()

    assert answered.status == 413
    assert "terlalu besar" in answered.text
