"""Writes questions as a bank of a course: YAML as an author would write it."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lms.banks.drafts import Draft

MAX_NAME_LENGTH = 30
FULL_FILE = 350_000
"""Characters after which another file is begun; the reader takes 500 KB."""

_ID = re.compile(r"""^[ \t]*(?:-[ \t]+)?id:[ \t]*["']?([a-z0-9-]+)""", re.MULTILINE)
_HEAD = ("kind", "title", "competency", "points")
_PLAIN = re.compile(r"[A-Za-z0-9(][^:#\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]*")
_IN_BLOCK = re.compile(r"[^\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]*")


def bank_name(text: str) -> str:
    """A name for a bank: small letters, digits and hyphens; "" if nothing is left."""
    name = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
    return name[:MAX_NAME_LENGTH].strip("-")


def ids_in(folder: Path) -> set[str]:
    """Every id that stands in the files of a course, sound or not."""
    files = [each for kind in ("yaml", "md") for each in folder.rglob(f"*.{kind}")]
    texts = (each.read_text(encoding="utf-8", errors="replace") for each in files)
    return {found for text in texts for found in _ID.findall(text)}


def bank_files(name: str, origin: str, drafts: Sequence[Draft]) -> dict[str, str]:
    """The files of a bank by name. Questions are called `name`-1, `name`-2 …"""
    head = f"# From {origin}\n"
    files: dict[str, str] = {}
    parts, size, group = [head], len(head), ""
    for number, draft in enumerate(drafts, start=1):
        entry = "\n".join(_question(f"{name}-{number}", draft)) + "\n"
        if draft.group != group:
            group = draft.group
            entry = f"\n# {' '.join(group.split())}\n{entry}" if group else f"\n{entry}"
        else:
            entry = f"\n{entry}"
        if size + len(entry) > FULL_FILE and len(parts) > 1:
            files[_file(name, len(files))] = "".join(parts)
            parts, size = [head], len(head)
        parts.append(entry)
        size += len(entry)
    files[_file(name, len(files))] = "".join(parts)
    return files


def _file(name: str, before: int) -> str:
    return f"{name}-{before + 1}.yaml" if before else f"{name}.yaml"


def _question(question_id: str, draft: Draft) -> Iterator[str]:
    first = True
    head = {key: draft.values[key] for key in _HEAD if key in draft.values}
    for line in _lines({"id": question_id, **head, **draft.values}, 0):
        yield f"{'- ' if first else '  '}{line}" if line else ""
        first = False


def _lines(values: Mapping[str, Any], depth: int) -> Iterator[str]:
    pad = "  " * depth
    for key, value in values.items():
        if isinstance(value, str):
            yield from _scalar(f"{pad}{key}:", value, depth + 1)
        elif isinstance(value, Mapping):
            yield f"{pad}{key}:"
            yield from _lines(value, depth + 1)
        else:
            yield f"{pad}{key}:"
            for item in value:
                yield from _item(item, depth + 1)


def _item(item: str | Mapping[str, Any], depth: int) -> Iterator[str]:
    pad = "  " * depth
    if isinstance(item, str):
        yield from _scalar(f"{pad}-", item, depth + 1)
        return
    for n, line in enumerate(_lines(item, depth + 1)):
        yield f"{pad}- {line.lstrip()}" if n == 0 else line


def _scalar(begun: str, text: str, depth: int) -> Iterator[str]:
    if "\n" in text and _IN_BLOCK.fullmatch(text) and text == text.strip():
        yield f"{begun} |"
        for line in text.split("\n"):
            yield "  " * depth + line if line else ""
    elif _PLAIN.fullmatch(text) and text == text.strip() and text != "null":
        yield f"{begun} {text}"
    else:
        yield f"{begun} {quoted(text)}"


def quoted(text: str) -> str:
    """A text in quotes that both YAML and JSON understand."""
    shown = json.dumps(text, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff]", lambda sign: f"\\u{ord(sign[0]):04x}", shown)
