"""The text of a lesson: terms that open in place, and links to other lessons.

`[[QRIS]]` shows a term, `[[kode itu|QRIS]]` the same in other words; `[text](lesson:h1-l2)` leads
to another lesson, `lesson:h1-l2#modal-sendiri` to its heading "Modal sendiri". A term is a button
with a popover, which needs no script; where popovers are unknown, what the terms mean stands as a
list below the lesson.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from lms.content.texts.glossary import Term
from lms.questions.authoring.source import Source
from lms.questions.authoring.wording import did_you_mean

_TERM = re.compile(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]|\n]+))?\]\]")
_LINK = re.compile(r"\]\(\s*lesson:([^\s)]*)\s*\)")
_PLACE = re.compile(
    r"(?<!!)\[[^\[\]\n]*\]\(\s*(?!https?:|mailto:|tel:|lesson:|(?:\./)?files/)([^\s):]*)\s*\)"
)
_CODE = re.compile(
    r"^(```|~~~).*?^\1[^\n]*$|(?<!`)(`+)(?!`).+?(?<!`)\2(?!`)", re.MULTILINE | re.DOTALL
)
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}t([0-9]+){_CLOSE}")
_TERM_AND_STOP = re.compile(
    r'\(?(<(strong|em)>)?<button type="button" class="term"[^>]*>[^<]*</button>'
    r"(?(1)</\2>)[.,:;?!)]+"
)
"""A term with the signs that touch it: browsers break the line between a button and a sign."""
_HEADING = re.compile(r"<(h[2-4])>(.*?)</\1>", re.DOTALL)
_SECTION = re.compile(r'<h[2-4] id="section-([^"]+)">')


@dataclass
class LessonLinks:
    """What leads to lessons and sections of them, checked when all lessons are known."""

    found: list[tuple[Source, str, str, int]] = field(default_factory=list)
    sections: dict[str, tuple[str, ...] | None] = field(default_factory=dict)
    """The lessons there are, and what their headings are called, None where a text is not sound."""

    def expect(self, source: Source, key: str, place: str, line: int = 0) -> None:
        """Remember that the value of `key` leads to `place`, such as h1-l2 or h1-l2#qris."""
        self.found.append((source, key, place, line))

    def check(self) -> None:
        """Note what leads nowhere."""
        for source, key, place, line in self.found:
            lesson, mark, section = place.partition("#")
            known = self.sections.get(lesson)
            if lesson not in self.sections:
                hint = did_you_mean(lesson, self.sections, f"There are: {', '.join(self.sections)}")
                source.problem(key, f'There is no lesson "{lesson}". {hint}', line)
            elif mark and known is not None and section not in known:
                hint = did_you_mean(section, known, f"There are: {', '.join(known) or 'none'}")
                source.problem(key, f'"{lesson}" has no heading "{section}". {hint}', line)


def sections_of(html: str) -> tuple[str, ...]:
    """The names of the sections of a lesson, in order."""
    return tuple(_SECTION.findall(html))


def lesson_html(source: Source, text: str, terms: Sequence[Term], links: LessonLinks) -> str:
    """The sanitised HTML of a lesson; of a stored one, the text as it is."""
    if not source.diagnostics.authored:
        return source.html("text", text)
    _note_links(source, text, links)
    shown: list[tuple[str, Term | None]] = []

    def mark(found: re.Match[str]) -> str:
        shown.append((found[1].strip(), _term(source, found, terms)))
        return f"{_OPEN}t{len(shown) - 1}{_CLOSE}"

    marked = _LINK.sub(lambda found: f"]({_address(found[1])})", _changed(text, mark))
    html = source.html("text", marked)
    used = list(dict.fromkeys(term for _text, term in shown if term))
    html = _MARK.sub(lambda found: _button(*shown[int(found[1])], used), html)
    html = _TERM_AND_STOP.sub(r'<span class="together">\g<0></span>', html)
    source.document["text"] = html = _with_sections(html) + _meanings(used)
    return html


def _address(place: str) -> str:
    """A lesson, or a section of it, as seen from the page of another lesson."""
    return place.replace("#", "#section-", 1)


def _with_sections(html: str) -> str:
    """The text with an id on each heading, made of its words; ids of the page begin otherwise."""
    taken: set[str] = set()

    def named(found: re.Match[str]) -> str:
        words = Markup(found[2]).striptags()
        plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
        name = once = "-".join(re.findall("[a-z0-9]+", plain)) or "bagian"
        number = 1
        while name in taken:
            number += 1
            name = f"{once}-{number}"
        taken.add(name)
        return f'<{found[1]} id="section-{name}">{found[2]}</{found[1]}>'

    return _HEADING.sub(named, html)


def _changed(text: str, mark: Callable[[re.Match[str]], str]) -> str:
    """The text with `mark` in the place of each term; what stands in code is none."""
    prose = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), text)
    pieces: list[str] = []
    position = 0
    for found in _TERM.finditer(prose):
        pieces += [text[position : found.start()], mark(found)]
        position = found.end()
    return "".join([*pieces, text[position:]])


def _note_links(source: Source, text: str, links: LessonLinks) -> None:
    for found in _LINK.finditer(text):
        links.expect(source, "text", found[1], text.count("\n", 0, found.start()))
    for found in _PLACE.finditer(text):
        source.problem(
            "text",
            f'"{found[1]}" leads nowhere. Write lesson:h1-l1 for another lesson, or https://…',
            text.count("\n", 0, found.start()),
        )


def _term(source: Source, found: re.Match[str], terms: Sequence[Term]) -> Term | None:
    """The term that is meant; a problem is noted if the glossary has none."""
    word = (found[2] or found[1]).strip()
    known = {each.casefold(): term for term in terms for each in (term.term, *term.also)}
    term = known.get(word.casefold())
    if term is None and not source.diagnostics.unread(("glossary",)):
        names = [each.term for each in terms]
        hint = did_you_mean(word, names, "Add it to glossary.yaml")
        line = found.string.count("\n", 0, found.start())
        source.problem("text", f'"{word}" is not in the glossary. {hint}', line)
    return term


def _button(text: str, term: Term | None, used: list[Term]) -> str:
    if term is None:
        return str(escape(text))
    place = used.index(term) + 1
    return (
        f'<button type="button" class="term" popovertarget="term-{place}">{escape(text)}</button>'
    )


def _meanings(used: list[Term]) -> str:
    if not used:
        return ""
    rows = "".join(
        f'<div class="meaning" id="term-{n}" popover><p><strong>{escape(term.term)}</strong></p>'
        f"<p>{term.means}</p></div>"
        for n, term in enumerate(used, start=1)
    )
    return f'\n<div class="meanings">{rows}</div>'
