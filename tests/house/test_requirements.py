"""What is installed is what was chosen: every package has one version and its hashes."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PINNED = re.compile(r"[a-z0-9._-]+(\[[a-z,]+\])?==[^\s]+( ; .+?)?( \\)?", re.IGNORECASE)


def _blocks(file: Path) -> list[str]:
    """Each requirement with the lines that go on with it."""
    return file.read_text().replace("\\\n", "").splitlines()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements/dev.txt"])
def test_every_package_has_one_version_and_hashes(name: str) -> None:
    without = [
        block
        for block in _blocks(ROOT / name)
        if "--hash=sha256:" not in block or not PINNED.match(block)
    ]
    assert without == []


@pytest.mark.parametrize(
    ("wanted", "pinned"),
    [("run.in", "requirements.txt"), ("dev.in", "requirements/dev.txt")],
)
def test_whatever_is_wanted_is_pinned(wanted: str, pinned: str) -> None:
    asked = {
        re.split(r"[\[;\s]", line)[0].lower()
        for line in (ROOT / "requirements" / wanted).read_text().splitlines()
        if line and not line.startswith(("#", "-"))
    }
    found = {block.partition("==")[0].strip().lower() for block in _blocks(ROOT / pinned)}
    assert asked - {re.sub(r"\[.*\]", "", name) for name in found} == set()
