"""The plan of the house, held by reading the imports."""

import ast
from pathlib import Path

import pytest

LMS = Path(__file__).parent.parent / "lms"

# Each level may import from those above it, never from below; parts of one level stand apart.
LEVELS = [
    {"access", "clock", "errors", "language"},
    {"questions", "statistics"},
    {"content", "config"},
    {"database", "banks"},
    {"backup"},
    {"web"},
    {"audit"},
    {"people", "publishing"},
    {"workshops"},
    {"uploads", "cards"},
    {"attendance", "calendars", "mail", "practice"},
    {"quizzes", "excuses"},
    {"lessons", "grading"},
    {"coverage", "discussion"},
    {"results", "board", "enrolment"},
    {"reports", "analysis", "messages"},
    {"help", "audit.page"},
    {"today"},
    {"simulation"},
    {"demo", "rehearsal"},
    {"features"},
    {"guard", "navigation", "cli"},
    {"factory"},
    {"__init__"},
    {"wsgi"},
]
PURE = {"access", "banks", "errors", "language", "questions", "content", "statistics"}
IMPURE_LIBRARIES = {"flask", "flask_babel", "flask_login", "flask_wtf", "sqlalchemy", "wtforms"}
LAYERS = ["rules", "models", "queries", "service", "forms", "routes"]


def part_of(path: Path) -> str:
    """Return the part a file belongs to; a folder that is named itself stands on its own level."""
    parts = path.relative_to(LMS).with_suffix("").parts
    inner = ".".join(parts[:2])
    return inner if inner in set().union(*LEVELS) else parts[0]


def modules():
    return [p for p in sorted(LMS.rglob("*.py")) if "migrations" not in p.parts]


def imports(path: Path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node, node.module
            if node.module == "lms" or node.module.count(".") == 1:
                for name in node.names:
                    yield node, f"{node.module}.{name.name}"
        elif isinstance(node, ast.Import):
            for name in node.names:
                yield node, name.name


def level(part: str) -> int:
    return next(number for number, parts in enumerate(LEVELS) if part in parts)


def test_every_part_has_its_place_in_the_plan():
    named = set().union(*LEVELS)

    assert {part_of(path) for path in modules()} == named


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(LMS)))
def test_imports_point_one_way(path):
    mine = part_of(path)
    for node, name in imports(path):
        parts = name.split(".")
        if parts[0] != "lms" or len(parts) < 2:
            continue
        inner = ".".join(parts[1:3])
        theirs = inner if inner in set().union(*LEVELS) else parts[1]
        if theirs == mine or theirs not in set().union(*LEVELS):
            continue
        assert level(theirs) < level(mine), f"{path}:{node.lineno}: {mine} may not import {theirs}"


@pytest.mark.parametrize(
    "path",
    [p for p in modules() if part_of(p) in PURE or p.stem == "rules"],
    ids=lambda path: str(path.relative_to(LMS)),
)
def test_rules_are_pure(path):
    for node, name in imports(path):
        top = name.split(".")[0]
        assert top not in IMPURE_LIBRARIES, f"{path}:{node.lineno}: rules know no {top}"
        assert not name.startswith(("lms.database", "lms.clock")), f"{path}:{node.lineno}: {name}"


@pytest.mark.parametrize(
    "path", [p for p in modules() if p.stem in LAYERS], ids=lambda p: str(p.relative_to(LMS))
)
def test_inside_a_feature_the_layers_point_one_way(path):
    feature = ".".join(("lms", *path.relative_to(LMS).parent.parts))
    mine = LAYERS.index(path.stem)
    for node, name in imports(path):
        if name.startswith(f"{feature}."):
            layer = name.removeprefix(f"{feature}.").split(".")[0]
            if layer in LAYERS and layer != path.stem:
                assert LAYERS.index(layer) <= mine, f"{path}:{node.lineno}: {name}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(LMS)))
def test_imports_stand_at_the_top(path):
    inside = [
        child.lineno
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        for child in ast.walk(node)
        if isinstance(child, ast.Import | ast.ImportFrom)
    ]

    assert not inside, f"{path}: imports inside a function, lines {inside}"


def test_the_time_is_read_in_one_place():
    readers = [
        str(path.relative_to(LMS))
        for path in modules()
        if "datetime.now(" in path.read_text() or "time.time(" in path.read_text()
    ]

    assert readers == ["clock.py"]


def test_services_never_commit():
    committing = [
        str(path.relative_to(LMS))
        for path in modules()
        if path.stem in {"service", "queries", "rules", "routes"}
        and "session.commit(" in path.read_text()
    ]

    assert committing == []
