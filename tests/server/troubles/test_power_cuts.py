"""A power cut at any moment of saving: what was acknowledged is on the disk.

What a program asked of the disk is noted by strace, and played again: at each cut all that came
before the last fsync of a file is there, and of what came after it any part.
"""

import random
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from lms.database.sqlite import driver
from tests.databases import POSTGRESQL
from tests.quizzes.factories import a_quiz_attempt
from tests.server.production import ROOT
from tests.server.troubles.disks import Disk, Step, steps_in

pytestmark = [
    pytest.mark.long,
    pytest.mark.server,
    pytest.mark.skipif(bool(POSTGRESQL), reason="it is about SQLite's file"),
    pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace"),
]

SAVES = 1500  # some of them meet a checkpoint
CUTS = 20_000


@pytest.fixture
def traced(app, database_url, tmp_path):
    """The database before, and what was asked of the disk while answers were saved."""
    attempt = a_quiz_attempt(quiz_id="kuis-2").attempt
    program = [sys.executable, "-m", "tests.server.troubles.saving"]
    path = Path(sa.make_url(database_url).database)
    before = settled(path)
    noted = tmp_path / "trace"
    calls = "pwrite64,write,fsync,fdatasync,ftruncate"
    strace = ["strace", "-f", "-y", "-xx", "-s", "100000", "-e", f"trace={calls}", "-o", noted]
    asked = [*strace, *program, tmp_path, database_url, str(attempt.id), str(SAVES)]
    subprocess.run(asked, check=True, cwd=ROOT, stdout=subprocess.DEVNULL, timeout=600)
    return before, steps_in(noted.read_text(), path)


def settled(path: Path) -> bytes:
    """The bytes of a database in which nothing waits in its log."""
    with closing(driver.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.read_bytes()


def test_what_was_acknowledged_survives_a_power_cut(traced, tmp_path):
    lost, cuts = cut(*traced, tmp_path, CUTS)

    assert cuts == CUTS
    assert lost == []
    print(f"{cuts} power cuts in {SAVES} saves, 0 lost")  # noqa: T201


def test_a_disk_that_is_not_asked_to_keep_it_loses_some(traced, tmp_path):
    before, steps = traced
    lazy = [step for step in steps if step.kind != "sync"]

    assert cut(before, lazy, tmp_path, 400)[0]


def cut(before: bytes, steps: list[Step], folder: Path, cuts: int) -> tuple[list[str], int]:
    """Cut the power so many times, and say what was wrong afterwards."""
    dice = random.Random(cuts)
    moments = sorted(dice.randrange(len(steps) + 1) for _ in range(cuts))
    disk, kept, done, found = Disk(before), 0, 0, []
    for moment in moments:
        for step in steps[done:moment]:
            kept = max(kept, step.number)
            disk.take(step)
        done = moment
        place = folder / "after"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        disk.lay_out(place, dice)
        if problem := wrong(place / "lms.sqlite3", kept):
            found.append(f"cut at step {moment}: {problem}")
    return found, len(moments)


def wrong(path: Path, kept: int) -> str:
    """What is wrong with a database in which so many saves were acknowledged."""
    try:
        with closing(driver.connect(path)) as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchall()
            numbers = connection.execute("SELECT number FROM answer_save ORDER BY id").fetchall()
    except driver.DatabaseError as problem:
        return str(problem)
    if sound != [("ok",)]:
        return str(sound)
    there = [number for (number,) in numbers]
    if there != list(range(1, len(there) + 1)) or len(there) < kept:
        return f"{len(there)} of {kept} saves"
    return ""
