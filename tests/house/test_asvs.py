"""The list of ASVS requirements is whole, adds up, and names what is there."""

import ast
import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs/asvs.md").read_text()
ROW = re.compile(r"\| (\d+\.\d+\.\d+) \| (.+?) \| (met|n/a|unmet) \| (.+) \|")
ROWS = [found.groups() for found in map(ROW.fullmatch, TEXT.splitlines()) if found]
BY_CHAPTER = (27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7)
"""How many requirements of levels 1 and 2 the chapters of version 5.0.0 have."""
PATH = re.compile(
    r"`((?:benchmarks|deploy|docs|lms|requirements|templates|tests)/[\w@./-]+)(?:::(\w+))?`"
)
MIN_SHARE = 0.95


def test_every_requirement_stands_once():
    numbers = [number for number, *_rest in ROWS]
    chapters = Counter(int(number.split(".")[0]) for number in numbers)

    assert len(set(numbers)) == len(numbers) == 253
    assert tuple(chapters[n] for n in range(1, 18)) == BY_CHAPTER
    assert len(ROWS) == sum(line.startswith("| ") for line in TEXT.splitlines()) - len(BY_CHAPTER)


def test_what_is_met_names_a_file_or_test_that_is_there():
    missing = []
    for number, _what, state, evidence in ROWS:
        named = PATH.findall(evidence.replace("`pyproject.toml`", "`tests/house/test_asvs.py`"))
        assert named or state != "met", f"{number} is met and names nothing"
        for path, test in named:
            if not (ROOT / path).is_file() or (test and test not in _functions(ROOT / path)):
                missing.append(f"{number}: {path}::{test}")
    assert missing == []


def _functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text())
    return {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}


def test_the_share_is_as_told():
    states = Counter(state for _number, _what, state, _evidence in ROWS)
    applicable = states["met"] + states["unmet"]
    share = states["met"] / applicable

    told = f"Met: {states['met']} of {applicable} that apply ({share:.0%}"
    assert told in TEXT.replace(" %", "%")
    assert f"n/a: {states['n/a']}; unmet: {states['unmet']}." in TEXT
    assert share >= MIN_SHARE
