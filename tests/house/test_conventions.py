"""Habits that all tests keep, and a limit for functions of the product."""

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
LMS = TESTS.parent / "lms"
MAX_PARAMETERS = 9
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


def long_signatures(source: str) -> list[str]:
    """Return the functions that take more than MAX_PARAMETERS; those belong into a value."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            taken = node.args
            listed = [*taken.posonlyargs, *taken.args, *taken.kwonlyargs, taken.vararg, taken.kwarg]
            if sum(one is not None for one in listed) > MAX_PARAMETERS:
                found.append(node.name)
    return found


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


def test_no_function_takes_many_parameters():
    """What always comes together is a value with a name (`WorkshopDetails`)."""
    found = {str(path): long_signatures(path.read_text()) for path in LMS.rglob("*.py")}

    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(
    "signature", ["a, b, c, d, e, f, g, h, i, j", "a, /, b, c, d, e, *, f, g, h, i, **j"]
)
def test_a_parameter_too_many_is_seen(signature):
    assert long_signatures(f"def add({signature}): ...") == ["add"]
    assert long_signatures(f"def add({signature.replace('a, ', '', 1).lstrip('/, ')}): ...") == []
