"""Plain text as Markdown that shows exactly this text, braces doubled for templates."""

import re

_SIGNS = re.compile(r"[\\`*_\[\]]")
_LINK = re.compile(r"\\\]\(")
_ENTITY = re.compile(r"&(?=#?\w{1,32};)")
_TAG = re.compile(r"<(?!\s|$)")
_NUMBERED = re.compile(r"^([0-9]+)\.(?=\s|$)")
_FIRST = re.compile(r"^(?:[-+#](?=.)|!!!|[-+#]$)")
_ENTITY_FIRST = re.compile(r"^(?:[>|]|=(?==*$)|:(?=[ -])|~(?=~~)|\?(?=\?\?))")
_TITLE = re.compile(r"#(?=\s+\S)")
_BRACES = str.maketrans({"{": "{{", "}": "}}"})
_PLAIN = re.compile(r"[^\\`*_\[\]&<{}>=|~:?!#+-]*")


def lowered(text: str) -> str:
    """Markdown whose headings are no titles: `# A` becomes `## A`, outside of code."""
    lines, is_code = [], False
    for row in text.split("\n"):
        if row.lstrip().startswith(("```", "~~~")):
            is_code = not is_code
        lines.append(row if is_code or not _TITLE.match(row) else f"#{row}")
    return "\n".join(lines)


def doubled(text: str) -> str:
    """A text whose braces mean themselves in a template."""
    return text.translate(_BRACES)


def escaped(text: str) -> str:
    """One line of text, in which nothing means anything to Markdown."""
    if not _PLAIN.fullmatch(text):
        text = _SIGNS.sub(r"\\\g<0>", text)
        text = _LINK.sub(r"\\]\\(", text)
        text = _TAG.sub("&lt;", _ENTITY.sub("&amp;", text)).translate(_BRACES)
    return text


def begun(line: str) -> str:
    """An escaped line whose beginning starts no list, heading, quote, box or table."""
    line = line.strip()
    line = _NUMBERED.sub(r"\1\\.", line)
    line = _FIRST.sub(r"\\\g<0>", line)
    return _ENTITY_FIRST.sub(lambda sign: f"&#{ord(sign[0])};", line)


def paragraphs(text: str, *, breaks: bool = True) -> str:
    """Plain text of several lines; with `breaks` each stays a line of its own."""
    blocks = []
    for block in re.split(r"\n[ \t]*\n", text.expandtabs(4)):
        lines = [begun(escaped(" ".join(line.split()))) for line in block.split("\n")]
        kept = [line for line in lines if line]
        if kept:
            blocks.append(("  \n" if breaks else "\n").join(kept))
    return "\n\n".join(blocks)


def line(text: str) -> str:
    return begun(escaped(" ".join(text.split())))
