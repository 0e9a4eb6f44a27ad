"""The plan of the house as functions: each is given modules and returns what breaks a rule.

They read source text, so that a test can hand them a house with one violation planted in it.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

PURE_PARTS = {
    "access",
    "banks",
    "content",
    "errors",
    "language",
    "pictures",
    "questions",
    "statistics",
}
IMPURE = {
    "argon2",
    "flask",
    "flask_babel",
    "flask_login",
    "flask_migrate",
    "flask_sqlalchemy",
    "flask_wtf",
    "sqlalchemy",
    "wtforms",
}
ROOMS = {
    "audit.page",
    "practice.booklet",
    "practice.offline",
    "practice.overview",
    "practice.sitting",
}
"""Folders within a part that have a level of their own."""
LAYERS = (
    "rules",
    "models",
    "queries",
    "service",
    "blueprint",
    "pages",
    "forms",
    "routes",
    "commands",
    "feature",
)
WORDS = set(LAYERS) - {"pages"}
"""A file belongs to the layer whose word stands in its name."""


@dataclass(frozen=True)
class Module:
    """One file of the house: its dotted name below `lms`, and its text."""

    name: str
    source: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)

    @property
    def part(self) -> str:
        """The package (or file) at the top that it belongs to; a room of its own stands apart."""
        room = ".".join(self.name.split(".")[:2])
        return room if room in ROOMS else self.name.split(".")[0]

    @property
    def words(self) -> list[str]:
        return self.name.split(".")[-1].split("_")

    def layer(self, others: Mapping[str, str]) -> str:
        """Return its layer: by a word of its name, by its whole name in `others`, else rules.

        What nobody says anything about has to be pure.
        """
        found = [word for word in self.words if word in WORDS]
        return found[0] if found else others.get(self.name, "rules")

    def imports(self) -> Iterator[tuple[int, str]]:
        """Yield line and dotted name of everything imported; names from packages both ways."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                yield node.lineno, node.module
                for name in node.names:
                    yield node.lineno, f"{node.module}.{name.name}"
            elif isinstance(node, ast.Import):
                for name in node.names:
                    yield node.lineno, name.name


def modules_below(folder: Path) -> list[Module]:
    """Read a house; migrations are no part of the plan."""
    found = []
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).with_suffix("").parts
        if parts[0] != "migrations":
            name = ".".join(parts).removesuffix(".__init__")
            found.append(Module(name, path.read_text()))
    return found


class House:
    """Modules that import each other."""

    def __init__(self, modules: Iterable[Module], levels: Sequence[set[str]]) -> None:
        self.modules = {module.name: module for module in modules}
        self.levels = levels

    def links(self, module: Module) -> Iterator[tuple[int, Module]]:
        """Yield line and module for each import from within the house.

        A package is meant only where something of its own file is imported, no module of it.
        """
        found = [(line, name[4:]) for line, name in module.imports() if name.startswith("lms.")]
        inside = [(line, name) for line, name in found if name in self.modules]
        for line, name in inside:
            through = any(each.startswith(f"{name}.") for at, each in inside if at == line)
            if self.modules[name] is not module and not through:
                yield line, self.modules[name]

    def level(self, part: str) -> int:
        """Raises LookupError for a part that has no place in the plan."""
        for number, parts in enumerate(self.levels):
            if part in parts:
                return number
        raise LookupError(f"{part} has no place in the plan")


def unplaced(house: House) -> list[str]:
    """Return the parts that stand in the plan or in the house alone."""
    named = set().union(*house.levels)
    return sorted({module.part for module in house.modules.values()} ^ named)


def upward(house: House) -> list[str]:
    """Return imports from a level below: each part may import from those above it."""
    leaves = {"permissions", "actions"}  # plain values, which name what others do
    return [
        f"{module.name}:{line}: {module.part} may not import {other.name}"
        for module in house.modules.values()
        for line, other in house.links(module)
        if other.part != module.part
        and other.name.split(".")[-1] not in leaves
        and house.level(other.part) >= house.level(module.part)
    ]


def impure(house: House, features: set[str], others: Mapping[str, str]) -> list[str]:
    """Return what rules import from outside or from files that are no rules."""
    rules = {
        module.name: module
        for module in house.modules.values()
        if module.part in PURE_PARTS
        or (module.part in features and module.layer(others) == "rules")
    }
    found = []
    for module in rules.values():
        for line, name in module.imports():
            if name.split(".")[0] in IMPURE or name.startswith(("lms.database", "lms.clock")):
                found.append(f"{module.name}:{line}: rules know no {name}")
        for line, other in house.links(module):
            if other.part in features and other.name not in rules:
                found.append(f"{module.name}:{line}: rules know no {other.name}")
    return found


def against_the_layers(house: House, features: set[str], others: Mapping[str, str]) -> list[str]:
    """Return imports within a feature from a layer that stands above one's own."""
    return [
        f"{module.name}:{line}: {module.layer(others)} may not import {other.name}"
        for module in house.modules.values()
        for line, other in house.links(module)
        if module.part in features
        and other.part == module.part
        and LAYERS.index(other.layer(others)) > LAYERS.index(module.layer(others))
    ]


def foreign_edges(house: House, features: set[str]) -> list[str]:
    """Return imports of another feature's routes or forms."""
    return [
        f"{module.name}:{line}: {other.name} is for {other.part} alone"
        for module in house.modules.values()
        for line, other in house.links(module)
        if other.part in features
        and other.part != module.part
        and {"routes", "forms"} & set(other.words)
    ]


def circles(house: House) -> list[str]:
    """Return a circle of imports, if there is one."""
    graph = {
        module.name: {other.name for _line, other in house.links(module)}
        for module in house.modules.values()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as problem:
        return [" -> ".join(problem.args[1])]
    return []


def hidden_imports(house: House) -> list[str]:
    """Return imports inside of functions and classes."""
    return [
        f"{module.name}:{child.lineno}: an import inside"
        for module in house.modules.values()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        for child in ast.walk(node)
        if isinstance(child, ast.Import | ast.ImportFrom)
    ]


def calls(module: Module) -> Iterator[tuple[int, str]]:
    """Yield line and words of every call: `db.session.commit`."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func)


def clock_readers(house: House) -> list[str]:
    """Return what reads the time elsewhere than in `clock`."""
    return [
        f"{module.name}:{line}: {words}"
        for module in house.modules.values()
        if module.name != "clock"
        for line, words in calls(module)
        if words.endswith(("datetime.now", "datetime.utcnow", "date.today", "time.time"))
    ]


def commits(house: House, features: set[str], others: Mapping[str, str]) -> list[str]:
    """Return commits in features elsewhere than in a command: the edge commits."""
    return [
        f"{module.name}:{line}: {words}"
        for module in house.modules.values()
        if module.part in features and module.layer(others) != "commands"
        for line, words in calls(module)
        if words.endswith("session.commit")
    ]


def crowded(folders: Mapping[str, int], most: int) -> list[str]:
    """Return folders with more files than one can take in."""
    return [f"{name}: {count} files" for name, count in folders.items() if count > most]
