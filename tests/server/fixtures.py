"""The production server for tests, on the database under test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.server.production import ProductionServer

CHEAP_HASHES = {"ARGON2_TIME_COST": 1, "ARGON2_MEMORY_KIB": 8}


@pytest.fixture
def server(app: Flask, database_url: str, tmp_path: Path) -> Iterator[ProductionServer]:
    """The running product with two processes of four threads and its real clock.

    What the test's factories have committed is there.
    """
    serving = ProductionServer(
        tmp_path / "served", {"DATABASE_URL": database_url, "SECRET_KEY": "test", **CHEAP_HASHES}
    )
    serving.start()
    yield serving
    serving.kill()
