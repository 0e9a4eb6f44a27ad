"""The disk is full again and again while people write: nothing is lost, and each is told why."""

import contextlib
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from lms import create_app
from lms.database import db
from tests.databases import POSTGRESQL
from tests.server.fixtures import CHEAP_HASHES
from tests.server.production import ProductionServer
from tests.server.saves import stored_saves
from tests.server.visitor import Visitor
from tests.server.writer import Writer, wait_for_saves

pytestmark = [
    pytest.mark.long,
    pytest.mark.server,
    pytest.mark.skipif(bool(POSTGRESQL), reason="the small disk is that of SQLite's file"),
]

WRITERS = 6
SAVES_BETWEEN = 30
CYCLES = 50
FULL_WITHIN = 120  # seconds: what is written in place goes on for a while


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 24 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", place]
    if shutil.which("mount") is None or subprocess.run(mount, check=False).returncode:
        pytest.skip("a disk of its own can be made by root alone")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


@pytest.fixture
def app(small_disk: Path, tmp_path: Path) -> Iterator[Flask]:
    url = f"sqlite:///{small_disk}/lms.sqlite3"
    app = create_app(str(tmp_path), DATABASE_URL=url, SECRET_KEY="test", **CHEAP_HASHES)
    with app.app_context():
        upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def server(app: Flask, small_disk: Path, tmp_path: Path) -> Iterator[ProductionServer]:
    settings = {"DATABASE_URL": app.config["DATABASE_URL"], "SECRET_KEY": "test", **CHEAP_HASHES}
    running = ProductionServer(tmp_path / "serving", settings)
    running.start()
    yield running
    running.stop()


def test_a_full_disk_loses_nothing_and_is_told(server, seat_people, small_disk):
    progress = threading.Condition()
    writers = [
        Writer(seat.visitor, seat.begin(), f"telepon-{n}", progress)
        for n, seat in enumerate(seat_people(WRITERS))
    ]
    reader, pages = Visitor(server.port), []
    for writer in writers:
        writer.start()
    for _cycle in range(CYCLES):
        wait_for_saves(server, writers, SAVES_BETWEEN, progress)
        put_off = count_put_off(writers)
        filler = fill(small_disk)
        wait_until_told(writers, put_off, progress)
        pages.append(reader.get("/sign-in").status)
        filler.unlink()
    wait_for_saves(server, writers, SAVES_BETWEEN, progress)
    for writer in writers:
        writer.stop()
    reader.close()

    acknowledged = [kept for writer in writers for kept in writer.acknowledged]
    assert [writer.refused for writer in writers] == [[]] * WRITERS, server.log()
    assert [writer.unanswered for writer in writers] == [0] * WRITERS
    assert set(pages) <= {200, 503}
    assert set(acknowledged) - set(stored_saves()) == set()
    told = f"{len(acknowledged)} saves, {count_put_off(writers)} put off, 0 lost"
    print(f"{CYCLES} times a full disk, {told}")  # noqa: T201


def fill(disk: Path) -> Path:
    """Take all the room there is."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(os.statvfs(disk).f_bsize))
    return filler


def wait_until_told(writers: list[Writer], before: int, progress: threading.Condition) -> None:
    """Return when each, in the mean, was told twice that there is no room, or one was refused."""

    def told() -> bool:
        enough = count_put_off(writers) >= before + 2 * len(writers)
        return enough or any(writer.refused for writer in writers)

    with progress:
        assert progress.wait_for(told, FULL_WITHIN), "nobody met the full disk"


def count_put_off(writers: list[Writer]) -> int:
    return sum(writer.put_off for writer in writers)
