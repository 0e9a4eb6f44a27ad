"""The production server for tests, on the database under test."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.server.production import ProductionServer

if TYPE_CHECKING:
    from flask import Flask

ENDS_WITHIN = 5  # seconds for what is under way, where production gives more
CHEAP_HASHES = {"ARGON2_TIME_COST": 1, "ARGON2_MEMORY_KIB": 8}


@pytest.fixture(scope="session")
def serving_house(
    house: "Flask", compiled_templates: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ProductionServer]:
    """The running product on the database under test: a start takes longer than most tests."""
    instance = tmp_path_factory.mktemp("serving")
    serving = ProductionServer(
        instance,
        {"DATABASE_URL": house.config["DATABASE_URL"], "SECRET_KEY": "test", **CHEAP_HASHES},
        f"tests.server.serving:create_app({str(instance)!r}, {str(compiled_templates)!r})",
        options=["--graceful-timeout", str(ENDS_WITHIN)],
    )
    serving.start()
    yield serving
    serving.kill()


@pytest.fixture
def server(
    app: "Flask", database_url: str, serving_house: ProductionServer
) -> Iterator[ProductionServer]:
    """The running product with two processes of four threads and its real clock.

    What the test's factories have committed is there. The processes are new in each test, and end
    with it, before its database goes.
    """
    serving_house.renew()
    yield serving_house
    serving_house.renew()
