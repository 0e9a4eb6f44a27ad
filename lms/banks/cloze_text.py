"""Blanks in a text as Moodle writes them: {1:SHORTANSWER:=SUM~%50%JUMLAH#nearly}.

Described at https://docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from html import unescape
from typing import Any

from lms.banks import kinds
from lms.banks.drafts import Draft, NotTaken
from lms.banks.gift import interval
from lms.banks.kinds import CreditRange, Weighted
from lms.banks.markdown_text import doubled
from lms.banks.texts import Text, TextFormat, block, plain_line

BROKEN = "A blank { … } is broken"
WORDS = {"SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"}
CASE = {"SHORTANSWER_C", "SAC", "MWC"}
NUMBERS = {"NUMERICAL", "NM"}
CHOICES = {
    *("MULTICHOICE", "MC", "MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH"),
    *("MULTICHOICE_S", "MCS", "MULTICHOICE_VS", "MCVS", "MULTICHOICE_HS", "MCHS"),
}
KNOWN = WORDS | NUMBERS | CHOICES | {"MULTIRESPONSE", "MR"}
_BLANK = re.compile(r"\{([0-9]*):([A-Za-z_]+):((?:\\.|(?!\{[0-9]*:[A-Za-z])[^\\}])*)\}", re.DOTALL)
_TYPES = "|".join(sorted(KNOWN))
_BEGUN = re.compile(
    rf"\{{[0-9]*:[A-Za-z_]+:|\{{(?:[0-9]+|(?=:))\s*(?::\s*)?(?:{_TYPES})\b|\{{(?:{_TYPES}):",
    re.IGNORECASE,
)
_OPENED = re.compile(r"(?<!\\)\{")
_FEEDBACK = re.compile(r"(?<!&)#")
_WEIGHT = re.compile(r"\s*(?:%(-?[0-9.,]+)%|(=))")
_ESCAPE = re.compile(r"""\\([\\{}#~"'/])""")
_HIDDEN = 0xE100
_SHOWN = {_HIDDEN + code: chr(code) for code in range(0x100)}
_MARK = re.compile(r"\[\[ ?[0-9]{1,2} ?\]\]")
_OPEN, _CLOSE = "\ue020", "\ue021"


@dataclass(frozen=True)
class _Written:
    """A blank as it stands in the text."""

    weight: str
    kind: str
    answers: str


def read_cloze(draft: Draft, ask: Text) -> None:
    """Fill in a question with blanks. Raises NotTaken where one of them is broken."""
    found: list[_Written] = []

    def keep(match: re.Match[str]) -> str:
        if len(_OPENED.findall(match[3])) > match[3].count(r"\}"):
            raise NotTaken(BROKEN)
        found.append(_Written(match[1] or "1", match[2].upper(), match[3]))
        return f"{_OPEN}{len(found)}{_CLOSE}"

    # Kept apart, for what stands in a blank is no Markdown or HTML of the text.
    text = _BLANK.sub(keep, ask.body)
    if _BEGUN.search(text):
        raise NotTaken(BROKEN)
    if not found:
        raise NotTaken("Its text has no blanks")
    draft.values["kind"] = "cloze"
    if draft.title:
        draft.values["title"] = draft.title
    asked = block(Text(text, ask.form), draft.remark)
    if _MARK.search(asked.replace("\\", "")):
        raise NotTaken("It shows a number in [[ ]] as text, which is a blank here")
    asked = asked.replace("[[", r"\[\[") if ask.form is TextFormat.MARKDOWN else asked
    draft.values["ask"] = asked.replace(_OPEN, "[[").replace(_CLOSE, "]]")
    draft.values["blanks"] = [_blank(draft, blank) for blank in found]
    if len({blank.weight for blank in found}) > 1:
        draft.remark("The blanks had different weights; here all count the same")


def _blank(draft: Draft, blank: _Written) -> dict[str, Any]:
    answers = [_answer(raw) for raw in _ESCAPE.sub(_hide, blank.answers).split("~")]
    if blank.kind in WORDS:
        if blank.kind in CASE:
            draft.remark("Capital letters mattered there; here they do not")
        return {"accepted": kinds.accepted(draft, answers)}
    if blank.kind in NUMBERS:
        value, tolerance = kinds.right_range([_range(answer) for answer in answers])
        if any(answer.say for answer in answers):
            draft.remark("What was said to single answers was left out")
        if any(0 < answer.share < 1 - kinds.NEARLY for answer in answers):
            draft.remark("Another number gave a part of the credit there; here it gives nothing")
        number = {"answer": kinds.written(value)}
        return number | ({"tolerance": kinds.written(tolerance)} if tolerance else {})
    if blank.kind in CHOICES:
        return _choice(draft, answers)
    raise NotTaken(f"Blanks of the type {blank.kind[:30]} are not available here")


def _answer(raw: str) -> Weighted:
    weight = _WEIGHT.match(raw)
    share = Fraction(0)
    if weight:
        share = kinds.FULL if weight[2] else kinds.share_in(weight[1])
        raw = raw[weight.end() :]
    text, *said = _FEEDBACK.split(raw, maxsplit=1)
    return Weighted(_shown(text), share, _shown("".join(said)))


def _hide(escape: re.Match[str]) -> str:
    """A sign behind a backslash as one that means nothing until it is shown."""
    return chr(_HIDDEN + ord(escape[1])) if ord(escape[1]) < len(_SHOWN) else escape[1]


def _shown(raw: str) -> Text:
    return Text(raw.translate(_SHOWN).strip(), TextFormat.HTML)


def _range(answer: Weighted) -> CreditRange:
    text = unescape(answer.text.body)
    if text in ("", "*"):
        return CreditRange(None, Fraction(0), answer.share)
    value, tolerance = interval(text)
    return CreditRange(value, tolerance, answer.share)


def _choice(draft: Draft, answers: list[Weighted]) -> dict[str, Any]:
    right = [answer for answer in answers if answer.share >= 1 - kinds.NEARLY]
    if len(right) != 1:
        raise NotTaken(f"{len(right)} choices of a blank are right, here exactly one can")
    if any(0 < answer.share < 1 - kinds.NEARLY for answer in answers):
        draft.remark("Some choices gave a part of the credit there; here they give nothing")
    if any(answer.share < 0 for answer in answers):
        draft.remark("Wrong choices took points away there; here they give nothing")
    if any(answer.say for answer in answers):
        draft.remark("What was said to single choices was left out")
    options = [doubled(plain_line(answer.text, draft.remark)) for answer in answers]
    return {"options": options, "right": doubled(plain_line(right[0].text, draft.remark))}
