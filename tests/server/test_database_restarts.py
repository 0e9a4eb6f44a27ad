"""PostgreSQL is restarted while people write: nothing is lost, and nobody meets an error."""

import tempfile
import threading
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from lms import create_app
from lms.database import db
from tests.server.fixtures import CHEAP_HASHES
from tests.server.own_postgresql import OwnPostgresql, programs
from tests.server.production import ProductionServer
from tests.server.saves import stored_saves
from tests.server.visitor import Visitor
from tests.server.writer import Writer, wait_for_saves

pytestmark = [pytest.mark.server, pytest.mark.long]

WRITERS = 6
SAVES_BETWEEN = 30


@pytest.fixture
def postgresql() -> Iterator[OwnPostgresql]:
    binaries = programs()
    if binaries is None:
        pytest.skip("needs PostgreSQL's own programs")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        running = OwnPostgresql(Path(folder), binaries)
        yield running
        running.stop()


@pytest.fixture
def app(postgresql: OwnPostgresql, tmp_path: Path) -> Iterator[Flask]:
    app = create_app(str(tmp_path), DATABASE_URL=postgresql.url, SECRET_KEY="test", **CHEAP_HASHES)
    with app.app_context():
        upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def server(app: Flask, postgresql: OwnPostgresql, tmp_path: Path) -> Iterator[ProductionServer]:
    settings = {"DATABASE_URL": postgresql.url, "SECRET_KEY": "test", **CHEAP_HASHES}
    running = ProductionServer(tmp_path / "serving", settings)
    running.start()
    yield running
    running.stop()


def test_restarts_lose_nothing_and_are_told_in_words(server, seat_people, postgresql):
    progress = threading.Condition()
    writers = [
        Writer(seat.visitor, seat.begin(), f"telepon-{n}", progress)
        for n, seat in enumerate(seat_people(WRITERS))
    ]
    reader = Visitor(server.port)
    pages = []
    for writer in writers:
        writer.start()
    for how in islice(cycle(["fast", "immediate", "fast"]), 60):
        wait_for_saves(server, writers, SAVES_BETWEEN, progress)
        postgresql.restart(how)
        pages.append(reader.get("/sign-in").status)
    wait_for_saves(server, writers, SAVES_BETWEEN, progress)
    for writer in writers:
        writer.stop()
    reader.close()

    acknowledged = [kept for writer in writers for kept in writer.acknowledged]
    assert [writer.refused for writer in writers] == [[]] * WRITERS, server.log()
    assert [writer.unanswered for writer in writers] == [0] * WRITERS
    assert set(pages) <= {200, 503}
    assert set(acknowledged) - set(stored_saves()) == set()
    put_off = sum(writer.put_off for writer in writers)
    print(f"60 restarts, {len(acknowledged)} saves, {put_off} put off, 0 lost")  # noqa: T201
