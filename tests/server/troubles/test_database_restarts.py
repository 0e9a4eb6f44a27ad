"""PostgreSQL is restarted while people write: nothing is lost, and nobody meets an error."""

import tempfile
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import pytest
from flask import Flask

from tests.server.production import ProductionServer
from tests.server.troubles.own_postgresql import OwnPostgresql, programs
from tests.server.troubles.troubled import Trouble, product_on, server_on, write_through

pytestmark = [pytest.mark.server, pytest.mark.long]

RESTARTS = 60


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
    with product_on(postgresql.url, tmp_path) as product:
        yield product


@pytest.fixture
def server(app: Flask, postgresql: OwnPostgresql, tmp_path: Path) -> Iterator[ProductionServer]:
    with server_on(postgresql.url, tmp_path) as running:
        yield running


def test_restarts_lose_nothing_and_are_told_in_words(server, seat_people, postgresql):
    def restarted(how: str) -> Trouble:
        return lambda _writers, _progress: postgresql.restart(how)

    ways = islice(cycle(["fast", "immediate", "fast"]), RESTARTS)
    told = write_through(server, seat_people, map(restarted, ways))
    print(f"{RESTARTS} restarts, {told}")  # noqa: T201
