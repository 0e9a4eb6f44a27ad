"""What must be true of every page, found out inside the browser."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from babel.messages.pofile import read_po
from playwright.sync_api import Page, Response

import lms
from tests.pages.course_text import course_text_problems

KIB = 1024
HTML, CSS, SCRIPT = 15 * KIB, 13 * KIB, 12 * KIB  # as sent, of one page
FIRST_VISIT = 40 * KIB
LATER_VISIT = 10 * KIB
FIRST_REQUESTS = 6
APART = (
    "/js/judge.",
    "/js/offline.",
    "/js/live/quiz.",
)  # with budgets of their own, in tests/web/test_assets.py
NARROWEST = (320, 640)
COLOURS = ["color-contrast", "link-in-text-block"]  # all that light and dark can differ in
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

ENGLISH_WORDS = re.compile(
    r"\b(the|and|your|you|with|this|that|from|have|has|are|was|were|will|not|is|of|what|who|when)\b"
)
"""Words that no Indonesian sentence has, as small letters write them."""
_PLACEHOLDER = re.compile(r"%\\\(\w+\\\)[sd]|\\\{\w+\\\}")  # as re.escape leaves them
_LOOK = """() => {
  const shown = (e) => e.checkVisibility({visibilityProperty: true, opacityProperty: true});
  const name = (e) => {
    const text = (e.getAttribute('aria-label') || e.innerText || e.name || '').trim();
    return `<${e.localName} class="${e.className}"> ${text.slice(0, 40)}`;
  };
  const box = (e) => {
    const label = e.matches('[type=radio], [type=checkbox]') && e.closest('label');
    const {width, height} = (label || e).getBoundingClientRect();
    return {width, height, text: name(label || e)};
  };
  const inSentence = (e) => e.localName === 'a' && getComputedStyle(e).display === 'inline'
    && e.parentElement.innerText.trim().length > e.innerText.trim().length;
  const every = (selector) => [...document.querySelectorAll(selector)].filter(shown);
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  const attributes = [];
  while (words.nextNode()) {
    const text = words.currentNode.data.trim();
    const above = words.currentNode.parentElement;
    if (text && !above.closest('[lang]:not(html), textarea')) texts.push(text);
  }
  const said = ['aria-label', 'title', 'alt', 'placeholder'];
  for (const e of document.body.querySelectorAll(`[${said.join('], [')}], textarea`)) {
    if (e.closest('[lang]:not(html)')) continue;
    attributes.push(...said.map((name) => e.getAttribute(name)));
    attributes.push(e.localName === 'textarea' ? e.value : '');
  }
  // What a script asks for later, such as the other questions of a quiz, holds up no page.
  const loaded = performance.getEntriesByType('resource');
  const fetched = loaded.filter((each) => each.initiatorType !== 'fetch').map((each) => each.name);
  const icon = document.querySelector('link[rel=icon]');
  return {
    lang: document.documentElement.lang,
    title: document.title,
    headings: every('h1').map((e) => e.innerText),
    targets: every('a[href], button, input, select, textarea, summary')
      .filter((e) => !inSentence(e) && !e.closest('.visually-hidden, .skip')).map(box),
    large: every('.button, .option, .choice, .segmented label, .nav a, .navigator :is(a, button)')
      .map(box),
    small_fields: every('input:not([type=radio], [type=checkbox], [type=hidden]), select, textarea')
      .filter((e) => parseFloat(getComputedStyle(e).fontSize) < 16).map(name),
    texts,
    attributes: attributes.filter(Boolean),
    fetched: [...new Set([...fetched, ...(icon ? [icon.href] : [])])],
  };
}"""
_WIDTH = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const wide = [...document.body.querySelectorAll('*')].filter((e) => {
    const end = e.getBoundingClientRect().right;
    return end > root.clientWidth + 1 && !e.closest('[tabindex="0"]');
  });
  const named = wide.slice(0, 5).map((e) => `<${e.localName} class="${e.className}">`);
  return [root.scrollWidth, ...named];
}"""
_CUT = """() => {
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const shown = (e) => e.checkVisibility({visibilityProperty: true, opacityProperty: true});
  const found = [];
  while (words.nextNode()) {
    const node = words.currentNode;
    if (!node.data.trim() || !shown(node.parentElement)) continue;
    if (node.parentElement.closest('textarea, select, svg')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const text = range.getBoundingClientRect();
    for (let above = node.parentElement; above !== document.body; above = above.parentElement) {
      const {overflowX, overflowY, clipPath, textOverflow} = getComputedStyle(above);
      // What can be scrolled to, is for screen readers alone, or says by dots that it goes on.
      if (overflowX === 'auto' || overflowY === 'auto' || clipPath !== 'none') break;
      if (textOverflow === 'ellipsis') break;
      const room = above.getBoundingClientRect();
      const wide = text.left < room.left - 2 || text.right > room.right + 2;
      const high = text.top < room.top - 3 || text.bottom > room.bottom + 3;
      if ((overflowX !== 'visible' && wide) || (overflowY !== 'visible' && high)) {
        found.push(`<${above.localName} class="${above.className}"> ${node.data.trim()}`);
        break;
      }
    }
  }
  return found.slice(0, 5);
}"""
_STYLED = """(style) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets = [sheet];
}"""
_LARGE = "html { font-size: 200% !important; }"
_SPACED = """* {
  letter-spacing: 0.12em !important; line-height: 1.5 !important; word-spacing: 0.16em !important;
} p { margin-block-end: 2em !important; }"""
_TEXT_ALONE = """() => {
  document.adoptedStyleSheets = [];
  const all = [...document.querySelectorAll('body, body *')].filter((e) => e.style);
  const sizes = all.map((e) => parseFloat(getComputedStyle(e).fontSize));
  all.forEach((e, place) => e.style.setProperty('font-size', `${2 * sizes[place]}px`, 'important'));
}"""
_TEXT_AGAIN = """() => {
  for (const e of document.querySelectorAll('body, body *')) e.style?.removeProperty('font-size');
}"""
_COVERED = """() => {
  const found = [];
  for (const e of document.querySelectorAll('main :is(a[href], button, summary, label)')) {
    if (!e.checkVisibility({visibilityProperty: true}) || e.closest('.visually-hidden')) continue;
    e.scrollIntoView({block: 'center', inline: 'center'});
    const {left, top, width, height} = e.getClientRects()[0];
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    if (there && !e.contains(there) && !there.contains(e)) {
      found.push(`<${e.localName}> ${e.innerText} by <${there.localName}> ${there.innerText}`);
    }
  }
  scrollTo(0, 0);
  return found.slice(0, 5);
}"""
_BAR = """() => {
  const bar = document.querySelector('.nav');
  const fixed = bar && getComputedStyle(bar).position === 'fixed';
  return fixed ? bar.getBoundingClientRect().height / innerHeight : 0;
}"""
ZOOMED = (320, 256)  # a window of 1280 x 1024 at 400 %
Scheme = Literal["light", "dark"]


