"""HTML of other systems as our Markdown; what Markdown cannot say is told in remarks.

Written here rather than taken from markdownify 1.2, which was tried: it makes "42" of
4<sub>2</sub>, breaks a table at a "|" in a cell, drops underlining without a word, knows nothing of
the braces and boxes of our dialect, and ends with a RecursionError in a thousand nested elements.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

import nh3

from lms.banks.drafts import NotTaken
from lms.banks.markdown_text import begun, doubled, escaped
from lms.banks.shifted import shifted, with_shifted

DEEPEST = 40
MAX_CELLS = 2_000

Remark = Callable[[str], None]

_INLINE = {
    *("a", "b", "strong", "em", "i", "code", "tt", "kbd", "samp", "br", "img", "sub", "sup", "u"),
    *("span", "small", "big", "font", "mark", "abbr", "q", "del", "s", "strike", "ins", "label"),
}
_BLOCK = {
    *("p", "div", "ul", "ol", "li", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"),
    *("table", "thead", "tbody", "tfoot", "tr", "td", "th", "hr", "dl", "dt", "dd", "caption"),
    *("section", "article", "header", "footer", "center", "details", "summary", "figure"),
}
_MEDIA = {"audio", "video", "iframe", "object", "embed", "svg", "math", "canvas", "source"}
_STRUCTURED = {"ul", "ol", "table", "pre", "blockquote", "dl"}
_GONE = re.compile(rf"<({'|'.join(sorted(_MEDIA))})\b", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\s*<p(?: [^<>]*)?>([^<&]*)(?:<br ?/?>)?</p>\s*")
_TEX = (("\\(", "\\)"), ("\\[", "\\]"), ("$$", "$$"))
_LANGUAGES = re.compile(r"""class\s*=\s*["']?multilang|\{mlang\b""", re.IGNORECASE)
_LINED = re.compile(r"text-decoration[a-z-]*\s*:[^;]*underline", re.IGNORECASE)
_SPANNED = re.compile(r"<t[dh]\b[^<>]*\b(?:row|col)span\b", re.IGNORECASE)
_HREF = re.compile(r"(?:https?://|mailto:|tel:)[^\s()<>{}\"'\\]+", re.IGNORECASE)
_SAFE = str.maketrans({"(": "%28", ")": "%29", "'": "%27", " ": "%20"})
_BOLD = {"b": "**", "strong": "**", "u": "**", "ins": "**", "mark": "**", "em": "*", "i": "*"}
_TOLD = {
    **dict.fromkeys(("u", "ins", "mark"), "What was underlined or marked is bold here"),
    **dict.fromkeys(("s", "strike", "del"), "What was struck through stands without the line"),
}
_BREAK = "\ue000"


