"""Processes are replaced, and the server ends, without an error for anybody who is writing."""

import threading

import pytest

from tests.server.slow_lines import SlowLines, slow
from tests.server.writer import Writer, count, wait_for_saves

pytestmark = pytest.mark.server

WRITERS = 6
WITHIN = 60.0  # seconds


@pytest.fixture
def progress():
    """Told of each save."""
    return threading.Condition()


@pytest.fixture
def writers(seat_people, progress):
    """People who write all the time."""
    found = [
        Writer(seat.visitor, seat.begin(), f"telepon-{n}", progress)
        for n, seat in enumerate(seat_people(WRITERS))
    ]
    for writer in found:
        writer.start()
    yield found
    for writer in found:
        writer.stop()


def wait_until(server, progress, condition):
    """Wait while people write: the condition is looked at after each save."""
    with progress:
        assert progress.wait_for(condition, timeout=WITHIN), server.log()


def test_a_reload_is_noticed_by_nobody(server, writers, progress):
    for _ in range(2):
        before = server.workers()
        wait_for_saves(server, writers, WRITERS, progress)
        server.reload()
        wait_until(server, progress, lambda before=before: not before & server.workers())
        wait_for_saves(server, writers, WRITERS, progress)

    assert [writer.refused for writer in writers] == [[]] * WRITERS
    assert [writer.put_off for writer in writers] == [0] * WRITERS
    assert [writer.unanswered for writer in writers] == [0] * WRITERS, server.log()


def test_a_reload_does_not_wait_for_bad_lines_for_ever(server, writers, progress):
    before = server.workers()
    with SlowLines(server.port, {slow: 8}):
        server.reload()
        wait_until(server, progress, lambda: not before & server.workers())
        wait_for_saves(server, writers, WRITERS, progress)

    assert [writer.unanswered for writer in writers] == [0] * WRITERS, server.log()


def test_saves_under_way_are_answered_when_the_server_ends(server, writers, progress):
    wait_for_saves(server, writers, WRITERS, progress)
    server.stop()

    assert all(not writer.refused and not writer.put_off for writer in writers)
    assert count(writers) >= WRITERS
