"""The HTML of course texts as nodes for a typst template, which `templates/pdf/html.typ` sets.

A node is a text, or a mapping with its `tag`. Only what sanitised course texts hold is known; of
any other tag what stands in it is kept. Texts stay texts: nothing in them is ever read as markup.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

Node = str | dict[str, Any]

_TAGS = {
    "p": "par",
    "dt": "par",
    "summary": "title",
    "h2": "title",
    "h3": "title",
    "h4": "title",
    "ul": "list",
    "ol": "enum",
    "li": "item",
    "dd": "quote",
    "blockquote": "quote",
    "figcaption": "par",
    "div": "note",
    "details": "note",
    "strong": "strong",
    "em": "emph",
    "code": "code",
    "pre": "pre",
    "table": "table",
    "tr": "row",
    "th": "cell",
    "td": "cell",
}
_VOID = {"br": "break", "hr": "rule"}
_BLOCKS = {"par", "title", "list", "enum", "quote", "note", "pre", "table", "rule"}
_BLANKS = re.compile(r"[ \t\r\n\f]+")


@dataclass
class _Open:
    """An element that is not closed yet."""

    html_tag: str
    tag: str
    attributes: dict[str, str]
    body: list[Node] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [_Open("", "", {})]
        self.in_drawing = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self.open[-1].body.append({"tag": _VOID[tag]})
            return
        attributes = {name: value or "" for name, value in attrs}
        if self.in_drawing:
            self.in_drawing += tag == "svg"
            return
        if tag in ("svg", "img"):  # on paper a picture is what it shows, in words
            shown = attributes.get("aria-label") or attributes.get("alt", "")
            self.open[-1].body.append({"tag": "par", "body": [f"[{shown}]"]})
            self.in_drawing += tag == "svg"
            return
        meaning = _TAGS.get(tag, "")
        if tag == "span" and attributes.get("class") == "gap":
            meaning = "gap"
        if tag == "p" and attributes.get("class") == "admonition-title":
            meaning = "title"
        self.open.append(_Open(tag, meaning, attributes))

    def handle_endtag(self, tag: str) -> None:
        if self.in_drawing:
            self.in_drawing -= tag == "svg"
            return
        if tag not in [each.html_tag for each in self.open]:
            return
        while self.open[-1].html_tag != tag:
            self.close_last()
        self.close_last()

    def handle_data(self, data: str) -> None:
        if not self.in_drawing:
            self.open[-1].body.append(data)

    def close_last(self) -> None:
        """Put what was read of the innermost element into the one around it."""
        closed = self.open.pop()
        body = self.open[-1].body
        if closed.tag:
            body.append(_node(closed))
        else:
            body.extend(closed.body)


def nodes_of(html: str) -> list[Node]:
    """Return a text as nodes; blanks are joined as a browser joins them, save in `pre`."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    while len(reader.open) > 1:
        reader.close_last()
    return _tidied(reader.open[0].body)


def plain(nodes: Sequence[Node]) -> str:
    """Return nothing but the text of nodes."""
    return "".join(
        each if isinstance(each, str) else each.get("text", "") or plain(each.get("body", ()))
        for each in nodes
    )


def _node(closed: _Open) -> Node:
    tag, body = closed.tag, closed.body
    if tag in ("pre", "gap"):
        return {"tag": tag, "text": plain(body).strip("\n") if tag == "pre" else plain(body)}
    if tag in ("list", "enum"):
        items = [_tidied(each["body"]) for each in _tagged(body, "item")]
        start = closed.attributes.get("start", "")
        return {"tag": tag, "items": items, "start": int(start) if start.isdecimal() else 1}
    if tag == "row":
        return {"tag": tag, "cells": _tagged(body, "cell")}
    if tag == "cell":
        align = closed.attributes.get("align", "")
        head = closed.html_tag == "th"
        return {"tag": tag, "body": _tidied(body), "align": align, "head": head}
    if tag == "table":
        return _table(body)
    return {"tag": tag, "body": _tidied(body) if tag in _BLOCKS else _joined(body)}


def _table(body: Sequence[Node]) -> Node:
    """A table with as many cells in each row; its first row is the head if it has heads only."""
    rows = [each["cells"] for each in _tagged(body, "row")]
    width = max((len(row) for row in rows), default=0)
    empty = {"tag": "cell", "body": [], "align": "", "head": False}
    rows = [[*row, *[empty] * (width - len(row))] for row in rows]
    has_head = bool(rows) and all(cell["head"] for cell in rows[0])
    aligned = [
        next((row[place]["align"] for row in rows if row[place]["align"]), "left")
        for place in range(width)
    ]
    return {
        "tag": "table",
        "align": ["left" if each not in ("right", "center") else each for each in aligned],
        "head": [cell["body"] for cell in rows[0]] if has_head else [],
        "rows": [[cell["body"] for cell in row] for row in rows[has_head:]],
    }


def _tagged(body: Sequence[Node], tag: str) -> list[dict[str, Any]]:
    return [each for each in body if isinstance(each, dict) and each["tag"] == tag]


def _joined(body: Sequence[Node]) -> list[Node]:
    """Neighbouring texts as one, with single blanks."""
    found: list[Node] = []
    for node in body:
        if isinstance(node, str):
            before = found.pop() if found and isinstance(found[-1], str) else ""
            found.append(_BLANKS.sub(" ", f"{before}{node}"))
        else:
            found.append(node)
    return [each for each in found if each != ""]


def _tidied(body: Sequence[Node]) -> list[Node]:
    """Without blanks at both ends and beside what stands on lines of its own."""
    found = _joined(body)
    for place, node in enumerate(found):
        if isinstance(node, str):
            text = node
            if place == 0 or _is_block(found[place - 1]):
                text = text.lstrip(" ")
            if place == len(found) - 1 or _is_block(found[place + 1]):
                text = text.rstrip(" ")
            found[place] = text
    return [each for each in found if each != ""]


def _is_block(node: Node) -> bool:
    return isinstance(node, dict) and node["tag"] in _BLOCKS
