"""Reads GIFT, the text format described at https://docs.moodle.org/en/GIFT_format.

Questions stand apart by empty lines; `::name::`, the text, and the answers in braces. Signs that
have a meaning stand behind a backslash where they mean themselves.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from lms.banks import kinds
from lms.banks.drafts import Draft, Found, LeftOutQuestion, NotTaken, one_line
from lms.banks.gift_blocks import blocks
from lms.banks.kinds import FULL, CreditRange, Weighted
from lms.banks.texts import Text, TextFormat

GAP = "_____"
MAX_ANSWERS = 200

_ESCAPE = re.compile(r"\\([\\~=#{}:n])")
_HIDDEN = {sign: chr(0xE010 + n) for n, sign in enumerate("\\~=#{}:n")}
_SHOWN = str.maketrans({hidden: "\n" if s == "n" else s for s, hidden in _HIDDEN.items()})
_NAME = re.compile(r"\s*::(.*?)::", re.DOTALL)
_FORM = re.compile(r"\s*\[(html|moodle|plain|markdown)\]")
_WEIGHT = re.compile(r"\s*%(-?[0-9.,]+)%")
_LIKELY = re.compile(
    r"\{\s*(?:[=~#]|\}|(?:T|TRUE|F|FALSE)\s*[#}])|^[ \t]*(?:::.*::|\$CATEGORY:)",
    re.MULTILINE | re.IGNORECASE,
)
_SIGN = re.compile(r"(~\s*=|[=~])")
_ORDER = frozenset(
    {
        *("ALL", "EXACT", "REL", "RELATIVE", "RANDOM", "CONTIG", "CONTIGUOUS", "ALL_OR_NOTHING"),
        *("VERTICAL", "VERT", "V", "HORIZONTAL", "HORI", "H", "ABSOLUTE", "ABSOLUTE_POSITION"),
        *("RELATIVE_NEXT_EXCLUDE_LAST", "RELATIVE_NEXT_INCLUDE_LAST", "RELATIVE_TO_CORRECT", "ABS"),
        *("RELATIVE_ONE_PREVIOUS_AND_NEXT", "RELATIVE_ALL_PREVIOUS_AND_NEXT", "SHOW", "HIDE"),
        *("LONGEST_ORDERED_SUBSET", "LONGEST_CONTIGUOUS_SUBSET", "YES", "NO", "TRUE", "FALSE"),
        *("DEFAULT", "NONE", "NUMBERING_NONE", "ABC", "ABCD", "III", "IIII"),
    }
)
"""Words by which the addition for ordering says how steps are shown and graded."""
_ONE_ANSWER = re.compile(r"^.*\S.*(?<!\\)\{[^{};:=\n]{1,200}\}[ \t.?]*$", re.MULTILINE)
_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}


@dataclass(frozen=True)
class _Parts:
    """A question taken apart: what is asked, and what stands in the braces."""

    ask: Text
    inside: str
    general: Text


def read_gift(text: str) -> Found:
    """Give every question of a file, as a draft or with the reason why it is left."""
    for block in blocks(text):
        # Escaped signs are put out of the way, so that every sign left has its meaning.
        body = _ESCAPE.sub(lambda escape: _HIDDEN[escape[1]], block.text)
        name = _NAME.match(body)
        title = one_line(_plainly(name[1])) if name else ""
        body = body[name.end() :] if name else body
        draft = Draft(block.line, title, group=block.group, tags=block.tags)
        try:
            _fill(draft, _parts(body))
        except NotTaken as problem:
            shown = title or one_line(_plainly(body.partition("{")[0]), 80)
            yield LeftOutQuestion(block.line, shown, str(problem))
        else:
            yield draft


def looks_like_gift(text: str) -> bool:
    """Whether braces with answers, or a name, stand there as in GIFT."""
    return bool(_LIKELY.search(text) or _ONE_ANSWER.search(text))


def _plainly(text: str) -> str:
    return text.translate(_SHOWN).strip()


def _text(raw: str, usual: TextFormat) -> Text:
    """A text with the form that it names itself, else the usual one."""
    form = _FORM.match(raw)
    body = raw[form.end() :] if form else raw
    return Text(_plainly(body), TextFormat(form[1]) if form else usual)


def _parts(body: str) -> _Parts:
    form = _FORM.match(body)
    usual = TextFormat(form[1]) if form else TextFormat.MOODLE
    body = body[form.end() :] if form else body
    before, opened, rest = body.partition("{")
    if not opened:
        raise NotTaken("It has no answers in braces, so it is a text and not a question")
    inside, closed, after = rest.partition("}")
    if not closed:
        raise NotTaken("A brace { is opened and never closed")
    if "{" in inside or "{" in after:
        raise NotTaken(r"It has more than one {. Write \{ where a brace is meant")
    inside, general = _cut_last(inside, "####")
    ask = f"{before.rstrip()} {GAP} {after.lstrip()}" if after.strip() else before
    if after.strip() and after.strip()[0] in ".,;:!?)":
        ask = f"{before.rstrip()} {GAP}{after.strip()}"
    return _Parts(Text(_plainly(ask), usual), inside.strip(), _text(general, usual))


def _cut_last(text: str, sign: str) -> tuple[str, str]:
    before, found, after = text.rpartition(sign)
    return (before, after) if found else (text, "")


def _fill(draft: Draft, parts: _Parts) -> None:
    inside, usual = parts.inside, parts.ask.form
    truth = _TRUTH.get(inside.partition("#")[0].strip().upper())
    if not inside:
        kinds.begin(draft, "essay", parts.ask)
        kinds.essay(draft)
    elif inside.startswith("#"):
        kinds.begin(draft, "numeric", parts.ask)
        kinds.numeric(draft, [_range(each, usual) for each in _numbers(inside[1:])])
    elif inside.startswith(">"):
        kinds.begin(draft, "ordering", parts.ask)
        kinds.ordering(draft, [_text(step, usual) for step in _steps(inside[1:])])
    elif "~" in inside:
        answers = [_weighted(sign, raw, usual) for sign, raw in _answers(inside)]
        single = "=" in inside
        begun = "single_choice" if single else "multiple_answer"
        kinds.begin(draft, begun, parts.ask)
        kinds.choice(draft, answers, single=single, shuffle=True)
    elif "=" in inside and "->" in inside:
        kinds.begin(draft, "matching", parts.ask)
        kinds.matching(draft, [_pair(raw, usual) for _sign, raw in _answers(inside)])
    elif truth is not None:
        kinds.begin(draft, "true_false", parts.ask)
        # GIFT says first what a wrong answer gets, then a right one.
        wrong, right = [_text(raw, usual) for raw in [*inside.split("#", 2)[1:], "", ""][:2]]
        kinds.true_false(draft, truth, *((right, wrong) if truth else (wrong, right)))
    else:
        # As in Moodle an answer alone needs no sign: {One}.
        signed = inside if inside.startswith("=") else f"={inside}"
        answers = [_weighted(sign, raw, usual, TextFormat.PLAIN) for sign, raw in _answers(signed)]
        kinds.begin(draft, "short_answer", parts.ask)
        kinds.short_answer(draft, answers)
    kinds.end(draft, parts.general)


def _answers(inside: str) -> list[tuple[str, str]]:
    """The answers with their signs. Raises NotTaken for text that belongs to none."""
    before, *found = _SIGN.split(inside)
    if before.strip():
        raise NotTaken(f'"{one_line(_plainly(before), 40)}" has no = or ~ before it')
    if not found:
        raise NotTaken("Its braces hold no answer")
    if len(found) > 2 * MAX_ANSWERS:
        raise NotTaken(f"It has more than {MAX_ANSWERS} answers")
    signs = ("=" if "=" in sign else sign for sign in found[::2])
    return list(zip(signs, found[1::2], strict=True))


def _steps(inside: str) -> list[str]:
    """The steps of an ordering question, each in a line, after what says how they are shown."""
    head, *lines = inside.split("\n")
    words = [word.upper() for word in head.split()]
    if not all(word in _ORDER or word.isdigit() for word in words):
        lines = [head, *lines]
    steps = [line for line in lines if line.strip()]
    if len(steps) < 2:
        raise NotTaken("Its steps do not stand in lines of their own after >")
    return steps


def _weighted(sign: str, raw: str, usual: TextFormat, form: TextFormat | None = None) -> Weighted:
    share = FULL if sign == "=" else Fraction(0)
    if weight := _WEIGHT.match(raw):
        share, raw = kinds.share_in(weight[1]), raw[weight.end() :]
    answer, _sign, say = raw.partition("#")
    return Weighted(_text(answer, form or usual), share, _text(say, usual))


def _pair(raw: str, usual: TextFormat) -> tuple[Text, Text]:
    item, arrow, match = raw.partition("->")
    if not arrow:
        raise NotTaken(f'"{one_line(_plainly(raw), 40)}" has no ->')
    return _text(item, usual), Text(_plainly(match), TextFormat.MOODLE)


def _numbers(inside: str) -> list[tuple[str, str]]:
    if not inside.strip():
        raise NotTaken("Its braces hold no number")
    if not _SIGN.search(inside):
        return [("=", inside)]
    before, *found = _SIGN.split(inside)
    pairs = list(zip(found[::2], found[1::2], strict=True))
    return [("=", before), *pairs] if before.strip() else pairs


def _range(answer: tuple[str, str], usual: TextFormat) -> CreditRange:
    weighted = _weighted(*answer, usual, TextFormat.PLAIN)
    text = weighted.text.body
    if text in ("", "*"):
        return CreditRange(None, Fraction(0), weighted.share, weighted.say)
    value, tolerance = interval(text)
    return CreditRange(value, tolerance, weighted.share, weighted.say)


def interval(text: str) -> tuple[Fraction, Fraction]:
    """A number and how far off is still right: `3:2`, `1..5` or `3`. Raises NotTaken."""
    low, dots, high = text.partition("..")
    if dots:
        least, most = kinds.number_in(low), kinds.number_in(high)
        return (least + most) / 2, abs(most - least) / 2
    value, _sign, tolerance = text.partition(":")
    return kinds.number_in(value), abs(
        kinds.number_in(tolerance)
    ) if tolerance.strip() else Fraction(0)
