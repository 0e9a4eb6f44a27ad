"""The parts every test may ask for.

Nothing here loads Flask, the database or a browser before a test asks for it: the test of a rule
then starts in a moment.
"""

import contextlib
import os
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from tests.constants import NOW
from tests.loading import loading

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from lms.people.models import Person
    from lms.workshops.models import Workshop

pytest_plugins = [
    "tests.plugin",
    "tests.browser_fixtures",
    "tests.migrations.fixtures",
    "tests.pages.fixtures",
    "tests.server.fixtures",
]
pytest.register_assert_rewrite("tests.application", "tests.browser", "tests.factories")


@pytest.fixture(scope="session")
def application() -> ModuleType:
    """The module `tests.application`, loaded with Flask and the whole product."""
    with loading():
        return import_module("tests.application")


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this run that all its processes share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def compiled_templates(shared_folder: Path) -> Path:
    """Where the processes of a run leave templates that one of them has compiled."""
    folder = shared_folder / "templates"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def house(
    application: ModuleType, compiled_templates: Path, tmp_path_factory: pytest.TempPathFactory
) -> "Iterator[Flask]":
    """The application that all tests of a process share: making one takes longer than most tests.

    Its database is emptied between tests. What changes the application itself makes its own.
    """
    with application.migrated_house(tmp_path_factory.mktemp("house"), compiled_templates) as app:
        yield app


@pytest.fixture(scope="session")
def empty_file(application: ModuleType, house: "Flask") -> Path | None:
    """The database as the migrations have left it; with PostgreSQL there is no file."""
    empty: Path | None = application.keep_empty_file(house)
    return empty


@pytest.fixture
def database_url(application: ModuleType, house: "Flask", empty_file: Path | None) -> str:
    """The address of a database that is empty when the test begins."""
    application.put_back(house, empty_file)
    url: str = house.config["DATABASE_URL"]
    return url


@pytest.fixture
def app(
    application: ModuleType,
    house: "Flask",
    database_url: str,
    tmp_path: Path,
    at: Callable[[datetime], None],
) -> "Iterator[Flask]":
    """The application on an empty database, with cheap hashes and without form tokens.

    A request of nobody goes on while the test lasts, for what needs one: addresses, languages.
    """
    settings = dict(house.config)
    house.config["UPLOADS_FOLDER"] = str(tmp_path / "uploads")
    with house.test_request_context():
        yield house
    house.config.clear()
    house.config.update(settings)
    with house.app_context():
        application.leave()


@pytest.fixture
def browser(app: "Flask") -> "FlaskClient":
    """A browser nobody has signed in with yet."""
    return app.test_client()


@pytest.fixture
def at() -> Iterator[Callable[[datetime], None]]:
    """Move the clock: `at(NINE)`. It stands at NOW until then."""
    travellers = [time_machine.travel(NOW, tick=False)]
    travellers[0].start()

    def move(instant: datetime) -> None:
        travellers.append(time_machine.travel(instant, tick=False))
        travellers[-1].start()

    yield move
    for traveller in reversed(travellers):
        traveller.stop()


@pytest.fixture
def workshop(app: "Flask") -> "Iterator[Workshop]":
    """A workshop whose days are all laid out."""
    with app.app_context():
        yield import_module("tests.factories").a_workshop()


@pytest.fixture
def trainer(workshop: "Workshop", browser: Any) -> "Person":
    """The trainer of the workshop, signed in on the browser."""
    person: Person = import_module("tests.factories").a_staff_member(workshop)
    browser.sign_in(person)
    return person


@pytest.fixture
def statements(
    application: ModuleType, app: "Flask"
) -> Callable[[], contextlib.AbstractContextManager[list[str]]]:
    """Count SQL statements: `with statements() as seen: …; len(seen)`."""
    counting: Callable[[], contextlib.AbstractContextManager[list[str]]]
    counting = application.counting_statements
    return counting
