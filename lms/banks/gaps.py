"""Texts with gaps [[1]] and one list of words for all of them: Moodle's gapselect and ddwtos."""

import re

from lms.banks.drafts import Draft, NotTaken
from lms.banks.safe_xml import Element
from lms.banks.texts import Text, TextFormat, block, plain_line

_GAP = re.compile(r"\[\[\s*([0-9]{1,3})\s*\]\]")
_MARK = re.compile(r"\[\[ ?[0-9]{1,2} ?\]\]")
_OPEN, _CLOSE = "\ue020", "\ue021"


def read_gaps(draft: Draft, element: Element, ask: Text) -> None:
    """Fill in a question with a choice in each gap: the words of the right one's group.

    Raises NotTaken for a gap without a word, and for a text without gaps.
    """
    written = element.all("selectoption") or element.all("dragbox")
    words = [(_word(draft, each), each.value("group", "1")) for each in written]
    numbers = [int(gap) for gap in _GAP.findall(ask.body)]
    if not numbers:
        raise NotTaken("Its text has no gaps [[1]]")
    if lost := [number for number in numbers if not 1 <= number <= len(words)]:
        raise NotTaken(f"There is no word for the gap [[{lost[0]}]]")
    count = iter(range(1, len(numbers) + 1))
    body = _GAP.sub(lambda _gap: f"{_OPEN}{next(count)}{_CLOSE}", ask.body)
    draft.values["kind"] = "cloze"
    if draft.title:
        draft.values["title"] = draft.title
    asked = block(Text(body, ask.form), draft.remark)
    if _MARK.search(asked.replace("\\", "")):
        raise NotTaken("It shows a number in [[ ]] as text, which is a blank here")
    asked = asked.replace("[[", r"\[\[") if ask.form is TextFormat.MARKDOWN else asked
    draft.values["ask"] = asked.replace(_OPEN, "[[").replace(_CLOSE, "]]")
    draft.values["blanks"] = [
        {"options": _group(words, words[number - 1][1]), "right": words[number - 1][0]}
        for number in numbers
    ]


def _word(draft: Draft, element: Element) -> str:
    below = element.first("text")
    return plain_line(Text(below.text if below else "", TextFormat.MOODLE), draft.remark)


def _group(words: list[tuple[str, str]], group: str) -> list[str]:
    return list(dict.fromkeys(word for word, each in words if each == group))
