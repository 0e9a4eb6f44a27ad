"""Processes are replaced, and the server ends, without an error for anybody who is writing."""

import time

import pytest

from tests.server.slow_lines import SlowLines, slow
from tests.server.test_killed import count, wait_for_saves
from tests.server.writer import Writer

pytestmark = pytest.mark.server

WRITERS = 6
WITHIN = 60.0  # seconds


@pytest.fixture
def writers(seat_people):
    """People who write all the time."""
    seats = seat_people(WRITERS)
    found = [Writer(seat.visitor, seat.begin(), f"telepon-{n}") for n, seat in enumerate(seats)]
    for writer in found:
        writer.start()
    yield found
    for writer in found:
        writer.stop()


def wait_until(server, condition):
    end = time.monotonic() + WITHIN
    while not condition():
        assert time.monotonic() < end, server.log()
        time.sleep(0.01)


def test_a_reload_is_noticed_by_nobody(server, writers):
    for _ in range(2):
        before = server.workers()
        wait_for_saves(server, writers, WRITERS)
        server.reload()
        wait_until(server, lambda before=before: not before & server.workers())
        wait_for_saves(server, writers, WRITERS)

    assert [writer.refused for writer in writers] == [[]] * WRITERS
    assert [writer.unanswered for writer in writers] == [0] * WRITERS, server.log()


def test_a_reload_does_not_wait_for_bad_lines_for_ever(server, writers):
    before = server.workers()
    with SlowLines(server.port, {slow: 8}):
        server.reload()
        wait_until(server, lambda: not before & server.workers())
        wait_for_saves(server, writers, WRITERS)

    assert [writer.unanswered for writer in writers] == [0] * WRITERS, server.log()


def test_saves_under_way_are_answered_when_the_server_ends(server, writers):
    wait_for_saves(server, writers, WRITERS)
    server.stop()

    assert all(not writer.refused for writer in writers)
    assert count(writers) >= WRITERS