@dataclass(frozen=True)
class Look:
    """A page as the browser has it after loading."""

    lang: str
    title: str
    headings: list[str]
    targets: list[dict[str, Any]]
    large: list[dict[str, Any]]
    small_fields: list[str]
    texts: list[str]
    attributes: list[str]
    fetched: list[str]


@cache
def axe_when_asked() -> str:
    """Return a script for every page of a context, which has axe-core there without running it.

    Sent to the browser once; to send it to each page and to read it there took half as long as what
    axe does.
    """
    script = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    return f"window.startAxe = () => {{ {script}\n}};"


@cache
def _english() -> re.Pattern[str]:
    """Return what is only said on an English page."""
    with (Path(lms.__file__).parent / "translations/id/LC_MESSAGES/messages.po").open("rb") as file:
        entries = [entry for entry in read_po(file, locale="id") if entry.id != entry.string]
    sentences = [entry.id if isinstance(entry.id, str) else entry.id[-1] for entry in entries]
    patterns = (_PLACEHOLDER.sub(".+", re.escape(sentence)) for sentence in sentences if sentence)
    return re.compile("|".join(pattern for pattern in patterns if re.search(r"\w{3}", pattern)))


def look_at(page: Page) -> Look:
    """Return what the checks need to know of a loaded page."""
    return Look(**page.evaluate(_LOOK))


def accessibility_problems(page: Page, *schemes: Scheme, colours: bool = True) -> Iterator[str]:
    """Yield what axe-core finds on the whole page in the first scheme, in others only by colours.

    Without `colours` those are left out, which take it as long as everything else. The page has
    the last of the schemes afterwards. The window is made as high as the page: what stays at
    its edge then covers nothing that could be scrolled from under it. Without schemes it is not
    looked at.
    """
    if not schemes:
        return
    size = page.viewport_size
    assert size is not None
    height = max(size["height"], page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": size["width"], "height": height})
    if not page.evaluate("'axe' in window"):
        if not page.evaluate("'startAxe' in window"):  # a page of a context that did not bring it
            page.evaluate(axe_when_asked())
        # Not the value of that: axe with all it knows of the page would be sent here.
        page.evaluate("() => { startAxe(); }")
    run_only: dict[str, Any] = {"type": "tag", "values": AXE_TAGS}
    rules = {"target-size": {"enabled": True}}
    if not colours:
        rules.update({rule: {"enabled": False} for rule in COLOURS})
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)  # and the next style asked for is of that scheme
        options = {"runOnly": run_only, "rules": rules}
        yield from (f"{scheme}: {problem}" for problem in _axe(page, options))
        rules, run_only = {}, {"type": "rule", "values": COLOURS}


