"""Reads XML element by element: nothing declared in the file is obeyed, however large it is.

A document type, and with it every entity, is refused: a few lines could stand for gigabytes or
for files of this machine. Names of characters that only HTML knows are understood.

`lms.enrolment.importing.parts` reads XML with expat too. The two share the parser and the refusal
of document types, which is one line of expat each, and differ in everything else: here elements are
built, a broken file is read on behind the break, and everything is told with its line; there
nothing is built, cells are counted, and the first doubt ends it.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from html import escape
from html.entities import html5
from xml.parsers import expat

from lms.banks.decoding import seen
from lms.banks.drafts import UnreadableBank

DEEPEST = 60
PIECE = 1 << 16
VERBATIM = "text"
"""The element that holds HTML as text. Some programs write the HTML into it as it is, tags and all:
then its tags belong to the text, where the next reader sees them."""

_ENTITY = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&([A-Za-z][A-Za-z0-9]{1,31});", re.DOTALL)
"""A name of a character; inside of CDATA it stands for itself."""

_KNOWN_TO_XML = {"amp", "lt", "gt", "quot", "apos"}


@dataclass
class Element:
    """An element with its attributes, what is in it, and its line in the file."""

    tag: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element"] = field(default_factory=list)
    pieces: "list[str | Element]" = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text directly in it."""
        return seen("".join(piece for piece in self.pieces if isinstance(piece, str)))

    def markup(self, but: Container[str] = ()) -> str:
        """What is in it with the tags of elements below, those called as in `but` left out."""
        return seen("".join(_markup(each) for each in self.pieces if not _is_one(each, but)))

    def all(self, tag: str) -> list["Element"]:
        """The elements of this name directly in it."""
        return [child for child in self.children if child.tag == tag]

    def first(self, tag: str) -> "Element | None":
        """The first element of this name directly in it."""
        return next((child for child in self.children if child.tag == tag), None)

    def value(self, tag: str, default: str = "") -> str:
        """The trimmed text of the first element of this name."""
        child = self.first(tag)
        return default if child is None else child.text.strip() or default


def _is_one(piece: str | Element, names: Container[str]) -> bool:
    return isinstance(piece, Element) and piece.tag in names


def _markup(piece: str | Element) -> str:
    if isinstance(piece, str):
        return escape(piece, quote=False)
    said = "".join(f' {name}="{escape(value)}"' for name, value in piece.attributes.items())
    end = "" if piece.tag == "br" else f"</{piece.tag}>"  # HTML would see another one in an end
    return f"<{piece.tag}{said}>{piece.markup()}{end}"


@dataclass(frozen=True)
class MalformedXml:
    """A place where the file is no XML; reading goes on with the next element wanted."""

    line: int
    reason: str


class _Refused(Exception):
    """The file asks for what is not safe."""


class _Unclosed(Exception):
    """An element begins, `at` bytes into what was parsed, inside one of its own kind."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


class _Builder:
    """Builds elements called `wanted` below the root and hands them over one by one."""

    def __init__(self, wanted: str, first_line: int) -> None:
        self.wanted = wanted
        self.shift = first_line - 1
        self.open: list[Element] = []
        self.depth = 0
        self.inside = 0
        self.root = ""
        self.done: list[Element] = []
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse

    @property
    def line(self) -> int:
        """The line in the file that is being read."""
        return self.parser.CurrentLineNumber + self.shift

    def _refuse(self, name: str, *_declared: object) -> None:
        if name.casefold() == "html":
            raise _Refused("This is a page of a website (HTML), not an export of questions.")
        raise _Refused(
            f"The file declares a document type or entities in line {self.line}, "
            "which is not safe to read."
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise _Refused(f"The file is nested too deeply in line {self.line}.")
        self.root = self.root or tag
        if self.open and tag == self.wanted:
            raise _Unclosed(self.parser.CurrentByteIndex)
        if self.open and self.open[-1].tag == VERBATIM:
            said = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
            self.open[-1].pieces.append(f"<{tag}{said}>")
            self.inside += 1
        elif self.open or (tag == self.wanted and self.depth == 2):
            element = Element(tag, self.line, attributes)
            if self.open:
                self.open[-1].children.append(element)
                self.open[-1].pieces.append(element)
            self.open.append(element)

    def _end(self, tag: str) -> None:
        self.depth -= 1
        if self.inside:
            if tag != "br":  # HTML knows no end of it and would see another one
                self.open[-1].pieces.append(f"</{tag}>")
            self.inside -= 1
        elif self.open:
            element = self.open.pop()
            if not self.open:
                self.done.append(element)

    def _data(self, text: str) -> None:
        if self.open:
            self.open[-1].pieces.append(text)


def elements(text: str, root: str, wanted: str) -> Iterator[Element | MalformedXml]:
    """Give the elements `wanted` below `root`. After a broken place goes on with the next one.

    Raises UnreadableBank for what is not safe, and for another root.
    """
    line = 1 + text[: len(text) - len(text.lstrip())].count("\n")
    content = _ENTITY.sub(_character, text.lstrip()).encode("utf-8", "replace")
    start = 0
    while True:
        builder = _Builder(wanted, line)
        # After a broken place a new reader goes on, in a root of its own.
        head = f"<{root}>".encode() if start else b""
        builder.parser.Parse(head)
        try:
            yield from _parsed(builder, content, start, root)
            return
        except _Unclosed as unclosed:
            reason, at = f"<{wanted}> is never closed", unclosed.at
        except expat.ExpatError as error:
            if not builder.root:
                raise UnreadableBank(f"This is no XML: {error}.") from None
            said = expat.errors.messages.get(error.code, "unclear")
            reason = f"The XML is broken in line {builder.line} ({said})"
            at = builder.parser.ErrorByteIndex + 1
        following = _next(content, wanted, max(start + at - len(head), start + 1))
        if builder.open:
            yield MalformedXml(builder.open[0].line, reason)
        elif builder.depth and following < 0:
            yield MalformedXml(builder.line, reason)
        if following < 0:
            return
        line += content.count(b"\n", start, following)
        start = following


def _parsed(
    builder: _Builder, content: bytes, start: int, root: str
) -> Iterator[Element | MalformedXml]:
    view = memoryview(content)
    try:
        for at in range(start, len(content), PIECE):
            builder.parser.Parse(view[at : at + PIECE])
            if builder.root != root and builder.root:
                raise UnreadableBank(f"This is no Moodle XML: it begins with <{builder.root}>.")
            yield from builder.done
            builder.done.clear()
        builder.parser.Parse(b"", True)
    except _Refused as refused:
        raise UnreadableBank(str(refused)) from None
    except (expat.ExpatError, _Unclosed):
        yield from builder.done
        raise


def _next(content: bytes, wanted: str, start: int) -> int:
    found = re.compile(rf"<{wanted}[\s>]".encode()).search(content, start)
    return found.start() if found else -1


def _character(entity: re.Match[str]) -> str:
    if entity[1] is None or entity[1] in _KNOWN_TO_XML:
        return entity[0]
    shown = html5.get(f"{entity[1]};", entity[0])
    return entity[0] if shown in ("<", ">", "&") else shown
