"""Cuts a GIFT file into questions, forgiving what people write: empty lines inside braces, none
between questions, with a name or without, a brace that is never closed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CATEGORY = re.compile(r"\s*\$CATEGORY:(.*)", re.IGNORECASE)
_COMMENT = re.compile(r"\s*//")
_ANSWERS = re.compile(
    r"(?<!\\)\{\s*(?:[=~#]|$|(?:T|TRUE|F|FALSE)\s*[#}])", re.MULTILINE | re.IGNORECASE
)
_TAG = re.compile(r"\[tag:([^\]]{1,100})\]")
_BRACE = re.compile(r"\\.|[{}]")
_TOP = re.compile(
    r"^(?:\$(?:course|cat\d+|module|system)\$ ?/ ?)?(?:top ?(?:/ ?|$))?", re.IGNORECASE
)


@dataclass(frozen=True)
class Block:
    """One question as written, without its comments."""

    line: int
    text: str
    group: str
    tags: tuple[str, ...]


def blocks(text: str) -> Iterator[Block]:
    """Give the questions of a file in order."""
    lines = text.split("\n")
    group, tags, n = "", [], 0
    while n < len(lines):
        if category := _CATEGORY.fullmatch(lines[n]):
            group, n = category_name(category[1]), n + 1
        elif _COMMENT.match(lines[n]):
            tags += _TAG.findall(lines[n])
            n += 1
        elif not lines[n].strip():
            n += 1
        else:
            end = _end(lines, n)
            body = [line for line in lines[n:end] if not _COMMENT.match(line)]
            yield Block(n + 1, "\n".join(body), group, tuple(tags))
            tags, n = [], end


def category_name(path: str) -> str:
    """The path of a category without the places every category has."""
    return " / ".join(
        part.strip() for part in _TOP.sub("", path.strip()).split("/") if part.strip()
    )


def _end(lines: list[str], start: int) -> int:
    """The line after the question that begins at `start`."""
    is_open = was_open = False
    blank = closed = 0
    for n in range(start, len(lines)):
        line = lines[n]
        if _COMMENT.match(line):
            continue
        if _CATEGORY.fullmatch(line):
            return blank or n
        if not line.strip():
            if not is_open:
                return n
            blank = blank or n
            continue
        braces = [brace for brace in _BRACE.findall(line) if len(brace) == 1]
        named = line.lstrip().startswith("::")
        # A new question begins while the brace of the last one was never closed.
        if blank and is_open and (named or braces[:1] == ["{"]):
            return blank
        if named and was_open and not is_open:
            return n
        if closed == n and _goes_on(line):
            closed = 0
        if closed and _ANSWERS.search(line):
            return closed
        if braces:
            is_open, was_open = braces[-1] == "{", True
            closed = 0 if is_open or not line.rstrip().endswith("}") else n + 1
    return blank if is_open and blank else len(lines)


def _goes_on(line: str) -> bool:
    """Whether a line after answers ends their sentence and begins no other question."""
    first = line.lstrip()[:1]
    return first.islower() or first in ".,;:!?)"
