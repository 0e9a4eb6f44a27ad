"""Nothing that a person reads stands outside the catalogues: in code, templates, scripts or PDFs.

Not meant are commands and what authors of courses are told by them: both speak English.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from tests.sentences import NOT_SHOWN, ROOT, sentences_of_the_product

LMS = ROOT / "lms"
EXTENSIONS = ["jinja2.ext.i18n", "lms.web.fragments.FragmentCache"]
MARKS = {"_", "gettext", "ngettext", "lazy_gettext", "gettext_noop"}
NOT_READ_BY_PEOPLE = {"banks", "content", "demo", "migrations", "questions", "simulation"}
FOR_OPERATORS = {"lms/database/revisions.py", "lms/web/metrics.py"}
"""What a server says that refuses to start: as a command, in English."""
SENTENCE = re.compile(r"^[A-Z][a-z]+ [a-z]{2,}")
HEADING = re.compile(r"^[A-Z][a-z]+( [A-Za-z]+)*[.:?]?$")
HANDED_ON = ["reports/sheets.py", "reports/text.py", "attendance/sheets.py", "cards/printing.py"]
"""Modules that make files, mails and texts: there a single word is already a heading."""
SAME_IN_BOTH = {"Go Digital", "Go Digital:", "Rp", "K4MP-7TXQ"}
"""Names, and what a language does not change."""
NOT_A_WORD = re.compile(r"[a-z-]+(=|$)|[\w-]+-$|^answer -$|^· ")


def modules(*, commands: bool = False) -> list[Path]:
    return [
        path
        for path in sorted(LMS.rglob("*.py"))
        if path.relative_to(LMS).parts[0] not in NOT_READ_BY_PEOPLE
        and str(path.relative_to(ROOT)) not in NOT_SHOWN | FOR_OPERATORS
        and (commands or path.stem.partition("_")[0] not in {"commands", "cli"})
    ]


def name_of(call: ast.Call) -> str:
    function = call.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def marked(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name_of(node) in MARKS and node.args:
            yield node


def passed_over(tree: ast.AST) -> set[int]:
    """The strings nobody reads: marked ones, docstrings, and what developers are told."""
    seen: list[ast.AST] = list(marked(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            seen.append(node)
        elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            if name_of(node.exc).endswith("Error"):
                seen.append(node)
        elif isinstance(node, ast.Call) and name_of(node) in {"warning", "error", "info"}:
            seen.append(node)
    return {id(part) for node in seen for part in ast.walk(node)}


def unmarked(path: Path, looks: re.Pattern[str]) -> list[str]:
    tree = ast.parse(path.read_text())
    skipped = passed_over(tree)
    return [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in skipped
        and looks.search(node.value)
        and node.value not in SAME_IN_BOTH
    ]


def test_what_the_code_marks_is_what_is_collected():
    """Inside an f-string a mark is overlooked when the sentences are collected."""
    collected = sentences_of_the_product()
    known = {part for each in collected for part in ([each] if isinstance(each, str) else each)}
    overlooked = [
        f"{path.relative_to(ROOT)}:{call.lineno}: {call.args[0].value}"
        for path in [*modules(commands=True), *sorted((LMS / "questions").rglob("*.py"))]
        for call in marked(ast.parse(path.read_text()))
        if isinstance(call.args[0], ast.Constant) and call.args[0].value not in known
    ]

    assert overlooked == []


def test_code_says_no_sentence_outside_the_catalogues():
    assert [found for path in modules() for found in unmarked(path, SENTENCE)] == []


@pytest.mark.parametrize("name", HANDED_ON)
def test_files_and_texts_have_no_heading_outside_the_catalogues(name):
    assert unmarked(LMS / name, HEADING) == []


def texts_in(template: Path) -> Iterator[str]:
    """The words that stand in a template itself, between its marks and in its attributes."""
    source = template.read_text()
    pieces = Environment(extensions=EXTENSIONS).lex(source)
    raw = "".join(
        value if kind == "data" else "\0" * (kind in {"variable_begin", "block_begin"})
        for _line, kind, value in pieces
    )
    for line in re.sub(r"<[^>]*>", "\n", raw).split("\n"):
        yield " ".join(re.sub(r"&\w+;", "", line.replace("\0", " ")).split())
    read = r'\b(?:title|alt|aria-label|placeholder)="([^"\0]+)"'
    yield from re.findall(read, raw)


def strings_in(template: Path) -> Iterator[str]:
    """The strings in the expressions of a template that are not marked."""

    def walk(node: nodes.Node) -> Iterator[str]:
        if isinstance(node, nodes.Call) and getattr(node.node, "name", "") in MARKS:
            return
        if isinstance(node, nodes.Const) and isinstance(node.value, str):
            yield node.value
        for child in node.iter_child_nodes():
            yield from walk(child)

    yield from walk(Environment(extensions=EXTENSIONS).parse(template.read_text()))


def templates() -> list[Path]:
    found = sorted((ROOT / "templates").rglob("*.html"))
    return [path for path in found if str(path.relative_to(ROOT)) not in NOT_SHOWN]


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.parent.name + "/" + path.name)
def test_a_template_says_nothing_outside_the_catalogues(path):
    plain = [text for text in texts_in(path) if re.search(r"[A-Za-z]{2,}", text)]
    said = [text for text in plain if not NOT_A_WORD.search(text) and text not in SAME_IN_BOTH]
    said += [text for text in strings_in(path) if SENTENCE.search(text)]

    assert said == []


SCRIPT_STRING = re.compile(r"""(["'`])((?:(?!\1).)+)\1""")
SHOWN_BY_SCRIPT = re.compile(
    r"(?:textContent|innerText|ariaLabel|title|placeholder)\s*=\s*[\"'`]\w"
)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "static").rglob("*.js")), ids=lambda path: path.name
)
def test_a_script_has_no_words_of_its_own(path):
    source = re.sub(r"/\*.*?\*/|^\s*//.*$", "", path.read_text(), flags=re.DOTALL | re.MULTILINE)
    sentences = [text for _quote, text in SCRIPT_STRING.findall(source) if SENTENCE.search(text)]

    assert sentences == []
    assert SHOWN_BY_SCRIPT.findall(source) == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "templates" / "pdf").glob("*.typ")), ids=lambda path: path.name
)
def test_a_printed_page_has_no_words_of_its_own(path):
    source = re.sub(r"//.*$", "", path.read_text(), flags=re.MULTILINE)
    contents = re.findall(r"\[([^\[\]]*)\]", source)
    words = [re.sub(r"#[\w.()\"]+", "", content).strip() for content in contents]

    assert [word for word in words if re.search(r"\b[A-Z][a-z]{2,}", word)] == []
