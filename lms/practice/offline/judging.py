"""What a phone needs to read and judge an answer as the server does: values, no calculations.

The judge of the phone stands in `static/js/judge/`. Every calculation of a course is worked out
here, as an exact fraction (`"-5/2"`, `"1500"`); the phone compares. Keys are in plain sight: pack
only what is practised, never a question of a quiz.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from lms.questions import (
    base,
    cloze,
    essay,
    journal_entry,
    matching,
    multiple_answer,
    numeric,
    ordering,
    parts,
    single_choice,
    true_false,
)
from lms.questions.accounts import SIDE_WORDS
from lms.questions.base import Variant, joined
from lms.questions.blanks import Blank, ChoiceBlank, NumberBlank, WordBlank
from lms.questions.choices import shown_order
from lms.questions.cloze import Cloze
from lms.questions.essay import Essay
from lms.questions.expressions import Values
from lms.questions.journal_entry import JournalEntry
from lms.questions.matching import Matching
from lms.questions.mistakes import Mistake
from lms.questions.multiple_answer import MultipleAnswer
from lms.questions.numeric import Numeric
from lms.questions.ordering import Ordering
from lms.questions.short_answer import SaidWords, ShortAnswer, normalised
from lms.questions.single_choice import SingleChoice
from lms.questions.true_false import WORDS, TrueFalse

Json = dict[str, Any]

_SHARED = {"too_long": base.TOO_LONG, "other_boxes": parts.OTHER_BOXES}
_SENTENCES: dict[str, dict[str, str]] = {
    "single_choice": {"empty": single_choice.NONE_CHOSEN},
    "multiple_answer": {"empty": multiple_answer.NONE_TICKED},
    "true_false": {"empty": true_false.NEITHER_CHOSEN},
    "numeric": {
        "empty": numeric.NO_NUMBER,
        "unreadable": numeric.UNREADABLE,
        "read_twice": numeric.READ_TWICE,
    },
    "matching": {"empty": Matching.empty, "not_offered": matching.NOT_OFFERED},
    "ordering": {
        "empty": Ordering.empty,
        "given_twice": ordering.GIVEN_TWICE,
        "not_given": ordering.NOT_GIVEN,
    },
    "short_answer": {"empty": base.NOTHING_WRITTEN},
    "cloze": {
        "empty": Cloze.empty,
        "not_in_list": cloze.NOT_IN_LIST,
        "not_a_number": cloze.NOT_A_NUMBER,
        "read_twice": cloze.READ_TWICE,
    },
    "journal_entry": {
        "empty": JournalEntry.empty,
        "no_account": journal_entry.NO_ACCOUNT,
        "unreadable": journal_entry.UNREADABLE,
        "read_twice": journal_entry.READ_TWICE,
        "account_missing": journal_entry.ACCOUNT_MISSING,
        "amount_missing": journal_entry.AMOUNT_MISSING,
    },
    "essay": {"empty": base.NOTHING_WRITTEN, "too_many_words": essay.TOO_MANY_WORDS},
}
JUDGED = frozenset(_SENTENCES)
"""The kinds that a phone can judge, or lets its owner compare: all but files."""


def sentences(translate: Callable[[str], str]) -> dict[str, Json]:
    """What the judge says when it cannot take an answer, by kind, in the words of `translate`."""
    return {
        kind: {name: translate(said) for name, said in (*_SHARED.items(), *own.items())}
        for kind, own in _SENTENCES.items()
    }


def for_judge(variant: Variant[Any]) -> Json:
    """What is needed to judge answers to a variant, its key included.

    Raises KeyError for a kind that is not in JUDGED.
    """
    return {"kind": variant.kind, **_BY_KIND[variant.kind](variant)}


def exact(value: Fraction) -> str:
    """A number as the phone reads it: `3`, `-5/2`."""
    return str(value)


def _choices(variant: SingleChoice | MultipleAnswer) -> Json:
    rows = [
        (key, option.text, option.right, option.say, option.missed)
        for key, option in shown_order(variant)
    ]
    return {
        "options": [
            [
                key,
                text.fill(variant.numbers),
                int(right),
                joined([say.fill(variant.numbers)]),
                joined([missed.fill(variant.numbers)]),
            ]
            for key, text, right, say, missed in rows
        ]
    }


def _true_false(variant: TrueFalse) -> Json:
    right = "true" if variant.statement_is_true else "false"
    says = {"true": variant.question.say_true, "false": variant.question.say_false}
    return {
        "options": [
            [key, text, int(key == right), joined([says[key].fill(variant.numbers)])]
            for key, text in WORDS.items()
        ]
    }


def _numeric(variant: Numeric) -> Json:
    question, names = variant.question, variant.names
    return {
        "key": exact(variant.key),
        "tolerance": exact(question.tolerance.value(names)),
        "unit": question.unit,
        **_results(question.mistakes, names),
    }


def _matching(variant: Matching) -> Json:
    return {
        "items": list(variant.items),
        "options": [[option.key, option.text] for option in variant.options],
        "key": variant.key_answer,
        "mistakes": [
            {key: joined([say]) for key, say in said.items()} for said in variant.mistakes
        ],
    }


def _ordering(variant: Ordering) -> Json:
    return {
        "steps": list(variant.steps),
        "key": [int(place) for place in variant.key_answer],
        "mistakes": [[early, late, joined([say])] for early, late, say in variant.mistakes],
    }


def _short_answer(variant: ShortAnswer) -> Json:
    return _words(variant.accepted, variant.question.near_misses, variant.mistakes)


def _words(accepted: tuple[str, ...], near_misses: bool, mistakes: tuple[SaidWords, ...]) -> Json:
    return {
        "accepted": _normalised(accepted),
        "near": near_misses,
        "mistakes": [[_normalised(texts), joined([say])] for texts, say in mistakes],
    }


def _normalised(texts: tuple[str, ...]) -> list[str]:
    return sorted({normalised(each) for each in texts})


def _results(mistakes: tuple[Mistake, ...], names: Values) -> Json:
    """Wrong results, and what is said to each."""
    said = [[exact(each.result.value(names)), joined([each.say.fill(names)])] for each in mistakes]
    return {"mistakes": said}


def _cloze(variant: Cloze) -> Json:
    return {"blanks": [_blank(blank, variant) for blank in variant.blanks]}


def _blank(blank: Blank, variant: Cloze) -> Json:
    if isinstance(blank, NumberBlank):
        return {
            "key": exact(blank.answer.value(variant.numbers)),
            "tolerance": exact(blank.tolerance.value(variant.numbers)),
            "unit": blank.unit,
            **_results(blank.mistakes, variant.numbers),
        }
    if isinstance(blank, ChoiceBlank):
        said = {text: joined([say.fill(variant.numbers)]) for text, say in blank.mistakes}
        return {"choices": list(blank.choices), "right": blank.right, "mistakes": said}
    assert isinstance(blank, WordBlank)
    return _words(blank.accepted, blank.near_misses, blank.said(variant.numbers))


def _journal_entry(variant: JournalEntry) -> Json:
    return {
        "rows": variant.count // 3,
        "accounts": [[each.code, each.name] for each in variant.accounts],
        "sides": [str(word) for word in SIDE_WORDS.values()],
        "key": [[code, str(side), exact(amount)] for (code, side), amount in variant.key.items()],
        "mistakes": [
            [
                [
                    [code, str(side), None if amount is None else exact(amount)]
                    for (code, side), amount in lines
                ],
                joined([say]),
            ]
            for lines, say in variant.mistakes
        ],
    }


def _essay(variant: Essay) -> Json:
    return {"most_words": variant.most_words}


_BY_KIND: dict[str, Callable[[Any], Json]] = {
    "single_choice": _choices,
    "multiple_answer": _choices,
    "true_false": _true_false,
    "numeric": _numeric,
    "matching": _matching,
    "ordering": _ordering,
    "short_answer": _short_answer,
    "cloze": _cloze,
    "journal_entry": _journal_entry,
    "essay": _essay,
}
