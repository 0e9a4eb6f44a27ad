"""YAML as plain text with line numbers: mappings, lists and texts, nothing else.

Values stay the text that was written (no guessing of dates, numbers or yes and no), so that
decimal numbers are exact and every value knows its line. What YAML offers beyond that is refused:
anchors and aliases (a short file could stand for gigabytes), tags and merge keys.
"""

import difflib
from pathlib import Path as FilePath
from typing import Any

import yaml

from lms.content.markdown import UNSEEN
from lms.content.problems import AuthorDiagnostics
from lms.questions.diagnostics import Path

MAX_FILE = 500_000
DEEPEST = 12

# The C one is many times faster, where PyYAML was built with it.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ADVICE = (
    ("nesting depth", "It is nested too deeply. Check the indentation"),
    ("mapping values are not allowed", 'Text with ": " in it must stand in quotes'),
    ("expected <block end>", "Check the indentation, and put text that begins with { in quotes"),
    ("did not find expected key", "Check the indentation and the quotes"),
    ("did not find expected '-'", "Check the indentation of the list"),
    ("flow", "Text that begins with { or [ must stand in quotes"),
    ("scalar", "Check the quotes: one is opened and never closed"),
    ("could not find expected ':'", 'A ":" is missing after a key'),
    ("found another document", 'The line "---" begins a second document. Remove it'),
    ("incompatible YAML", 'Remove the line that begins with "%"'),
    ("cannot start any token", "Text that begins with this sign must stand in quotes"),
)


def read_bytes(
    diagnostics: AuthorDiagnostics, root: FilePath, name: str, most: int = MAX_FILE
) -> bytes | None:
    """The content of a file of at most `most` bytes, None and a noted problem if there is none."""
    file = root / name
    try:
        if not file.resolve().is_relative_to(root.resolve()):
            diagnostics.note(name, 1, "This file is outside the course's folder. Move it inside")
            return None
        if file.exists() and not file.is_file():
            diagnostics.note(
                name, 1, "A file belongs here, this is something else. Replace it by one"
            )
            return None
        if not file.is_file():
            near = difflib.get_close_matches(file.name, _names_in(file.parent), n=1)
            hint = f'There is "{near[0]}": rename one of them' if near else "Create it"
            diagnostics.note(name, 1, f"This file is missing. {hint}")
            return None
        if file.stat().st_size > most:
            diagnostics.note(name, 1, f"This file is larger than {most // 1000} KB. Split it")
            return None
        return file.read_bytes()
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: a link leads to itself
        message = (
            f"This file cannot be opened ({type(error).__name__}). Put a readable one in its place"
        )
        diagnostics.note(name, 1, message)
        return None


def read_text(diagnostics: AuthorDiagnostics, root: FilePath, name: str) -> str | None:
    """The text of a file, None and a noted problem if it cannot be read."""
    content = read_bytes(diagnostics, root, name)
    if content is None:
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        diagnostics.note(
            name, line, "This is not UTF-8 text. Save the file with the encoding UTF-8"
        )
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _names_in(folder: FilePath) -> list[str]:
    return [each.name for each in files_in(folder)]


def files_in(folder: FilePath) -> list[FilePath]:
    """What is in a folder by name, nothing if it cannot be opened."""
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def parse_yaml(
    diagnostics: AuthorDiagnostics, name: str, text: str, first_line: int = 1
) -> tuple[Any, bool]:
    """The values in a YAML text and whether it could be read; places go to the diagnostics.

    `first_line` is the line of the file in which the text begins.
    """
    try:
        if not _is_plain(diagnostics, name, text, first_line):
            return None, False
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line if mark else 0
        said = error.problem or "unclear"
        advice = _advice(str(error), "".join(text.splitlines()[line : line + 1]))
        diagnostics.note(name, line + first_line, f"The YAML cannot be read ({said}). {advice}")
        return None, False
    except yaml.YAMLError:
        diagnostics.note(
            name, first_line, "The file has characters that cannot be shown. Remove them"
        )
        return None, False
    diagnostics.places[()] = (name, first_line)
    return (None if node is None else _value(diagnostics, name, node, (), first_line - 1)), True


def _advice(error: str, line: str) -> str:
    """What to do about an error of the YAML reader in this line."""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "Use spaces instead of tabs to indent"
    return next((advice for part, advice in _ADVICE if part in error), "Check this line")


def _is_plain(diagnostics: AuthorDiagnostics, name: str, text: str, first_line: int) -> bool:
    """Whether a text uses only mappings, lists and texts; else note why not."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = (event.start_mark.line if event.start_mark else 0) + first_line
        if isinstance(event, yaml.DocumentStartEvent) and event.explicit and line > first_line + 20:
            diagnostics.note(name, line, 'The line "---" begins a second document. Remove it')
            return False
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            diagnostics.note(
                name, line, "Anchors (&) and aliases (*) are not available. Write it out"
            )
            return False
        if getattr(event, "tag", None):
            diagnostics.note(name, line, "Tags (!) are not available. Put the text in quotes")
            return False
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            diagnostics.note(name, line, "This is nested too deeply. Check the indentation")
            return False
    return True


def _value(
    diagnostics: AuthorDiagnostics, name: str, node: yaml.Node, path: Path, shift: int
) -> Any:
    if isinstance(node, yaml.ScalarNode):
        in_block = node.style in ("|", ">")
        line = node.start_mark.line + 1 + shift
        # The text of a block begins in the line after its sign.
        diagnostics.places[path] = (name, line + in_block)
        if UNSEEN.search(node.value):
            diagnostics.note(
                name, line, "The text has characters that cannot be shown. Remove them"
            )
        empty = node.style is None and node.value in ("", "~", "null")
        return None if empty else node.value
    diagnostics.places[path] = (name, node.start_mark.line + 1 + shift)
    if isinstance(node, yaml.SequenceNode):
        return [
            _value(diagnostics, name, item, (*path, index), shift)
            for index, item in enumerate(node.value)
        ]
    values: dict[str, Any] = {}
    first_lines: dict[str, int] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1 + shift
        if not isinstance(key_node, yaml.ScalarNode):
            diagnostics.note(
                name, line, "A key must be a word. Put text that begins with { in quotes"
            )
            continue
        key = key_node.value
        if key in values:
            seen = first_lines[key]
            diagnostics.note(
                name, line, f'"{key}" was written already in line {seen}. Keep one of them'
            )
            continue
        first_lines[key] = line
        values[key] = _value(diagnostics, name, value_node, (*path, key), shift)
        if not isinstance(value_node, yaml.ScalarNode) or value_node.style not in ("|", ">"):
            diagnostics.places[(*path, key)] = (name, line)
    return values


def read_yaml(
    diagnostics: AuthorDiagnostics, root: FilePath, name: str
) -> tuple[Any, AuthorDiagnostics]:
    """The values in a YAML file with diagnostics that know their places.

    The value is None when the file cannot be read; why is noted at `diagnostics`.
    """
    own = AuthorDiagnostics(found=diagnostics.found)
    text = read_text(diagnostics, root, name)
    if text is None:
        return None, own
    values, readable = parse_yaml(own, name, text)
    if readable and values is None:
        diagnostics.note(
            name, 1, "This file is empty. Write its content or remove it from the course"
        )
    return values, own
