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

from tests.databases import POSTGRESQL
from tests.server.production import ProductionServer
from tests.server.troubles.troubled import count_put_off, product_on, server_on, write_through
from tests.server.writer import Writer

pytestmark = [
    pytest.mark.long,
    pytest.mark.server,
    pytest.mark.skipif(bool(POSTGRESQL), reason="the small disk is that of SQLite's file"),
]

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
    with product_on(f"sqlite:///{small_disk}/lms.sqlite3", tmp_path) as product:
        yield product


@pytest.fixture
def server(app: Flask, tmp_path: Path) -> Iterator[ProductionServer]:
    with server_on(app.config["DATABASE_URL"], tmp_path) as running:
        yield running


def test_a_full_disk_loses_nothing_and_is_told(server, seat_people, small_disk):
    def be_full(writers: list[Writer], progress: threading.Condition) -> None:
        put_off = count_put_off(writers)
        filler = fill(small_disk)
        wait_until_told(writers, put_off, progress)
        filler.unlink()

    told = write_through(server, seat_people, [be_full] * CYCLES)
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
