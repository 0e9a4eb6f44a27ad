"""One writer at a time, in line, whatever ends it; readers never wait."""

import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lms.database.write_gate import WriteGate
from lms.errors import Busy

HOLDER = """
    import sys
    from lms.database.write_gate import WriteGate
    gate = WriteGate(sys.argv[1], 15)
    entered = gate.enter()
    print("in", flush=True)
    sys.stdin.readline()
    gate.leave(entered)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lms.sqlite3.gate"


@contextmanager
def another_process(path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that is inside the gate when the block begins, and leaves when told a line."""
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(HOLDER), str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "in\n"
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


def test_of_many_threads_one_is_inside(path):
    gate = WriteGate(path, 15)
    inside: list[int] = []
    seen: list[int] = []

    def write() -> None:
        for _ in range(20):
            entered = gate.enter()
            inside.append(1)
            seen.append(len(inside))
            inside.pop()
            gate.leave(entered)

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert seen == [1] * 160


def test_of_two_processes_one_is_inside(path):
    with another_process(path) as other:
        with pytest.raises(Busy):
            WriteGate(path, 0).enter()

        other.communicate("leave\n")

        gate = WriteGate(path, 0)
        gate.leave(gate.enter())


def test_a_killed_process_lets_go(path):
    gate = WriteGate(path, 15)
    with another_process(path) as other:
        other.kill()

        gate.leave(gate.enter())


def test_a_thread_that_waits_too_long_is_told_so(path):
    gate = WriteGate(path, 0.05)
    entered = gate.enter()

    with pytest.raises(Busy):
        gate.enter()

    gate.leave(entered)
    gate.leave(gate.enter())


def test_waiting_too_long_for_another_process_is_told_as_well(path):
    gate = WriteGate(path, 0.05)
    with another_process(path), pytest.raises(Busy):
        gate.leave(gate.enter())

    gate.leave(gate.enter())


def test_no_descriptor_is_left_open(path):
    gate = WriteGate(path, 0.05)
    before = open_files()
    entered = gate.enter()
    for _ in range(3):
        with pytest.raises(Busy):
            gate.enter()
    gate.leave(entered)

    assert open_files() == before


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").exists() else 0
