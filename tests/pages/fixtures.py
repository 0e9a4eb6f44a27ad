"""The demo, built once for the whole run."""

import fcntl
from importlib import import_module
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def built_demo(shared_folder: Path) -> Path:
    """The instance folder of a demo that nobody writes to, on SQLite.

    The processes of one test run share it: the first one builds it while the others wait.
    """
    folder = shared_folder / "demo"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "built").exists():
            import_module("tests.pages.demo").build_demo(folder)
            (folder / "built").touch()
    return folder
