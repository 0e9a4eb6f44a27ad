"""What authors should write otherwise, although it could be rendered."""

import re

from lms.content.markdown import CALLOUTS

_CODE = re.compile(
    r"^(```|~~~).*?^\1[^\n]*$|(?<!`)(`+)(?!`).+?(?<!`)\2(?!`)", re.MULTILINE | re.DOTALL
)
_HTML_TAG = re.compile(
    r"</?(?:a|b|br|center|div|em|font|hr|i|iframe|img|p|script|span|strong|style|sub|sup|table"
    r"|td|th|tr|u|ul|ol|li)\b[^<>\n]*>",
    re.IGNORECASE,
)
_CALLOUT = re.compile(r"^[ \t]*(?:!!!|\?\?\?\+?)[ \t]*(\S*)", re.MULTILINE)
_TITLE = re.compile(r"^#[ \t]+\S", re.MULTILINE)
_IMAGE = re.compile(r"!\[[^\]\n]*\]\(")
_BAD_LINK = re.compile(r"\]\(\s*<?(?!https?:|mailto:|tel:|[#/.])\w[\w+.-]*:", re.IGNORECASE)


def complaints(text: str, *, inline: bool = False) -> list[tuple[int, str]]:
    """What an author should write otherwise: (line from 0, sentence)."""
    prose = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), text)
    checks = [
        (_HTML_TAG, "HTML is not available. Write Markdown instead"),
        (_IMAGE, "A picture stands alone in its line, in a lesson, a question or its explanation"),
        (_BAD_LINK, "A link must begin with https://, http://, mailto: or tel:"),
    ]
    if not inline:
        checks.append((_TITLE, 'Begin headings with "##": the title is written elsewhere'))
    found = [
        (prose.count("\n", 0, match.start()), message)
        for pattern, message in checks
        for match in pattern.finditer(prose)
    ]
    for match in () if inline else _CALLOUT.finditer(prose):
        if (name := match[1]) not in CALLOUTS:
            known = ", ".join(sorted(CALLOUTS))
            line = prose.count("\n", 0, match.start())
            found.append((line, f'"{name}" is not a kind of box. There are: {known}'))
    return found