@dataclass
class Node:
    """An element with what is in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    def has(self, tags: set[str]) -> bool:
        """Whether one of these elements is anywhere in it."""
        below = [child for child in self.children if isinstance(child, Node)]
        return any(child.tag in tags or child.has(tags) for child in below)


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("div")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in ("br", "img", "hr"):
            self.open.append(node)
            if len(self.open) > DEEPEST:
                raise NotTaken("Its HTML is nested too deeply")

    def handle_endtag(self, tag: str) -> None:
        if len(self.open) > 1 and self.open[-1].tag == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def markdown_of(html: str, remark: Remark, *, inline: bool) -> str:
    """HTML as Markdown, in one line if `inline`. Raises NotTaken."""
    if simple := _PARAGRAPH.fullmatch(html):
        html = simple[1]
    if _has_formula(html):
        remark("A formula in TeX is shown as it is written")
    if _LANGUAGES.search(html):
        remark("It is written in several languages, one after the other. Keep one of them")
    if "<" not in html and "&" not in html:
        return begun(escaped(" ".join(html.split())))
    tree = _tree(html, remark)
    writer = _Writer(remark)
    if not inline:
        return "\n\n".join(writer.blocks(tree))
    if tree.has(_STRUCTURED):
        remark("A list or table in an option is written in one line")
    return begun(" ".join(writer.inline(tree).replace(_BREAK, " ").split()))


def _has_formula(html: str) -> bool:
    places = ((html.find(begin), end) for begin, end in _TEX)
    return any(at >= 0 and html.find(end, at + 3) >= 0 for at, end in places)


def plain_of(html: str, remark: Remark) -> str:
    """The text of HTML in one line, without any markup."""
    if "<" in html or "&" in html:
        html = with_shifted(html)
        if re.search(r"<(?:img|sub|sup)\b", html, re.IGNORECASE) or _GONE.search(html):
            remark("A picture or formula in an answer was left out")
        html = re.sub(r"</?(?:p|div|br|li)\b[^<>]*>", " ", html, flags=re.IGNORECASE)
        html = unescape(nh3.clean(html, tags=set()) if "<" in html else html)
    return " ".join(html.split())


def _tree(html: str, remark: Remark) -> Node:
    if _SPANNED.search(html):
        remark("A table with joined cells is written without them. Look at it")
    for gone in sorted({match.casefold() for match in _GONE.findall(html)}):
        remark(f"A part <{gone}> was left out")
    kept = nh3.clean(
        html,
        tags=_INLINE | _BLOCK,
        clean_content_tags={"script", "style", "svg", "math"},
        attributes={"a": {"href"}, "img": {"src", "alt"}, "span": {"style"}},
        url_schemes={"http", "https", "mailto", "tel", "data"},
        link_rel=None,
    )
    parser = _Parser()
    parser.feed(kept)
    parser.close()
    return parser.open[0]


class _Writer:
    def __init__(self, remark: Remark) -> None:
        self.remark = remark

    def inline(self, node: Node) -> str:
        """Everything in an element as running text."""
        parts = []
        for child in node.children:
            if isinstance(child, str):
                parts.append(escaped(re.sub(r"\s+", " ", child)))
            elif child.tag in _BLOCK:
                parts.append(f" {self.inline(child)} ")
            else:
                parts.append(self._element(child))
        return "".join(parts).replace("****", "")

    def _element(self, node: Node) -> str:
        tag = node.tag
        if tag == "br":
            return _BREAK
        if tag == "img":
            return self._picture(node)
        if tag in ("code", "tt", "kbd", "samp"):
            return _code(_raw(node))
        inner = self.inline(node)
        if tag in ("sub", "sup"):
            return self._shifted(tag, inner)
        address = node.attributes.get("href", "").strip().translate(_SAFE)
        if tag == "a" and (found := _HREF.fullmatch(address)):
            shown = inner.replace(_BREAK, " ").strip()
            return f"[{shown}]({doubled(found[0])})" if shown else ""
        if tag == "a" and node.attributes.get("href", "").strip("#"):
            where = node.attributes["href"].rpartition("/")[2][:60] or "without an address"
            self.remark(f"A link was left out ({where})")
        if tag == "span" and _LINED.search(node.attributes.get("style", "")):
            tag = "u"
        if tag in _TOLD and inner.strip():
            self.remark(_TOLD[tag])
        sign = _BOLD.get(tag, "")
        return _around(inner, sign) if sign and not node.has(_BLOCK) else inner

    def _picture(self, node: Node) -> str:
        source = node.attributes.get("src", "")
        name = "" if source.startswith("data:") else source.rpartition("/")[2][:60]
        said = node.attributes.get("alt", "").strip()[:200] or name or "tanpa keterangan"
        self.remark(f"A picture was left out ({name or said}). Describe it in words")
        return escaped(f"(gambar: {said})")

    def _shifted(self, tag: str, inner: str) -> str:
        if characters := shifted(tag, inner):
            return characters
        if inner.strip():
            self.remark("A raised or lowered text is written with ^ or _")
        return ("^" if tag == "sup" else r"\_") + inner if inner.strip() else inner

    def blocks(self, node: Node) -> list[str]:
        """What is in an element as paragraphs, lists and so on."""
        found: list[str] = []
        run = Node("span")
        for child in node.children:
            if isinstance(child, Node) and (child.tag in _BLOCK or child.has(_BLOCK)):
                found += self._paragraph(run)
                run = Node("span")
                found += self._block(child)
            else:
                run.children.append(child)
        return found + self._paragraph(run)

    def _paragraph(self, run: Node) -> list[str]:
        lines = [" ".join(part.split()) for part in self.inline(run).split(_BREAK)]
        kept = [begun(part) for part in lines if part]
        return ["  \n".join(kept)] if kept else []

    def _block(self, node: Node) -> list[str]:
        if node.tag in ("ul", "ol"):
            return self._list(node)
        if node.tag == "pre":
            text = _raw(node).strip("\n")
            fence = "`" * max(3, 1 + max((len(r) for r in re.findall("`+", text)), default=0))
            return [f"{fence}\n{doubled(text)}\n{fence}"] if text.strip() else []
        if node.tag == "table":
            return self._table(node)
        if node.tag == "hr":
            return ["---"]
        if re.fullmatch("h[1-6]", node.tag):
            text = " ".join(self.inline(node).replace(_BREAK, " ").split())
            return [f"{'#' * min(4, max(2, int(node.tag[1])))} {text}"] if text else []
        inner = self.blocks(node)
        if node.tag == "blockquote":
            quoted = "\n\n".join(inner).split("\n")
            return ["\n".join(f"> {row}".rstrip() for row in quoted)] if inner else []
        return inner

    def _list(self, node: Node) -> list[str]:
        sign = "-   " if node.tag == "ul" else "1.  "
        rows = []
        for item in node.children:
            # Editors leave words and lists between the items; they are items as well.
            is_item = isinstance(item, Node) and item.tag == "li"
            written = item if isinstance(item, Node) and is_item else Node("li", children=[item])
            inner = self.blocks(written)
            if not inner and not is_item:
                continue
            tight = "\n" if len(inner) == 1 or written.has({"ul", "ol"}) else "\n\n"
            lines = tight.join(inner).split("\n")
            rows.append(sign + "\n".join([lines[0], *(_indented(row) for row in lines[1:])]))
        return ["\n".join(rows)] if rows else []

    def _table(self, node: Node) -> list[str]:
        rows = [
            [
                " ".join(self.inline(cell).replace(_BREAK, " ").split()).replace("|", "&#124;")
                for cell in row.children
                if isinstance(cell, Node) and cell.tag in ("td", "th")
            ]
            for row in _rows(node)
        ]
        rows = [row for row in rows if row]
        above = [said for each in _captions(node) for said in self.blocks(each)]
        if not rows:
            return above
        width = max(len(row) for row in rows)
        if width * len(rows) > MAX_CELLS:
            raise NotTaken(f"A table has more than {MAX_CELLS:,} cells")
        head, *rest = [row + [""] * (width - len(row)) for row in rows]
        lines = [head, ["---"] * width, *rest]
        return [*above, "\n".join(f"| {' | '.join(cells)} |" for cells in lines)]


def _captions(node: Node) -> list[Node]:
    return [each for each in node.children if isinstance(each, Node) and each.tag == "caption"]


def _rows(node: Node) -> list[Node]:
    found: list[Node] = []
    for child in node.children:
        if isinstance(child, Node):
            found += [child] if child.tag == "tr" else _rows(child)
    return found


def _raw(node: Node) -> str:
    return "".join(
        child if isinstance(child, str) else ("\n" if child.tag == "br" else _raw(child))
        for child in node.children
    )


def _code(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        return ""
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{doubled(text)}{pad}{fence}"


def _around(inner: str, sign: str) -> str:
    """Emphasised text, the signs close to it: spaces stay outside."""
    core = inner.strip(f" {_BREAK}")
    if not core:
        return inner
    start = inner.index(core)
    return f"{inner[:start]}{sign}{core}{sign}{inner[start + len(core) :]}"


def _indented(row: str) -> str:
    return f"    {row}" if row else row
