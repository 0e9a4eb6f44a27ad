"""The demo, built once for the whole run."""

import fcntl
import os
from importlib import import_module
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def built_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The instance folder of a demo that nobody writes to, on SQLite.

    The processes of one test run share it: the first one builds it while the others wait.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "demo"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "built").exists():
            import_module("tests.pages.demo").build_demo(folder)
            (folder / "built").touch()
    return folder
