"""Drawings of a course: SVG in the folder `pictures`, made harmless and put into the page itself.

Only what draws is let through: shapes, texts, markers and gradients. Scripts, styles, links,
foreign content and everything fetched from elsewhere are refused with their line, not cut out
silently.
"""

import re
from dataclasses import dataclass, field
from html import escape
from xml.parsers import expat

PICTURES = "pictures"
"""The folder of a course in which they are."""

PICTURE = re.compile(
    r"^([ \t]*)!\[([^\]\n]*)\]\([ ]*([^\s)\"]+)(?:[ ]+\"([^\"\n]*)\")?[ ]*\)[ \t]*$", re.MULTILINE
)
"""A line with a picture: `![what it shows](pictures/qris.svg "caption")`."""

PICTURE_MARK = re.compile("<p>\ue000p([0-9]+)\ue001</p>")
"""The paragraph that stands in its place while Markdown is rendered."""

DRAWING_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.svg")
MAX_PICTURE_BYTES = 60_000
CLASSES = frozenset({"ink", "muted", "accent", "soft", "paper", "line"})
"""The colours of the page, which change with it when it is dark."""

_TAGS = frozenset(
    [
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "title",
        "desc",
        "defs",
        "marker",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "use",
    ]
)
_ATTRIBUTES = frozenset(
    [
        "viewBox",
        "d",
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "dx",
        "dy",
        "width",
        "height",
        "points",
        "transform",
        "id",
        "class",
        "fill",
        "fill-opacity",
        "fill-rule",
        "stroke",
        "stroke-width",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-dasharray",
        "stroke-opacity",
        "opacity",
        "font-size",
        "font-weight",
        "font-style",
        "text-anchor",
        "dominant-baseline",
        "marker-start",
        "marker-mid",
        "marker-end",
        "markerWidth",
        "markerHeight",
        "refX",
        "refY",
        "orient",
        "markerUnits",
        "offset",
        "stop-color",
        "stop-opacity",
        "gradientUnits",
        "gradientTransform",
        "clip-path",
        "preserveAspectRatio",
        "href",
        "textLength",
        "lengthAdjust",
        "letter-spacing",
    ]
)
_IGNORED = re.compile(r"(xmlns(:.*)?|xml:space|version|(inkscape|sodipodi):.*)")
_HERE = re.compile(r"url\(#([\w.-]+)\)")
_SVG = "http://www.w3.org/2000/svg"


class UnusablePicture(ValueError):
    """A picture that is not taken, and why; `line` from 1."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.message, self.line = message, line


def clean_svg(content: bytes, name: str) -> str:
    """The picture with nothing in it but what draws; its ids begin with `name`.

    Raises UnusablePicture.
    """
    if len(content) > MAX_PICTURE_BYTES:
        most = MAX_PICTURE_BYTES // 1000
        raise UnusablePicture(f"The picture is larger than {most} KB. Simplify it")
    cleaner = _Cleaner(name)
    parser = cleaner.parser()
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise UnusablePicture(
            "This is no SVG that can be read. Save it again", error.lineno
        ) from None
    if not cleaner.has_size:
        raise UnusablePicture('The picture has no size. Add viewBox="0 0 …" to <svg>')
    # Braces would be placeholders in a question.
    return "".join(cleaner.pieces).replace("{", "&#123;").replace("}", "&#125;")


def figure(svg: str, alt: str, caption: str) -> str:
    """A picture as it stands in a page, with what it shows for those who do not see it."""
    named = svg.replace("<svg ", f'<svg role="img" aria-label="{escape(alt)}" ', 1)
    below = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    return f'<figure class="picture">{named}{below}</figure>'


@dataclass
class _Cleaner:
    """Writes a picture anew, piece by piece, from what is allowed."""

    name: str
    reader: expat.XMLParserType = field(default_factory=expat.ParserCreate)
    pieces: list[str] = field(default_factory=list)
    has_size: bool = False
    depth: int = 0

    def parser(self) -> expat.XMLParserType:
        """The reader, which calls the parts of this."""
        made = self.reader
        made.StartElementHandler = self._begin
        made.EndElementHandler = self._end
        made.CharacterDataHandler = lambda text: self.pieces.append(escape(text, quote=False))
        made.StartDoctypeDeclHandler = self._refuse_doctype
        made.ProcessingInstructionHandler = lambda *_about: None
        made.buffer_text = True
        return made

    def _refuse_doctype(self, *_about: object) -> None:
        raise UnusablePicture(
            "A document type is not available here. Remove <!DOCTYPE", self.reader.CurrentLineNumber
        )

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        if tag not in _TAGS or (self.depth == 0) != (tag == "svg"):
            raise UnusablePicture(
                f"<{tag}> is not available in pictures. Draw with shapes and texts",
                self.reader.CurrentLineNumber,
            )
        self.depth += 1
        kept = {key: value for key, value in attributes.items() if not _IGNORED.fullmatch(key)}
        kept = {key.removeprefix("xlink:"): value for key, value in kept.items()}
        if tag == "svg":
            self.has_size = "viewBox" in kept
            kept = {key: kept[key] for key in ("viewBox",) if key in kept}
        written = "".join(
            f' {key}="{escape(self._value(key, value))}"' for key, value in kept.items()
        )
        self.pieces.append(f"<{tag}{written}>")

    def _end(self, tag: str) -> None:
        self.depth -= 1
        self.pieces.append(f"</{tag}>")

    def _value(self, key: str, value: str) -> str:
        """The value of an attribute; ids are those of this picture alone."""
        if key not in _ATTRIBUTES:
            advice = "Write fill, stroke and the like" if key == "style" else "Remove it"
            raise UnusablePicture(
                f'"{key}" is not available in pictures. {advice}', self.reader.CurrentLineNumber
            )
        if key == "id":
            return f"{self.name}-{value}"
        if key == "class":
            return self._classes(value)
        if key == "href":
            if not value.startswith("#"):
                raise UnusablePicture(
                    "A picture fetches nothing. Remove this href", self.reader.CurrentLineNumber
                )
            return f"#{self.name}-{value[1:]}"
        without = _HERE.sub("", value)
        if "url" in without.casefold() or ":" in without or "\\" in without:
            raise UnusablePicture(
                f'"{key}" fetches something. Remove it', self.reader.CurrentLineNumber
            )
        return _HERE.sub(rf"url(#{self.name}-\1)", value)

    def _classes(self, value: str) -> str:
        for word in value.split():
            if word not in CLASSES:
                known = ", ".join(sorted(CLASSES))
                raise UnusablePicture(
                    f'"{word}" is not a class here. There are: {known}',
                    self.reader.CurrentLineNumber,
                )
        return value
