"""The one way from Markdown to HTML: capped, without raw HTML, sanitised.

Python-Markdown renders `javascript:` links and slows down badly on some texts (5,000 open brackets
take seconds), so texts are measured first and the output goes through nh3.
"""

import re
import threading
from functools import partial

import nh3
from markdown import Markdown

from lms.errors import Invalid
from lms.language import gettext_noop as _
from lms.questions.authoring.source import MAX_TEXT_LENGTH

MAX_BLOCK_LENGTH = 8_000
MAX_BRACKETS = 100
MAX_MARKS = 400
TOO_DEEP = _("The lists or quotes are nested too deeply. Please simplify them.")

CALLOUTS = frozenset({"contoh", "tip", "peringatan", "catatan"})
"""The kinds of admonition: example, tip, warning, note."""

_BLOCKS = re.compile(r"\n[ \t]*\n")
_MARKS = re.compile(r"[*_`~!<&:|]")
_NESTED = re.compile(r"^(?:[ \t]*(?:>[ \t]?|[-*+][ \t]+|[0-9]+\.[ \t]+)){11}", re.MULTILINE)
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ue002-\uf8ff\ud800-\udfff]")

_EXTENSIONS = {
    "block": (
        "admonition",
        "def_list",
        "sane_lists",
        "tables",
        "pymdownx.betterem",
        "pymdownx.details",
        "pymdownx.highlight",
        "pymdownx.superfences",
    ),
    "inline": ("pymdownx.betterem",),
    "post": ("nl2br", "sane_lists", "pymdownx.betterem", "pymdownx.magiclink"),
}
_SETTINGS = {
    "tables": {"use_align_attribute": True},
    "pymdownx.highlight": {"use_pygments": False},
}
_INLINE_TAGS = {"a", "br", "code", "em", "strong"}
_BLOCK_TAGS = {
    *("blockquote", "dd", "details", "div", "dl", "dt", "h2", "h3", "h4", "hr", "li", "ol", "p"),
    *("pre", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}
_POST_TAGS = _INLINE_TAGS | {"blockquote", "li", "ol", "p", "ul"}
_clean = partial(
    nh3.clean,
    attributes={"a": {"href", "title"}, "td": {"align"}, "th": {"align"}, "ol": {"start"}},
    allowed_classes={
        "div": {"admonition", *CALLOUTS},
        "details": set(CALLOUTS),
        "p": {"admonition-title"},
    },
    # Both scroll sideways on a phone: a keyboard must be able to get there.
    set_tag_attribute_values={"table": {"tabindex": "0"}, "pre": {"tabindex": "0"}},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener noreferrer",
)
_renderers = threading.local()


class UnusableText(Invalid):
    """A text that is not rendered, and why."""


def render(text: str) -> str:
    """Sanitised HTML. Raises UnusableText for texts that are too long or too tangled."""
    return str(_clean(_converted(text, "block"), tags=_INLINE_TAGS | _BLOCK_TAGS)).strip()


def render_inline(text: str) -> str:
    """Sanitised HTML of one paragraph, without the paragraph: for options and remarks.

    Signs that begin a list or a heading elsewhere mean themselves here: "1. Mei" stays text.
    """
    html = _converted(" ".join(text.split()), "inline")
    return str(_clean(html, tags=_INLINE_TAGS)).strip()


def render_post(text: str) -> str:
    """Sanitised HTML of what people write to each other: paragraphs, lists, emphasis, links.

    A new line stays one; what begins a heading or a table elsewhere means itself here.
    """
    return str(_clean(_converted(text, "post"), tags=_POST_TAGS)).strip()


def _converted(text: str, name: str) -> str:
    refuse_costly(text)
    renderer: Markdown | None = getattr(_renderers, name, None)
    if renderer is None:
        renderer = _renderer(name)
        setattr(_renderers, name, renderer)
    try:
        # A renderer keeps references and the like of the text before.
        return renderer.reset().convert(text)
    except RecursionError:
        raise UnusableText(TOO_DEEP) from None


def _renderer(name: str) -> Markdown:
    """A renderer that leaves raw HTML as the text it is."""
    extensions = list(_EXTENSIONS[name])
    settings = {key: value for key, value in _SETTINGS.items() if key in extensions}
    renderer = Markdown(extensions=extensions, extension_configs=settings)
    # Without these raw HTML stays text, and no picture is fetched from elsewhere.
    renderer.preprocessors.deregister("html_block")
    renderer.inlinePatterns.deregister("html")
    renderer.inlinePatterns.deregister("image_link")
    renderer.inlinePatterns.deregister("image_reference")
    if name == "post":
        for processor in ("code", "hashheader", "setextheader", "hr", "reference"):
            renderer.parser.blockprocessors.deregister(processor)
    if name == "inline":
        for processor in ("indent", "code", "hashheader", "setextheader", "hr"):
            renderer.parser.blockprocessors.deregister(processor)
        # `1. Mei` and `> 5` are text in an option.
        for processor in ("olist", "ulist", "quote", "reference"):
            renderer.parser.blockprocessors.deregister(processor)
    return renderer


def refuse_costly(text: str) -> None:
    """Raise UnusableText for a text whose rendering could take long, or that cannot be shown."""
    if UNSEEN.search(text):
        raise UnusableText(_("The text has characters that cannot be shown. Please remove them."))
    if len(text) > MAX_TEXT_LENGTH:
        raise UnusableText(
            _("The text is longer than %(most)s characters. Please split it."), most=MAX_TEXT_LENGTH
        )
    if _NESTED.search(text):
        raise UnusableText(TOO_DEEP)
    for block in _BLOCKS.split(text):
        if (
            len(block) > MAX_BLOCK_LENGTH
            or block.count("[") > MAX_BRACKETS
            or (len(_MARKS.findall(block)) > MAX_MARKS and "|" not in block)
        ):
            raise UnusableText(
                _("A paragraph is too long or has too many marks. Please split it by empty lines.")
            )
