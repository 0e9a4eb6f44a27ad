"""What a run of the tests says of itself."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CUT_OFF = """
import os

def test_sums():
    assert 1 + 1 == 3, "wrong sum"

def test_the_run_is_cut_off():
    os._exit(9)
"""


@pytest.mark.parametrize("processes", [["-p", "no:xdist"], ["-n", "1", "--max-worker-restart=0"]])
def test_a_failure_is_named_even_if_the_run_is_cut_off_after_it(tmp_path, processes):
    (tmp_path / "test_sample.py").write_text(CUT_OFF)

    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.plugin", *processes, "--tb=no", "-r", ""],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )

    assert "FAILED test_sample.py::test_sums (call): AssertionError: wrong sum" in run.stdout


LOADED = """
import sys
from importlib import import_module

for name in import_module("tests.conftest").pytest_plugins:
    import_module(name)
print({"flask", "sqlalchemy", "playwright"} & set(sys.modules) or "none of it")
"""


def test_no_fixture_loads_the_application_before_it_is_asked_for():
    run = [sys.executable, "-c", LOADED]

    assert subprocess.run(run, cwd=ROOT, capture_output=True).stdout == b"none of it\n"