def _axe(page: Page, options: dict[str, Any]) -> Iterator[str]:
    found = page.evaluate(
        "(options) => axe.run({...options, resultTypes: ['violations']})"
        ".then(({violations}) => violations.map(({id, nodes}) =>"
        " [id, nodes.slice(0, 3).map((n) => n.html.slice(0, 160) + ' ' + n.any.concat(n.all)"
        ".map((c) => c.message).join('; ').slice(0, 160))]))",
        options,
    )
    for rule, nodes in found:
        yield from (f"{rule}: {node}" for node in nodes)


def sideways_problems(page: Page) -> Iterator[str]:
    """Yield what makes the page scroll sideways at its present width."""
    if found := page.evaluate(_WIDTH):
        yield f"wider than the screen: {found}"


def covered_problems(page: Page) -> Iterator[str]:
    """Yield what cannot be pressed in its middle, for something else lies over it."""
    yield from (f"covered: {each}" for each in page.evaluate(_COVERED))


def large_text_problems(page: Page) -> Iterator[str]:
    """Yield what does not hold with letters twice as large or set wide, or zoomed to 400 %.

    Twice as large is once all that is measured in letters, once the letters alone. Nothing scrolls
    sideways or is cut, and the bar at the edge takes at most an eighth of the height. The page has
    its own letters again afterwards.
    """
    page.evaluate(_STYLED, _LARGE)
    yield from _cramped(page, "text at 200 %")
    page.evaluate(_STYLED, _SPACED)
    yield from _cramped(page, "spaced text")
    page.evaluate(_TEXT_ALONE)
    yield from _cramped(page, "text alone at 200 %")
    page.evaluate(_TEXT_AGAIN)
    page.set_viewport_size({"width": ZOOMED[0], "height": ZOOMED[1]})
    yield from _cramped(page, "zoom at 400 %")


def _cramped(page: Page, how: str) -> Iterator[str]:
    yield from (f"{how}: {problem}" for problem in sideways_problems(page))
    yield from (f"{how}: cut: {text}" for text in page.evaluate(_CUT))
    yield from _bar_problems(page, how)


def _bar_problems(page: Page, how: str) -> Iterator[str]:
    share = page.evaluate(_BAR)
    if share > 1 / 8:
        yield f"{how}: the bar takes {share:.0%} of the height"


def structure_problems(look: Look, language: str) -> Iterator[str]:
    """Yield what is wrong with title, headings and language of the page."""
    if look.lang != language:
        yield f"lang is {look.lang!r}"
    if not look.title.removesuffix("· Go Digital").strip():
        yield f"no title: {look.title!r}"
    if len(look.headings) != 1 or not look.headings[0].strip():
        yield f"not one h1: {look.headings}"
    if language == "id":
        texts = (*look.texts, *look.attributes)
        yield from (f"English: {text}" for text in texts if _is_english(text))
    else:
        yield from course_text_problems(look.texts)


def _is_english(text: str) -> bool:
    """Tell whether a text is a sentence of the English pages, or has words only English has."""
    return bool(_english().fullmatch(text) or ENGLISH_WORDS.search(text))


def size_problems(look: Look) -> Iterator[str]:
    """Yield targets that a thumb misses, and fields that make a phone zoom in."""
    for target in look.targets:
        if min(target["width"], target["height"]) < 24:
            yield f"target below 24 px: {target}"
    for target in look.large:
        if target["height"] < 44:
            yield f"main target below 44 px: {target}"
    yield from (f"field with small text: {field}" for field in look.small_fields)


def weight_problems(response: Response, sizes: Mapping[str, int]) -> Iterator[str]:
    """Yield budgets that are passed; `sizes` in bytes as sent, of what else the page loads."""
    html = response.request.sizes()["responseBodySize"]
    css = sum(size for address, size in sizes.items() if address.endswith(".css"))
    apart = {each for each in sizes if any(name in each for name in APART)}
    scripts = sum(
        size for each, size in sizes.items() if each.endswith(".js") and each not in apart
    )
    for name, size, limit in (
        ("HTML", html, HTML),
        ("CSS", css, CSS),
        ("JavaScript", scripts, SCRIPT),
        (
            "first visit",
            html + sum(sizes.values()) - sum(sizes[each] for each in apart),
            FIRST_VISIT,
        ),
        ("later visit", html, LATER_VISIT),
    ):
        if size > limit:
            yield f"{name}: {size} bytes of {limit}"
    if len(sizes) + 1 > FIRST_REQUESTS:
        yield f"{len(sizes) + 1} requests: {sorted(sizes)}"
