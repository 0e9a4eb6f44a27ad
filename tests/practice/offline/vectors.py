"""Answers to variants, and what the server says to each: the other judge must say the same."""

import random
from fractions import Fraction
from typing import Any

from lms.language import number
from lms.practice.offline.judging import for_judge
from lms.questions import InvalidAnswer, Variant
from lms.questions.accounts import Side
from lms.questions.blanks import NumberBlank, WordBlank
from lms.questions.cloze import Cloze
from lms.questions.journal_entry import JournalEntry, WrongLine
from lms.questions.matching import Matching
from lms.questions.multiple_answer import MultipleAnswer
from lms.questions.numeric import Numeric, as_typed
from lms.questions.ordering import Ordering
from lms.questions.parts import PartsVariant
from lms.questions.short_answer import ShortAnswer

NUMBER_PIECES = [
    *("0", "1", "7", "25", "500", "000", "125", "1.250", "4,035,000", ".", ",", "..", ",-"),
    *("(", ")", "-", "+", "\u2212", "\u2013", "minus", "min", "rp", "Rp.", "IDR", "rupiah"),
    *("%", "persen", "ribu", "rb", "jt", "juta.", "miliar", "triliun", "x", "orang", "\u0131"),
    *(" ", "\u00a0", "\n", "\ufeff"),
]
WORD_PIECES = [
    *"aes iou bcd 12- .,'",
    *("OTP", "kas", "SUM", "\u00df", "\ufb01", "\u0130", "\u00e9", "e\u0301", "<b>"),
]
SCALES = {"ribu": 10**3, "rb": 10**3, "jt": 10**6, "juta": 10**6, "miliar": 10**9}

Sent = dict[str, list[str]]


def vector_of(variant: Variant[Any], chance: random.Random) -> dict[str, Any]:
    """Return what the phone gets, answers as a form sends them, and what is said to each here."""
    tried = [each for each in answers_to(variant, chance) if not _is_part(variant, each)]
    return {
        "item": for_judge(variant),
        "tried": [{"fields": fields, "said": said_to(variant, fields)} for fields in tried],
    }


def _is_part(variant: Variant[Any], fields: Sent) -> bool:
    """Whether it answers some parts of a led text: the phone's page sends all boxes at once."""
    is_led = isinstance(variant, Cloze) and variant.question.led
    return is_led and 0 < len(fields.get("answer", [])) < variant.count


def said_to(variant: Variant[Any], fields: Sent) -> dict[str, Any]:
    """Return what the server says to an answer."""
    try:
        answer = variant.read(fields)
    except InvalidAnswer as refused:
        return {"message": str(refused), "remark": str(refused.remark)}
    grade = variant.grade(answer)
    return {
        "answer": answer,
        "credit": None if grade.credit is None else str(grade.credit),
        "verdict": str(grade.verdict),
        "feedback": grade.feedback,
        "near": list(variant.near_misses(answer)),
        "shown": variant.answer_text(answer),
    }


def answers_to(variant: Variant[Any], chance: random.Random) -> list[Sent]:
    """Return answers that are right, wrong, odd, unreadable or nothing at all."""
    made = [{"answer": each} for each in _typed_to(variant, chance)]
    if isinstance(variant, Matching):
        made.append({f"answer-{n}": [key] for n, key in enumerate(variant.key_answer)})
    return [*made, {}, {"answer": [""]}, {"answer": ["x" * 25_000]}, {"answer": ["1"] * 19}]


def _typed_to(variant: Variant[Any], chance: random.Random) -> list[list[str]]:
    if isinstance(variant, Numeric):
        results = [
            variant.key,
            *(each.result.value(variant.names) for each in variant.question.mistakes),
        ]
        typed = [
            text for value in results for text in numbers_like(value, variant.question.unit, chance)
        ]
        return [[text] for text in [*typed, *odd_numbers(chance)]]
    if isinstance(variant, ShortAnswer):
        foreseen = [text for texts, _say in variant.mistakes for text in texts]
        return [[text] for text in [*words_like(variant.accepted, chance), *foreseen]]
    if isinstance(variant, PartsVariant):
        return _boxes_of(variant, chance)
    keys = [option.key for option in variant.options]
    if isinstance(variant, MultipleAnswer):
        return [chance.sample(keys, chance.randint(1, len(keys))) for _ in range(5)]
    texts = ["satu dua", "a\n\nb <i>\nc\n\n\n\nd", "kata " * 61]
    return [[key] for key in [*keys, "elsewhere"]] if keys else [[text] for text in texts]


