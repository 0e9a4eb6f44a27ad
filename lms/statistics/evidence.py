"""One kept try of an exercise as evidence of a skill, and what it says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Scaffold(StrEnum):
    """How much of a worked example stood beside the question; the fewer, the harder.

    Fading it, example → half-worked → whole, is what the worked-example effect asks for (Renkl and
    Atkinson 2003).
    """

    WORKED = "worked"
    HALF_WORKED = "half_worked"
    WHOLE = "whole"


class Outcome(StrEnum):
    """What came of a try: by herself, with help, or not."""

    UNAIDED = "unaided"
    AIDED = "aided"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class Try:
    """A try that is over. Answers in a quiz are tries with neither hints nor a second answer.

    `at` is aware and in the zone of the workshop: its date is the day as she lived it.
    `second_answer_right` is empty if there was no second answer. `key_known`: the solution of
    these very numbers had been shown before; what is explained afterwards is no help.
    `drawn`: its numbers or words are drawn anew for each try, so that the answer cannot be
    remembered instead of the method.
    """

    exercise_id: str
    at: datetime
    first_answer_right: bool
    second_answer_right: bool | None = None
    hints_opened: int = 0
    key_known: bool = False
    drawn: bool = True
    from_quiz: bool = False
    scaffold: Scaffold = Scaffold.WHOLE


def outcome_of(a_try: Try) -> Outcome:
    """Return unaided for a whole exercise right at once, without hints and the key unknown."""
    if not (a_try.first_answer_right or a_try.second_answer_right):
        return Outcome.FAILED
    alone = a_try.first_answer_right and not (a_try.hints_opened or a_try.key_known)
    whole = a_try.scaffold is Scaffold.WHOLE
    return Outcome.UNAIDED if alone and whole else Outcome.AIDED


def in_order(tries: Iterable[Try]) -> list[Try]:
    """Return the tries by time; those of one instant always in the same order."""
    return sorted(tries, key=_place)


def _place(a_try: Try) -> tuple[object, ...]:
    second = a_try.second_answer_right
    return (
        a_try.at,
        a_try.exercise_id,
        a_try.first_answer_right,
        -1 if second is None else int(second),
        a_try.hints_opened,
        a_try.key_known,
        a_try.drawn,
        a_try.from_quiz,
        a_try.scaffold,
    )
