"""Habits that all tests keep."""

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
WAITING = {"sleep", "wait_for_timeout"}


def from_other_tests(source: str) -> list[str]:
    """Return the test modules that a module imports from."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            found += [node.module or "", *(f"{node.module}.{name.name}" for name in node.names)]
        elif isinstance(node, ast.Import):
            found += [name.name for name in node.names]
    return [
        name
        for name in found
        if name.startswith("tests.") and name.rpartition(".")[2].startswith("test_")
    ]


def naps(source: str) -> list[int]:
    """Return the lines in which a module waits for time to pass instead of for something."""
    nodes = ast.walk(ast.parse(source))
    return sorted(
        {
            node.lineno
            for node in nodes
            if (isinstance(node, ast.Attribute) and node.attr in WAITING)
            or (isinstance(node, ast.ImportFrom) and WAITING & {n.name for n in node.names})
            or (isinstance(node, ast.Constant) and "time.sleep(" in str(node.value))
        }
    )


def modules() -> list[Path]:
    return sorted(path for path in TESTS.rglob("*.py") if path != Path(__file__))


def test_no_test_imports_from_another():
    """What two of them need stands in factories, samples or fixtures."""
    found = {str(path): from_other_tests(path.read_text()) for path in modules()}

    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(
    "source",
    [
        "from tests.people.test_pins import PIN",
        "from tests.people import test_pins",
        "import tests.test_access",
    ],
)
def test_an_import_from_another_test_is_seen(source):
    assert from_other_tests(source)


def test_no_test_waits_for_time_to_pass():
    """It waits for what it needs to see: quick here, and still right on a slow machine."""
    found = {str(path): naps(path.read_text()) for path in modules()}

    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "source",
    ["time.sleep(1)", "from time import sleep", "page.wait_for_timeout(5)", "'time.sleep(2)'"],
)
def test_a_nap_is_seen(source):
    assert naps(source) == [1]
