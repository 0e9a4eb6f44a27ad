"""When an attempt ends, what it asks, what it scores."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Any

from lms.content.settings import Pick
from lms.content.values import FormOrder, NumbersFrom
from lms.questions import Answer, InvalidAnswer, Variant, derive_seed
from lms.questions.base import Fields

GRACE = timedelta(seconds=60)
"""How long after the end a save that was on its way is still taken."""


@dataclass(frozen=True)
class MoreTime:
    """Time beyond the usual; it only ever adds.

    Standing extra time is the greater of `minutes` and `percent` of the limit; `given` are the
    minutes that trainers gave to the attempt itself.
    """

    minutes: int = 0
    percent: int = 0
    given: int = 0


NO_MORE_TIME = MoreTime()


@dataclass(frozen=True)
class Mark:
    """What one answer earned: `credit` of 0 to 1, None until a trainer graded it."""

    credit: Fraction | None
    points: Fraction


@dataclass(frozen=True)
class Score:
    """What an attempt earned of what was possible, and how many answers wait for a trainer.

    `is_graded`: at least one answer has its grade.
    """

    earned: Fraction
    possible: Fraction
    waiting: int = 0
    is_graded: bool = True

    @property
    def provisional(self) -> Fraction:
        """The score of 0 to 100 if what is not graded yet earned nothing."""
        return 100 * self.earned / self.possible if self.possible else Fraction(0)

    @property
    def final(self) -> Fraction | None:
        """The score of 0 to 100; None while a trainer has answers to grade."""
        return None if self.waiting else self.provisional


def deadline(
    started_at: datetime,
    minutes: int | None,
    closes_at: datetime | None,
    more: MoreTime = NO_MORE_TIME,
) -> datetime | None:
    """When an attempt ends; None while no end is known.

    That is the earlier of the closing and the time limit of `minutes`, with the person's standing
    extra time; minutes given to the attempt come on top, past the closing if need be.
    """
    ends = [] if closes_at is None else [closes_at]
    if minutes is not None:
        ends.append(started_at + time_limit(minutes, more))
    return min(ends) + timedelta(minutes=more.given) if ends else None


def time_limit(minutes: int, more: MoreTime = NO_MORE_TIME) -> timedelta:
    """How long an attempt may take, the person's standing extra time included."""
    # Rounded up to whole minutes.
    by_percent = -(-minutes * more.percent // 100)
    return timedelta(minutes=minutes + max(more.minutes, by_percent))


def is_over(ends_at: datetime | None, now: datetime) -> bool:
    """Whether the end has come."""
    return ends_at is not None and now >= ends_at


def is_too_late(ends_at: datetime | None, now: datetime) -> bool:
    """Whether a save comes after the end and the grace for saves on their way."""
    return ends_at is not None and now > ends_at + GRACE


def form_for(order: FormOrder, forms: Iterable[str], first_form: str, number: int = 1) -> str:
    """The form a person sits in her attempt `number` whose first form is `first_form`.

    The other form is the one after it, the first of all after the last; each further attempt at the
    other form has the next one again.
    """
    if order is FormOrder.SINGLE:
        return ""
    names = sorted(forms)
    place = names.index(first_form) if first_form in names else 0
    return names[(place + (number if order is FormOrder.OTHER else 0)) % len(names)]


def attempt_seed(
    numbers: NumbersFrom, *, secret: int, enrolment_id: int, quiz_id: str, number: int
) -> int:
    """The seed of an attempt: shared by all first (second, …) attempts of a workshop, or the
    attempt's own.

    Without the workshop's `secret` nobody can work it out, and with it the place of an option in
    the author's file or the right order of steps.
    """
    if numbers is NumbersFrom.WORKSHOP:
        return derive_seed("quiz", "workshop", secret, quiz_id, number)
    return derive_seed("quiz", "enrolment", secret, enrolment_id, quiz_id, number)


@lru_cache(maxsize=8_192)
def question_seed(seed: int, drawn_as: str) -> int:
    """The seed of a question; those of one case (`drawn_as` its id) share it."""
    return derive_seed("question", seed, drawn_as)


def order_seed(enrolment_id: int, quiz_id: str, number: int) -> int:
    """The seed of the order of questions: everybody has her own, whoever shares numbers."""
    return derive_seed("quiz", "order", enrolment_id, quiz_id, number)


def drawn_questions(picks: Sequence[Pick], seed: int) -> list[str]:
    """The questions to ask: of each pick as many as it says, by the seed, in its order."""
    chosen: list[str] = []
    for pick in picks:
        by_chance = sorted(pick.ids, key=lambda each: derive_seed("pick", seed, each))
        taken = set(by_chance[: pick.count])
        chosen += [each for each in pick.ids if each in taken]
    return chosen


def question_order(question_ids: Sequence[str], shuffle: bool, seed: int) -> list[str]:
    """The questions in the order to ask them."""
    if not shuffle:
        return list(question_ids)
    return sorted(question_ids, key=lambda each: derive_seed("order", seed, each))


@dataclass(frozen=True)
class ReadAnswer:
    """An answer to keep (None: left empty), and what about it cannot be read."""

    answer: Answer | None
    problem: InvalidAnswer | None = None


def given(variant: Variant[Any], fields: Fields) -> ReadAnswer:
    """The answer in a form that was sent. What is typed is kept even if unreadable.

    Raises InvalidAnswer for options that are not offered and for text beyond all limits.
    """
    if not any(text.strip() for text in variant.texts(fields)):
        return ReadAnswer(None)
    try:
        return ReadAnswer(variant.read(fields))
    except InvalidAnswer as problem:
        # Only a request that somebody made up holds an option that was never offered.
        if variant.options:
            raise
        return ReadAnswer(variant.as_typed(fields), problem)


def problem_with(variant: Variant[Any], answer: Answer | None) -> InvalidAnswer | None:
    """What cannot be read about an answer that was kept, None if nothing."""
    if answer is None:
        return None
    fields: Mapping[str, list[str]] = {"answer": [answer] if isinstance(answer, str) else answer}
    try:
        variant.read(fields)
    except InvalidAnswer as problem:
        return problem
    return None


def score(marks: Iterable[Mark]) -> Score:
    """Add up what answers earned: credit times points."""
    all_marks = list(marks)
    earned = sum((m.credit * m.points for m in all_marks if m.credit is not None), Fraction(0))
    possible = sum((m.points for m in all_marks), Fraction(0))
    waiting = sum(m.credit is None for m in all_marks)
    return Score(earned, possible, waiting, waiting < len(all_marks))


def passed(score: Score, needed: Fraction | None) -> bool | None:
    """Whether a score is enough; None while it is not final or nothing is `needed`."""
    return None if needed is None or score.final is None else score.final >= needed
