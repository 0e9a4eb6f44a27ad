"""Every change that the services note can be told in words."""

import ast
import re
from pathlib import Path

import pytest

from lms.audit.page.words import ACTIONS, FIELDS, NOT_TOLD, TITLES

LMS = Path(__file__).parents[2] / "lms"
ACTION = re.compile(r"[a-z_]+\.[a-z_]+")


def modules_that_note():
    ways = ("from lms.audit.service import note", "note_in_her_programs(")
    return [p for p in LMS.rglob("*.py") if any(way in p.read_text() for way in ways)]


def strings_in(path):
    found = (
        node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant)
    )
    return {node.value for node in found if isinstance(node.value, str)}


def keys_told_in(path):
    """The names of the values that a module gives as `before` or `after`."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.keyword) and node.arg in {"before", "after"}:
            for part in ast.walk(node.value):
                if isinstance(part, ast.Dict):
                    yield from (key.value for key in part.keys if isinstance(key, ast.Constant))


def actions_noted():
    words = set().union(*map(strings_in, modules_that_note()))
    return {word for word in words if ACTION.fullmatch(word)}


def test_every_action_that_is_noted_has_a_title():
    assert actions_noted() == set(TITLES)


def test_no_action_stands_under_two_themes():
    assert len(TITLES) == sum(map(len, ACTIONS.values()))


@pytest.mark.parametrize("path", modules_that_note(), ids=lambda path: str(path.relative_to(LMS)))
def test_every_value_that_is_noted_has_a_label_or_is_left_out_on_purpose(path):
    assert set(keys_told_in(path)) <= set(FIELDS) | NOT_TOLD
