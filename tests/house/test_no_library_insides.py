"""Nothing stands on the inside of a library: what it does not document may change any day."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

LMS = Path(__file__).parents[2] / "lms"
MODULES = [path for path in sorted(LMS.rglob("*.py")) if "migrations" not in path.parts]

MADE_TO_BE_EXTENDED = {
    "flask.Flask": "one commit at the edge; its documentation proposes subclasses",
    "flask_wtf.FlaskForm": "forms",
    "flask_wtf.FlaskForm.Meta": "their settings",
    "flask_login.UserMixin": "what a user has to be",
    "jinja2.ext.Extension": "a tag of our own",
    "sqlalchemy.TypeDecorator": "types of columns",
    "sqlalchemy.orm.DeclarativeBase": "tables",
    "werkzeug.routing.IntegerConverter": "numbers in addresses",
}
"""Of these libraries only this is extended. Not their environments, signers, sessions, managers."""
LIBRARIES = {"flask", "flask_babel", "flask_login", "flask_migrate", "flask_sqlalchemy"} | {
    "flask_wtf",
    "itsdangerous",
    "jinja2",
    "markupsafe",
    "sqlalchemy",
    "werkzeug",
}
DOCUMENTED = {
    "_make": "of a NamedTuple",
    "_replace": "of a NamedTuple and of what urllib splits",
}
"""Names with an underscore that their libraries document."""


def imported(tree: ast.Module) -> dict[str, str]:
    """Return the full name of each name a module imports."""
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
        elif isinstance(node, ast.Import):
            names |= {a.asname or a.name.partition(".")[0]: a.name for a in node.names}
    return names


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def full_name(node: ast.expr, names: dict[str, str]) -> str:
    """Return what a base class is called where it comes from; "" for what is not imported."""
    first, _dot, rest = ast.unparse(node).partition(".")
    return ".".join(filter(None, (names.get(first, ""), rest))) if first in names else ""


def wrong_bases(source: str) -> Iterator[str]:
    tree = ast.parse(source)
    names = imported(tree)
    for node in ast.walk(tree):
        for base in node.bases if isinstance(node, ast.ClassDef) else ():
            bare = base.value if isinstance(base, ast.Subscript) else base
            name = full_name(bare, names)
            if name.partition(".")[0] in LIBRARIES and name not in MADE_TO_BE_EXTENDED:
                yield f"{base.lineno}: {name}"


def touched(node: ast.AST) -> tuple[str, str]:
    """Return what an expression touches of what: a name and the thing that has it."""
    if isinstance(node, ast.Attribute):
        return node.attr, ast.unparse(node.value)
    is_by_name = (
        isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"getattr", "setattr", "hasattr", "delattr"}
        and isinstance(node.args[1], ast.Constant)
    )
    return (str(node.args[1].value), ast.unparse(node.args[0])) if is_by_name else ("", "")


def insides(source: str) -> Iterator[str]:
    tree = ast.parse(source)
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    for node in ast.walk(tree):
        name, whose = touched(node)
        is_ours = whose in {"self", "cls", "super()"} or name in own
        if is_private(name) and not is_ours and name not in DOCUMENTED:
            yield f"{node.lineno}: {whose}.{name}"
        if isinstance(node, ast.ImportFrom | ast.Import):
            parts = (getattr(node, "module", "") or "").split(".")
            parts += [part for each in node.names for part in each.name.split(".")]
            if any(map(is_private, parts)):
                yield f"{node.lineno}: {ast.unparse(node)}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(LMS)))
def test_libraries_are_used_from_the_outside(path):
    source = path.read_text()

    assert [*wrong_bases(source), *insides(source)] == []


@pytest.mark.parametrize(
    "planted",
    [
        "from jinja2.compiler import CodeGenerator\nclass Ours(CodeGenerator): ...",
        "from jinja2.runtime import Context\nclass Ours(Context): ...",
        "from flask.templating import Environment\nclass Ours(Environment): ...",
        "import jinja2\nclass Ours(jinja2.Environment): ...",
        "from itsdangerous import TimestampSigner as Theirs\nclass Ours(Theirs): ...",
        "from flask.sessions import SecureCookieSessionInterface as S\nclass Ours(S): ...",
        "from flask_wtf.csrf import CSRFProtect\nclass Ours(CSRFProtect): ...",
        "from flask_login import LoginManager\nclass Ours(LoginManager): ...",
        "from flask_sqlalchemy import SQLAlchemy\nclass Ours(SQLAlchemy): ...",
    ],
)
def test_a_class_made_of_a_librarys_inside_is_found(planted):
    assert list(wrong_bases(planted))
    assert not list(insides(planted))


@pytest.mark.parametrize(
    "planted",
    [
        "login_manager._session_identifier_generator = str",
        "app.jinja_env._load_template('page')",
        "setattr(login_manager, '_session_identifier_generator', str)",
        "from jinja2._identifier import pattern",
        "from flask_wtf.csrf import _get_config",
    ],
)
def test_a_reach_into_a_library_is_found(planted):
    assert list(insides(planted))


def test_what_a_class_has_of_its_own_is_its_own():
    source = (
        "class Record:\n"
        "    def _rank(self): return self._place\n"
        "    def best(self, other): return max(self, other, key=lambda each: each._rank())\n"
    )

    assert not list(insides(source))
