"""What could run or fetch something that somebody sent is used where it is named here alone."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RUNS = {"pickle", "marshal", "shelve", "subprocess", "pty", "ctypes", "cffi"}
FETCHES = {"smtplib", "urllib.request", "http.client", "ftplib", "requests", "httpx", "aiohttp"}
CALLS = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "yaml.load"}
CALLS |= {"render_template_string", "etree.parse", "minidom.parse"}
ALLOWED = {
    "lms/mail/smtp.py": {"smtplib"},  # to the server that the settings name
    "lms/web/pdf.py": {"subprocess"},  # runs our own printer.py, which is given texts alone
}
SCRIPTS = re.compile(
    r"\beval\(|new Function\(|document\.write|postMessage|[\"']message[\"']|__proto__|outerHTML"
)
DRAWN_BY_THE_SERVER = {
    "room.js",
    "live/progress.js",
    "live/quiz.js",
    "live/board.js",
    "offline/play.js",
}
"""Scripts that put HTML into a page: parts that the server drew and escaped."""


def dangers(source: str) -> Iterator[str]:
    """Yield each module that is imported and each call that could do harm."""
    for node in ast.walk(ast.parse(source)):
        names = []
        if isinstance(node, ast.Import):
            names = [each.name for each in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or "", *(f"{node.module}.{each.name}" for each in node.names)]
        elif isinstance(node, ast.Call):
            names = [ast.unparse(node.func)]
            if any(each.arg == "shell" for each in node.keywords):
                yield "shell="
        yield from {*names} & (CALLS if isinstance(node, ast.Call) else RUNS | FETCHES)


def test_nothing_that_was_sent_is_run_unpacked_as_code_or_fetched():
    found = {
        path.relative_to(ROOT).as_posix(): set(dangers(path.read_text()))
        for path in sorted((ROOT / "lms").rglob("*.py"))
    }
    assert {path: names for path, names in found.items() if names} == ALLOWED


@pytest.mark.parametrize(
    "source",
    [
        "import pickle",
        "from urllib.request import urlopen",
        "from urllib import request",
        "eval(typed)",
        "os.system(typed)",
        "run(typed, shell=True)",
    ],
)
def test_what_could_is_found(source):
    assert set(dangers(source))


def test_scripts_run_nothing_and_take_messages_from_no_other_window():
    found = [
        path.name for path in (ROOT / "static").rglob("*.js") if SCRIPTS.search(path.read_text())
    ]

    assert found == []


def test_scripts_put_html_into_a_page_only_where_the_server_drew_it():
    scripts = ROOT / "static/js"
    found = {
        path.relative_to(scripts).as_posix()
        for path in scripts.rglob("*.js")
        if re.search(r"\.innerHTML\s*=|insertAdjacentHTML", path.read_text())
    }

    assert found == DRAWN_BY_THE_SERVER


def test_fields_and_addresses_are_told_apart():
    found = [path for path in (ROOT / "lms").rglob("*.py") if "request.values" in path.read_text()]

    assert found == []
