"""A disk that keeps for certain only what it was asked to (fsync), as strace noted it."""

import random
import re
from dataclasses import dataclass, field
from pathlib import Path

from tests.server.troubles.saving import KEPT

SECTOR = 512
_CALL = re.compile(r"^\d+ +(\w+)\((\d+)<([^>]*)>(?:, (.*))?\) += (-?\d+)", re.MULTILINE)
_BYTES = re.compile(r'^"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?, (\d+)(?:, (\d+))?$')


@dataclass(frozen=True)
class Step:
    """What was asked of the disk: `write`, `cut` (a new length), `sync`; or `kept`, of nobody."""

    kind: str
    file: str = ""
    place: int = 0
    data: bytes = b""
    number: int = 0


def steps_in(trace: str, database: Path) -> list[Step]:
    """What was asked of a database and its log, and which saves were acknowledged, in order."""
    steps = []
    for call, descriptor, name, rest, _result in _CALL.findall(trace):
        file = Path(_text(name)).name
        if call == "write" and descriptor == "1":
            words = _bytes(rest)[0].decode()
            if words.startswith(KEPT):
                steps.append(Step("kept", number=int(words.removeprefix(KEPT))))
        elif file not in (database.name, f"{database.name}-wal"):
            continue
        elif call == "pwrite64":
            data, place = _bytes(rest)
            steps.append(Step("write", file, place, data))
        elif call == "ftruncate":
            steps.append(Step("cut", file, int(rest)))
        elif call in ("fsync", "fdatasync"):
            steps.append(Step("sync", file))
        else:
            raise AssertionError(f"{call} of {file}: not foreseen")
    return steps


def _text(name: str) -> str:
    return bytes.fromhex(name.replace("\\x", "")).decode() if name.startswith("\\x") else name


def _bytes(rest: str) -> tuple[bytes, int]:
    found = _BYTES.match(rest)
    assert found, f"no bytes: {rest[-80:]}"
    assert not found[2], "strace left something out"
    data = bytes.fromhex(found[1].replace("\\x", ""))
    assert len(data) == int(found[3])
    return data, int(found[4] or 0)


@dataclass
class Disk:
    """What is kept of each file, and what waits for the next fsync."""

    before: bytes
    name: str = "lms.sqlite3"
    kept: dict[str, bytearray] = field(init=False)
    waiting: dict[str, list[Step]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.kept = {self.name: bytearray(self.before)}

    def take(self, step: Step) -> None:
        if step.kind in ("write", "cut"):
            self.waiting.setdefault(step.file, []).append(step)
        elif step.kind == "sync":
            content = self.kept.setdefault(step.file, bytearray())
            for waiting in self.waiting.pop(step.file, []):
                _do(content, waiting)

    def lay_out(self, folder: Path, dice: random.Random) -> None:
        """Write the files as they may be found after a power cut now."""
        chance = dice.choice([0.0, 0.5, 0.9, 1.0])
        for name in {*self.kept, *self.waiting}:
            content = bytearray(self.kept.get(name, b""))
            for step in self.waiting.get(name, []):
                for part in _parts(step):
                    if dice.random() < chance:
                        _do(content, part)
            (folder / name).write_bytes(content)


def _parts(step: Step) -> list[Step]:
    """A write reaches the disk sector by sector."""
    if step.kind != "write":
        return [step]
    return [
        Step("write", step.file, step.place + at, step.data[at : at + SECTOR])
        for at in range(0, len(step.data), SECTOR)
    ]


def _do(content: bytearray, step: Step) -> None:
    if step.kind == "cut":
        del content[step.place :]
        content.extend(bytes(step.place - len(content)))
        return
    content.extend(bytes(max(0, step.place - len(content))))
    content[step.place : step.place + len(step.data)] = step.data
