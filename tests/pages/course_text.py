"""What stands in the files of the course, and where a page shows it without saying its language."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from playwright.sync_api import Page

from lms.content.revision import canonical
from tests.shipped import SHIPPED, read_once

WORDS = {
    *("title", "summary", "name", "text", "intro", "say", "hints", "options", "look_for", "steps"),
    *("ask", "explain", "rule", "worked", "half_worked", "term", "means", "trainer", "match"),
    *("competencies", "questionnaire", "right", "accounts"),
}
"""The keys of a course's files below which its words stand; elsewhere are ids and calculations."""
SHORTEST, LONG = 12, 24
"""Characters of a piece by which it is known, and from which on it is known within a sentence.

Shorter ones are other people's words, too, unless a text begins with them.
"""
_BEGINS = re.compile(r"(?:^|[:·;“(\d.] ?)$")
_BETWEEN = re.compile(r"<[^>]*>|\{[^}]*\}|⟦\d+⟧")  # what is drawn for each person, and the tags
_WORD = re.compile(r"\b[^\W\d_]")
_UNMARKED = """async (addresses) => Promise.all(addresses.map(async (address) => {
  const html = await (await fetch(address)).text();
  const {body} = new DOMParser().parseFromString(html, 'text/html');
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  // A mark that was put where none can be stands there as signs.
  const texts = html.match(/="[^"<>]*<span lang=|&lt;span lang=|<title>[^<]*<span lang=/g) || [];
  while (walker.nextNode()) {
    const text = walker.currentNode.data.trim();
    const above = walker.currentNode.parentElement;
    if (text && !above.closest('[lang]:not(html), script, textarea')) texts.push(text);
  }
  return texts;
}))"""


def unmarked_texts(page: Page, addresses: list[str]) -> Iterable[list[str]]:
    """Return the texts of each of these pages that are in the language of the page itself.

    They are fetched by the page that is open, and not drawn. Not those within a field, which
    somebody sends in her own name.
    """
    found: list[list[str]] = page.evaluate(_UNMARKED, addresses)
    return found


def course_text_problems(texts: Iterable[str]) -> Iterator[str]:
    """Yield the course's words among texts that are said to be in another language."""
    for text in texts:
        if "span lang=" in text:
            yield f"a mark within an attribute or a title: {text}"
        said = " ".join(text.split())
        found = (_at(said, place) for place in _WORD.finditer(said))
        if piece := next(filter(None, found), ""):
            yield f"not marked as the course's language: {piece[:60]!r} in {said[:80]!r}"


def _at(said: str, place: re.Match[str]) -> str:
    """Return the piece of the course that stands there, or nothing."""
    before, after = said[: place.start()], said[place.start() :]
    least = SHORTEST if _BEGINS.search(before) else LONG
    pieces = _pieces().get(after[:SHORTEST], ())
    return next((each for each in pieces if len(each) >= least and after.startswith(each)), "")


@cache
def _pieces() -> Mapping[str, list[str]]:
    """Return the pieces of the course's words, longest first, by how they begin."""
    document = json.loads(canonical(read_once(SHIPPED).document))
    pieces = {
        piece
        for words in _words(document, below=False)
        for part in _BETWEEN.split(words)
        if len(piece := " ".join(part.split()).lstrip(" ,.;:=·()%×÷0123456789")) >= SHORTEST
        and " " in piece
    }
    found = defaultdict(list)
    for piece in sorted(pieces, key=len, reverse=True):
        found[piece[:SHORTEST]].append(piece)
    return found


def _words(value: object, *, below: bool) -> Iterator[str]:
    if isinstance(value, str) and below:
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _words(each, below=key in WORDS or (below and not isinstance(each, str)))
    elif isinstance(value, list):
        for each in value:
            yield from _words(each, below=below)
