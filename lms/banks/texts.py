"""Texts of other systems with the way they are written, and what they become in a course."""

import re
from dataclasses import dataclass
from enum import StrEnum
from html import unescape

from lms.banks import markdown_text
from lms.banks.drafts import NotTaken
from lms.banks.html_text import Remark, markdown_of, plain_of

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_PICTURE = re.compile(r"!\[([^\]\n]{0,200})\]\(([^()\s]{0,2000})[^()\n]{0,200}\)")
_BLOCK_TAG = re.compile(
    r"</?(?:p|br|div|ul|ol|li|table|pre|h[1-6]|blockquote)\b[^<>]*>", re.IGNORECASE
)


class TextFormat(StrEnum):
    """How a text is written. `MOODLE` is plain text in which HTML may stand."""

    HTML = "html"
    PLAIN = "plain"
    MARKDOWN = "markdown"
    MOODLE = "moodle"


@dataclass(frozen=True)
class Text:
    """A text as it stands in the file."""

    body: str = ""
    form: TextFormat = TextFormat.PLAIN

    def __bool__(self) -> bool:
        return bool(self.body.strip())


NOTHING = Text()
MAX_TEXT_LENGTH = 120_000


def block(text: Text, remark: Remark) -> str:
    """A text as Markdown of any number of paragraphs. Raises NotTaken."""
    _refuse_endless(text)
    if text.form is TextFormat.MARKDOWN:
        return markdown_text.doubled(markdown_text.lowered(_without_pictures(text, remark))).strip()
    if html := _html(text):
        return markdown_of(html, remark, inline=False)
    return markdown_text.paragraphs(_words(text))


def inline(text: Text, remark: Remark) -> str:
    """A text as Markdown of one line. Raises NotTaken."""
    _refuse_endless(text)
    if text.form is TextFormat.MARKDOWN:
        return " ".join(markdown_text.doubled(_without_pictures(text, remark)).split())
    if html := _html(text):
        return markdown_of(html, remark, inline=True)
    return markdown_text.line(_words(text))


def plain_line(text: Text, remark: Remark) -> str:
    """A text in one line without any markup. Raises NotTaken."""
    _refuse_endless(text)
    html = _html(text)
    return plain_of(html, remark) if html else " ".join(_words(text).split())


def _without_pictures(text: Text, remark: Remark) -> str:
    """Markdown in which words stand for its pictures."""

    def described(picture: re.Match[str]) -> str:
        name = picture[2].rpartition("/")[2][:60]
        said = picture[1].strip() or name
        remark(f"A picture was left out ({name or said}). Describe it in words")
        return f"(gambar: {said})"

    return _PICTURE.sub(described, text.body)


def _refuse_endless(text: Text) -> None:
    if len(text.body) > MAX_TEXT_LENGTH:
        raise NotTaken(f"A text is longer than {MAX_TEXT_LENGTH:,} characters")


def _html(text: Text) -> str:
    """The HTML of a text, "" if it is plain."""
    if text.form is TextFormat.HTML:
        return text.body
    if text.form is TextFormat.MOODLE and _TAG.search(text.body):
        broken = text.body.strip()
        return broken if _BLOCK_TAG.search(broken) else broken.replace("\n", "<br>")
    return ""


def _words(text: Text) -> str:
    return unescape(text.body) if text.form is TextFormat.MOODLE else text.body
