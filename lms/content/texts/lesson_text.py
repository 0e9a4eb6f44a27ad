"""The text of a lesson: terms that open in place, and links to other lessons.

`[[QRIS]]` shows a term, `[[kode itu|QRIS]]` the same in other words; `[text](lesson:h1-l2)` leads
to another lesson. A term is a button with a popover, which needs no script; where popovers are
unknown, what the terms mean stands as a list below the lesson.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from markupsafe import escape

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


@dataclass
class LessonLinks:
    """The links between lessons, checked when all lessons are known."""

    found: list[tuple[Source, int, str]] = field(default_factory=list)

    def check(self, lessons: Sequence[str]) -> None:
        """Note links to lessons that are not there."""
        for source, line, lesson in self.found:
            if lesson not in lessons:
                hint = did_you_mean(lesson, lessons, f"There are: {', '.join(lessons)}")
                source.problem("text", f'There is no lesson "{lesson}". {hint}', line)


def lesson_html(source: Source, text: str, terms: Sequence[Term], links: LessonLinks) -> str:
    """The sanitised HTML of a lesson; of a stored one, the text as it is."""
    if not source.diagnostics.authored:
        return source.html("text", text)
    _note_links(source, text, links)
    shown: list[tuple[str, Term | None]] = []

    def mark(found: re.Match[str]) -> str:
        shown.append((found[1].strip(), _term(source, found, terms)))
        return f"{_OPEN}t{len(shown) - 1}{_CLOSE}"

    marked = _LINK.sub(r"](\1)", _changed(text, mark))
    html = source.html("text", marked)
    used = list(dict.fromkeys(term for _text, term in shown if term))
    html = _MARK.sub(lambda found: _button(*shown[int(found[1])], used), html)
    source.document["text"] = html = html + _meanings(used)
    return html


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
        links.found.append((source, text.count("\n", 0, found.start()), found[1]))
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
