"""What questions of other systems become: one function a kind, shared by the readers.

Each fills in the keys of a draft as an author would write them, remarks what cannot be the same
here, and raises NotTaken where the meaning would be lost.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from lms.banks.drafts import Draft, NotTaken
from lms.banks.markdown_text import doubled
from lms.banks.texts import NOTHING, Text, block, inline, plain_line
from lms.questions.file_upload import MAX_FILES, MAX_MEGABYTES

FULL = Fraction(1)
NEARLY = Fraction(1, 200)
"""Shares are written rounded: 33.33333 % is a third."""

MAX_NUMBER_LENGTH = 60
MEGABYTE = 1024 * 1024
MAX_EXPONENT = 40
DECIMALS = 20
_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_WILD = re.compile(r"(?<!\\)\*")
_ENDINGS = {"photo": (".jpg", ".jpeg", ".png", ".webp", "image"), "pdf": (".pdf", "document")}
_FEW = re.compile(r"[1-9]")
_BYTES = re.compile(r"[0-9]{1,11}")
RUBRIC = "Jawaban sesuai dengan pertanyaan"


@dataclass(frozen=True)
class Weighted:
    """An answer with the share of the credit it gives (1 for all of it), and what is said to it."""

    text: Text
    share: Fraction
    say: Text = NOTHING


@dataclass(frozen=True)
class CreditRange:
    """Numbers that give a share of the credit; `value` None stands for any other number."""

    value: Fraction | None
    tolerance: Fraction
    share: Fraction
    say: Text = NOTHING


def begin(draft: Draft, kind: str, ask: Text) -> None:
    """Write what every question has. Raises NotTaken for a question without a text."""
    draft.values["kind"] = kind
    if draft.title:
        draft.values["title"] = draft.title
    draft.values["ask"] = block(ask, draft.remark)
    if not draft.values["ask"]:
        raise NotTaken("It has no text")


def end(draft: Draft, explain: Text, hints: Sequence[Text] = (), points: str = "") -> None:
    """Write what may stand at the end of every question."""
    if points and (amount := number_in(points)) != 1:
        draft.values["points"] = written(amount)
    if message := [hint for hint in (block(each, draft.remark) for each in hints) if hint]:
        draft.values["hints"] = message
    if said := block(explain, draft.remark):
        draft.values["explain"] = said


def choice(draft: Draft, answers: Sequence[Weighted], *, single: bool, shuffle: bool) -> None:
    """Write the options. Raises NotTaken unless it is clear which are right."""
    # Thirds are written as 33.33333, so nearly all of it is all of it.
    least = 1 - NEARLY if single else Fraction(0)
    right = [answer for answer in answers if answer.share > least]
    if not right:
        raise NotTaken("No option gives full credit" if single else "No option is right")
    if single and len(right) > 1:
        raise NotTaken(f"{len(right)} options give full credit, here exactly one can")
    if single:
        _remark_partial(draft, answers)
    else:
        _remark_weights(draft, answers, right)
    if not shuffle:
        draft.values["shuffle_options"] = "false"
    options = []
    for answer in answers:
        option = {"text": inline(answer.text, draft.remark)}
        if not option["text"]:
            raise NotTaken("An option has no text")
        if any(answer is each for each in right):
            option["right"] = "true"
        if said := inline(answer.say, draft.remark):
            option["say"] = said
        options.append(option)
    draft.values["options"] = options


def _remark_partial(draft: Draft, answers: Sequence[Weighted]) -> None:
    for answer in answers:
        if NEARLY < answer.share < 1 - NEARLY:
            text = plain_line(answer.text, draft.remark)[:60]
            draft.remark(f'"{text}" gave {_percent(answer.share)} there and gives nothing here')
    if any(answer.share < 0 for answer in answers):
        draft.remark("Wrong options took points away there; here they give nothing")


def _remark_weights(draft: Draft, answers: Sequence[Weighted], right: Sequence[Weighted]) -> None:
    """Tell where weights differ from ours: a right option counts 1/n, a wrong one takes 1/n."""
    each = Fraction(1, len(right))
    shares = [answer.share for answer in right]
    if any(abs(share - each) > NEARLY for share in shares):
        listed = ", ".join(_percent(share) for share in shares)
        draft.remark(f"Right options gave {listed} there; here all of them count the same")
    wrong = [answer.share for answer in answers if answer.share <= 0]
    if any(abs(share + each) > NEARLY for share in wrong):
        listed = ", ".join(_percent(share) for share in sorted(set(wrong)))
        draft.remark(
            f"Wrong options gave {listed} there; here each takes away what a right one gives"
        )


def true_false(draft: Draft, truth: bool, say_true: Text, say_false: Text) -> None:
    """Write whether the statement is true, and what is said to each answer."""
    draft.values["answer"] = "true" if truth else "false"
    say = {
        word: said
        for word, text in (("true", say_true), ("false", say_false))
        if (said := inline(text, draft.remark))
    }
    if say:
        draft.values["say"] = say


def short_answer(draft: Draft, answers: Sequence[Weighted], *, case: bool = False) -> None:
    draft.values["accepted"] = accepted(draft, answers)
    if case:
        draft.remark("Capital letters mattered there; here they do not")


def accepted(draft: Draft, answers: Sequence[Weighted]) -> list[str]:
    """The answers with full credit. Raises NotTaken if there are none without a `*`."""
    taken: list[str] = []
    wild = False
    for answer in answers:
        text = plain_line(answer.text, draft.remark)
        if answer.share < 1 - NEARLY:
            if answer.share > 0:
                draft.remark(
                    f'"{text[:60]}" gave {_percent(answer.share)} there and gives nothing here'
                )
            elif answer.say:
                draft.remark(f'What was said to the wrong answer "{text[:60]}" was left out')
            continue
        if _WILD.search(text):
            wild = True
            draft.remark(f'"{text[:60]}" stood for any text with a *; here it is left out')
            continue
        if answer.say:
            draft.remark(f'What was said to the answer "{text[:60]}" was left out')
        if (text := doubled(text.replace(r"\*", "*"))) and text not in taken:
            taken.append(text)
    if not taken:
        raise NotTaken("Its answers have a * for any text" if wild else "No answer is right")
    return taken


def numeric(draft: Draft, ranges: Sequence[CreditRange], unit: str = "") -> None:
    """Write the number that is right, and what is said to others."""
    value, tolerance = right_range(ranges)
    draft.values["answer"] = written(value)
    if tolerance:
        draft.values["tolerance"] = written(tolerance)
    if unit:
        draft.values["unit"] = "rp" if unit.casefold().rstrip(".") == "rp" else unit
    mistakes = []
    for each in ranges:
        if each.share >= 1 - NEARLY:
            if each.say:
                draft.remark("What was said to the right number was left out")
            continue
        if each.share > 0:
            draft.remark(f"Another number gave {_percent(each.share)} there; here it gives nothing")
        said = inline(each.say, draft.remark)
        if said and each.value is not None and each.tolerance == tolerance:
            mistakes.append({"if": written(each.value), "say": said})
        elif said:
            draft.remark("What was said to other numbers was left out")
    if mistakes:
        draft.values["mistakes"] = mistakes


def right_range(ranges: Sequence[CreditRange]) -> tuple[Fraction, Fraction]:
    """The one number with full credit and its tolerance. Raises NotTaken."""
    right = {(each.value, each.tolerance) for each in ranges if each.share >= 1 - NEARLY}
    if not right:
        raise NotTaken("No number gives full credit")
    if len(right) > 1:
        raise NotTaken(f"{len(right)} numbers give full credit, here exactly one can")
    value, tolerance = right.pop()
    if value is None:
        raise NotTaken("Any number is right")
    return value, tolerance


def matching(draft: Draft, pairs: Sequence[tuple[Text, Text]]) -> None:
    """Write items and options; a pair without an item is an option that fits none."""
    options: list[str] = []
    items = []
    for item, match in pairs:
        option, text = inline(match, draft.remark), inline(item, draft.remark)
        if not option:
            raise NotTaken("A match is empty")
        if option not in options:
            options.append(option)
        if text:
            items.append({"text": text, "match": option})
    draft.values["options"] = options
    draft.values["items"] = items


def ordering(draft: Draft, steps: Sequence[Text]) -> None:
    draft.values["steps"] = [inline(step, draft.remark) for step in steps]


def essay(draft: Draft, rubric: Sequence[tuple[str, int]] = (), words: str = "") -> None:
    """Write the rubric, one for everything if there is none."""
    _criteria(draft, rubric)
    if words:
        draft.values["words"] = words


def file_upload(
    draft: Draft, rubric: Sequence[tuple[str, int]], files: str, types: str, size: str
) -> None:
    """Write which files are asked for: photos and PDF, in the numbers and sizes there are here.

    `types` are endings as there, `size` in bytes, "0" for the usual; `files` "-1" for any number.
    """
    _criteria(draft, rubric)
    wanted = int(files) if _FEW.fullmatch(files) else MAX_FILES + 1
    if wanted > MAX_FILES:
        draft.remark(f"Here at most {MAX_FILES} files are handed in")
    draft.values["files"] = str(min(wanted, MAX_FILES))
    accepted = [kind for kind, endings in _ENDINGS.items() if any(e in types for e in endings)]
    if not accepted:
        draft.remark("Here photos and PDF can be handed in, no other files")
    draft.values["accept"] = accepted or list(_ENDINGS)
    megabytes = int(size) // MEGABYTE if _BYTES.fullmatch(size) else 0
    if megabytes:
        draft.values["megabytes"] = str(min(megabytes, MAX_MEGABYTES))


def _criteria(draft: Draft, rubric: Sequence[tuple[str, int]]) -> None:
    if not rubric:
        draft.remark("It has no rubric. One criterion for everything was written; make it yours")
    criteria = rubric or [(RUBRIC, 100)]
    draft.values["rubric"] = [{"criterion": text, "points": str(p)} for text, p in criteria]


def number_in(text: str) -> Fraction:
    """A number such as 3, -0.5, 1,5 or 2e3 exactly. Raises NotTaken."""
    text = "".join(text.split())
    if len(text) > MAX_NUMBER_LENGTH or not _NUMBER.fullmatch(text):
        raise NotTaken(f'"{text[:40]}" is not a number')
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise NotTaken(f'"{text[:40]}" is not a number') from None
    if value and abs(value.adjusted()) > MAX_EXPONENT:
        raise NotTaken(f'"{text[:40]}" is too large or too small')
    return Fraction(value)


def share_in(text: str) -> Fraction:
    """A percentage as a share: 33.33333 is nearly a third. Raises NotTaken."""
    return number_in(text.strip().rstrip("%")) / 100


def written(value: Fraction) -> str:
    """A number as authors write it in calculations, with DECIMALS places at most.

    Three decimals after up to three digits could be thousands, so a zero follows them.
    """
    scaled = str(abs(round(value * 10**DECIMALS))).rjust(DECIMALS + 1, "0")
    digits = f"{scaled[:-DECIMALS]}.{scaled[-DECIMALS:]}".rstrip("0").rstrip(".")
    digits = f"-{digits}" if value < 0 and digits != "0" else digits
    return f"{digits}0" if re.fullmatch(r"-?[1-9][0-9]{0,2}\.[0-9]{3}", digits) else digits


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):g} %"
