"""What the documents promise has its test: each that is named is there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTRACTS = ("docs/security.md", "docs/reliability.md")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def lines_of(contract: str) -> list[str]:
    promises = (ROOT / contract).read_text().partition("\n## Decided")[0]
    rows = [line for line in promises.splitlines() if line.startswith("|")]
    return [row for row in rows if not re.match(r"\| Promise \||\|---", row)]


@pytest.mark.parametrize("contract", CONTRACTS)
def test_every_promise_names_a_test_that_is_there(contract):
    for row in lines_of(contract):
        assert NAMED.search(row), f"{contract}: a promise without its test: {row}"
    missing = []
    for found in NAMED.finditer((ROOT / contract).read_text()):
        source = ROOT / found[1]
        tree = ast.parse(source.read_text()) if source.is_file() else ast.Module([], [])
        if found[2] not in {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}:
            missing.append(found[0])
    assert missing == []
