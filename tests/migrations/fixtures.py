"""The application on a database in which nothing is, and revisions planted for a test.

What loads the application is in `planting.py`, and loaded by the first test that asks.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from flask import Flask

Plant = Callable[..., str]


@pytest.fixture
def bare_app(tmp_path: Path) -> "Iterator[Flask]":
    """The application on a database in which nothing is."""
    with import_module("tests.migrations.planting").bare_application(tmp_path) as app:
        yield app


@pytest.fixture
def made_app(bare_app: "Flask", application: ModuleType, empty_file: Path | None) -> "Flask":
    """The application on a database whose tables are those of this release."""
    if empty_file is None:
        import_module("flask_migrate").upgrade()
    application.put_back(bare_app, empty_file)
    return bare_app


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    """Add a revision as the next release would: `plant(up, down)`, both Python; returns the folder.

    It is that release's folder of migrations, for `upgrade(directory)`; this release does not know
    the revision, which is called `planted`.
    """
    planting = import_module("tests.migrations.planting")

    def planted(up: str, down: str = "pass", works_with: str | None = None) -> str:
        folder = tmp_path / "migrations"
        planting.plant_revision(folder, up, down, works_with)
        return str(folder)

    return planted
