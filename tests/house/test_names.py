"""One word, one thing: the names of classes and functions, held by reading the code."""

import ast
import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = {
    str(path.relative_to(ROOT)): path.read_text()
    for path in sorted((ROOT / "lms").rglob("*.py"))
    if "migrations" not in path.parts
}
OLD_LIMITS = re.compile(r"_?(MOST|LONGEST|HIGHEST|LARGEST|FEWEST|SHORTEST)(_[A-Z_]+)?")
ONE_INTERFACE = {"lms/backup/postgresql_copy.py", "lms/backup/sqlite_copy.py"}
"""The same functions for each database: which file is asked follows from the one in use."""


def defined(source: str, *kinds: type[ast.stmt]):
    """Yield the public names that a module defines at its top."""
    for node in ast.parse(source).body:
        if isinstance(node, kinds) and not node.name.startswith("_"):
            yield node.name


def twice(places) -> dict[str, list[str]]:
    """Return the names that stand in more than one of (name, path)."""
    found = defaultdict(set)
    for name, path in places:
        found[name].add(path)
    return {name: sorted(paths) for name, paths in found.items() if len(paths) > 1}


def classes_twice(sources) -> dict[str, list[str]]:
    return twice(
        (name, path) for path, text in sources.items() for name in defined(text, ast.ClassDef)
    )


def functions_twice(sources) -> dict[str, list[str]]:
    """Return public functions of one name in two modules of a feature: the folder below `lms`."""
    return twice(
        (f"{path.split('/')[1]}.{name}", path)
        for path, text in sources.items()
        if path not in ONE_INTERFACE
        for name in defined(text, ast.FunctionDef, ast.AsyncFunctionDef)
    )


def old_limits(sources) -> list[str]:
    return [
        f"{path}: {node.id}"
        for path, text in sources.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Name)
        if isinstance(node.ctx, ast.Store) and OLD_LIMITS.fullmatch(node.id)
    ]


def test_no_class_name_stands_in_two_modules():
    assert classes_twice(SOURCES) == {}


def test_a_class_name_in_two_modules_is_found():
    planted = {"lms/board/rules.py": "class Line: ...", "lms/reports/rules.py": "class Line: ..."}

    assert classes_twice(planted) == {"Line": ["lms/board/rules.py", "lms/reports/rules.py"]}


def test_a_private_class_may_have_the_name_of_another():
    assert classes_twice({"lms/a.py": "class _Row: ...", "lms/b.py": "class _Row: ..."}) == {}


def test_no_function_name_stands_twice_in_a_feature():
    assert functions_twice(SOURCES) == {}


def test_a_function_name_twice_in_a_feature_is_found():
    source = "def mark_of(): ..."
    planted = {f"lms/{path}": source for path in ("quizzes/forms.py", "quizzes/room/forms.py")}

    assert functions_twice(planted) == {
        "quizzes.mark_of": ["lms/quizzes/forms.py", "lms/quizzes/room/forms.py"]
    }


def test_two_features_may_have_a_function_of_one_name():
    source = "def start(): ..."

    assert functions_twice({"lms/board/routes.py": source, "lms/quizzes/routes.py": source}) == {}


def test_limits_are_called_max_and_min():
    assert old_limits(SOURCES) == []


def test_a_limit_of_another_name_is_found():
    planted = {"lms/a.py": "MOST_ROWS = 6_000\nMAX_ROWS = 1\nFEWEST, MAX_ITEMS = 2, 12"}

    assert old_limits(planted) == ["lms/a.py: MOST_ROWS", "lms/a.py: FEWEST"]
