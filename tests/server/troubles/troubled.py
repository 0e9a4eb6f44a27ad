"""People write while something goes wrong again and again, on a database of the test's own."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade

from lms import create_app
from lms.database import db
from tests.server.conftest import SeatPeople
from tests.server.fixtures import CHEAP_HASHES
from tests.server.production import ProductionServer
from tests.server.saves import stored_saves
from tests.server.visitor import Visitor
from tests.server.writer import Writer, wait_for_saves

WRITERS = 6
SAVES_BETWEEN = 30

Writers = list[Writer]
Trouble = Callable[[Writers, threading.Condition], None]
"""Makes trouble and ends it; the condition is told of each save."""


@contextmanager
def product_on(url: str, folder: Path) -> Iterator[Flask]:
    """The product on an empty database, for what the test itself writes and reads."""
    app = create_app(str(folder), DATABASE_URL=url, SECRET_KEY="test", **CHEAP_HASHES)
    with app.app_context():
        upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()


@contextmanager
def server_on(url: str, folder: Path) -> Iterator[ProductionServer]:
    """The running product on that database."""
    settings = {"DATABASE_URL": url, "SECRET_KEY": "test", **CHEAP_HASHES}
    running = ProductionServer(folder / "serving", settings)
    running.start()
    yield running
    running.stop()


def write_through(
    server: ProductionServer, seat_people: SeatPeople, troubles: Iterable[Trouble]
) -> str:
    """Six people save, with trouble after every thirty saves: nothing may be lost or fail.

    Return how many saves were acknowledged and how many put off.
    """
    progress = threading.Condition()
    writers = [
        Writer(seat.visitor, seat.begin(), f"telepon-{n}", progress)
        for n, seat in enumerate(seat_people(WRITERS))
    ]
    reader, pages = Visitor(server.port), []
    for writer in writers:
        writer.start()
    for trouble in troubles:
        wait_for_saves(server, writers, SAVES_BETWEEN, progress)
        trouble(writers, progress)
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
    return f"{len(acknowledged)} saves, {count_put_off(writers)} put off, 0 lost"


def count_put_off(writers: Writers) -> int:
    return sum(writer.put_off for writer in writers)
