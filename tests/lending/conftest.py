"""A program of a server that is taken along on a laptop, with people of another one beside it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from flask import Flask


@dataclass
class Lent:
    """The two computers, and how the commands are called here."""

    server: "Flask"
    laptop: "Flask"
    address: str
    uploads: Path

    def call(self, *words: str) -> str:
        """Run a command on the server; it must succeed."""
        db = import_module("lms.database").db
        with self.server.app_context():
            result = self.server.test_cli_runner().invoke(args=["program", *words])
        db.session.rollback()  # an open snapshot would not see what it did
        assert result.exit_code == 0, result.output
        return result.output

    def bring_back(self) -> str:
        return self.call("bring-back", "--from", self.address, "--uploads", str(self.uploads))


@pytest.fixture
def tables_at_once(
    application: ModuleType, empty_file: Path | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a laptop stand the tables that the migrations have made elsewhere, on SQLite."""
    if empty_file is not None:
        monkeypatch.setattr(
            "lms.lending.service.upgrade_tables", partial(application.put_at, empty_file)
        )


@pytest.fixture
def lend(
    app: "Flask", application: ModuleType, at: object, tmp_path: Path
) -> Iterator[Callable[..., Lent]]:
    """Lend a program: `lend(program)`; `of` another server than ours, to an empty `address`."""
    made = []

    def lent(program: Any, of: "Flask | None" = None, address: str = "") -> Lent:
        place = tmp_path / f"laptop-{len(made)}"
        address = address or f"sqlite:///{place}.sqlite3"
        laptop = application.create_app(
            str(place), DATABASE_URL=address, WTF_CSRF_ENABLED=False, **application.CHEAP
        )
        laptop.test_client_class = application.Browser
        both = Lent(of or app, laptop, address, Path(laptop.config["UPLOADS_FOLDER"]))
        both.call("lend", program.slug, "--to", address, "--uploads", str(both.uploads))
        made.append(laptop)
        return both

    yield lent
    for laptop in made:
        with laptop.app_context():
            application.db.session.remove()
            application.db.engine.dispose()