def _boxes_of(variant: PartsVariant[Any], chance: random.Random) -> list[list[str]]:
    right = variant.key_answer
    made = [right, right[:1]]
    for _ in range(4):
        cells = list(right)
        for place in chance.sample(range(len(cells)), chance.randint(1, len(cells))):
            cells[place] = chance.choice(_fillings(variant, place, chance))
        made.append(cells)
    if isinstance(variant, Ordering):
        made += [chance.sample(right, len(right)) for _ in range(4)]
    if isinstance(variant, JournalEntry):
        made += [_other_entry(variant, chance) for _ in range(4)]
    return made


def _other_entry(variant: JournalEntry, chance: random.Random) -> list[str]:
    """Return the right entry with its lines in another order, one of them changed or twice."""
    rows = [list(row) for row in variant.rows(variant.key_answer) if not row.is_empty]
    chance.shuffle(rows)
    changed = chance.choice(rows)
    account, debit, credit = changed
    others = [
        [chance.choice(variant.accounts).code, debit, credit],
        [account, credit, debit],
        [account, debit and f"{debit},-", credit and f"Rp {credit}"],
        [account, debit and "50.000", credit and "50 rb"],
        *(_line_of(line) for lines, _say in variant.mistakes for line in lines),
    ]
    changed[:] = chance.choice(others)
    return [cell for row in [*rows, *chance.choices(rows, k=chance.randint(0, 1))] for cell in row]


def _line_of(line: WrongLine) -> list[str]:
    (account, side), amount = line
    text = "1" if amount is None else as_typed(amount)
    return [account, text, ""] if side is Side.DEBIT else [account, "", text]


def _fillings(variant: PartsVariant[Any], place: int, chance: random.Random) -> list[str]:
    """Return what may stand in a box."""
    right = variant.key_answer[place]
    usual = ["", right, right, *chance.sample(variant.key_answer, 1)]
    if isinstance(variant, JournalEntry):
        if place % 3 == 0:
            return [*usual, chance.choice(variant.accounts).code, "9999"]
        return [*usual, *odd_numbers(chance), "1.000", "50 rb rp", "1,500", "0"]
    if isinstance(variant, Cloze):
        blank = variant.blanks[place]
        if isinstance(blank, NumberBlank):
            return [
                *usual,
                *numbers_like(blank.answer.value(variant.numbers), blank.unit, chance),
                *(as_typed(each.result.value(variant.numbers)) for each in blank.mistakes),
                *odd_numbers(chance),
            ]
        if isinstance(blank, WordBlank):
            foreseen = [text for texts, _say in blank.said(variant.numbers) for text in texts]
            return [*usual, *words_like(blank.accepted, chance), *foreseen]
        return [*usual, *blank.choices, *words_like(blank.choices, chance)]
    keys = [option.key for option in variant.options]
    return [*usual, *keys, " 1 ", "0", "elsewhere"]


def numbers_like(value: Fraction, unit: str, chance: random.Random) -> list[str]:
    """Return ways to write a number, and some a little off."""
    plain, grouped = as_typed(value), number(value)
    scale = chance.choice(list(SCALES))
    ways = [
        plain,
        grouped,
        f"Rp {grouped},-",
        f"idr{grouped}",
        f"{grouped} {unit}",
        f"{plain}{unit.upper()}",
        f"{plain} persen",
        f"({grouped.lstrip('-')})",
        f"minus {grouped.lstrip('-')}",
        f"{number(value / SCALES[scale], 9).rstrip('0').rstrip(',')} {scale}",
        grouped.replace(".", ","),
        grouped.replace(".", " "),
        as_typed(value + chance.choice([1, Fraction(1, 100), -1])),
    ]
    return chance.sample(ways, 5)


def odd_numbers(chance: random.Random) -> list[str]:
    """Return what may be a number, may be two, or none."""
    return ["".join(chance.choices(NUMBER_PIECES, k=chance.randint(1, 6))) for _ in range(3)]


def words_like(accepted: tuple[str, ...], chance: random.Random) -> list[str]:
    """Return words as they are, spelled otherwise, misspelled, and others."""
    word = chance.choice(accepted)
    at = chance.randrange(len(word))
    return [
        word,
        f" {word.upper()}. ",
        word.swapcase().replace(" ", "-"),
        word[:at] + word[at + 1 :],
        word[:at] + chance.choice("xk3") + word[at:],
        word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
        "".join(chance.choices(WORD_PIECES, k=chance.randint(1, 6))),
    ]
