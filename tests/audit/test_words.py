"""Every change that the services note can be told in words."""

import ast
import re
from pathlib import Path

import pytest

from lms.audit.page.words import NOT_TOLD

LMS = Path(__file__).parents[2] / "lms"


def modules_that_note():
    ways = ("from lms.audit.service import note", "note_all(", "note_in_her_programs(")
    return [p for p in LMS.rglob("*.py") if any(way in p.read_text() for way in ways)]


def keys_told_in(path):
    """The names of the values that a module gives as `before` or `after`."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.keyword) and node.arg in {"before", "after"}:
            for part in ast.walk(node.value):
                if isinstance(part, ast.Dict):
                    yield from (key.value for key in part.keys if isinstance(key, ast.Constant))


def actions_defined():
    """By the name of their constant: the actions in the files `actions.py`."""
    for path in LMS.rglob("actions.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Assign) and "AuditAction" in ast.unparse(node.value):
                yield ast.unparse(node.targets[0]), node.value.args[0].value


def test_every_action_is_declared_by_its_feature(app):
    names = [name for _constant, name in actions_defined()]

    assert sorted(names) == sorted(app.extensions["audit_catalogue"].actions)


def test_every_action_is_noted_by_some_service():
    sources = [path.read_text() for path in modules_that_note()]

    unused = [
        constant
        for constant, _name in actions_defined()
        if not any(re.search(rf"\b{constant}\b", source) for source in sources)
    ]
    assert unused == []


@pytest.mark.parametrize("path", modules_that_note(), ids=lambda path: str(path.relative_to(LMS)))
def test_every_value_that_is_noted_has_a_label_or_is_left_out_on_purpose(app, path):
    labels = app.extensions["audit_catalogue"].labels

    assert set(keys_told_in(path)) <= set(labels) | NOT_TOLD
