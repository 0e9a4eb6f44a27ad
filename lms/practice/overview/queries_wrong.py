"""Reading what a workshop answers wrongly again and again."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import select

from lms.content.values import Course
from lms.database import db
from lms.language import UnreadableNumber
from lms.practice.models import ExerciseTry
from lms.practice.overview.rules_wrong import WrongBy, in_one_line, wrong_by
from lms.questions import Answer, Variant
from lms.questions.numeric import Numeric, understood

LATEST_WRONG = 500
"""Of so many wrong answers, the newest, the commonest are told."""

TOLD_WRONG = 10


@dataclass(frozen=True)
class _Mistake:
    """What makes two wrong answers the same: the author's words, the answer, or `by` the key."""

    exercise_id: str
    words: str = ""
    by: WrongBy | None = None
    times: int = 1


@dataclass(frozen=True)
class WrongAnswer:
    """What was answered wrongly again and again.

    `words`: the author's to it, or the answer; empty for drawn numbers without a named mistake, of
    which `by` tells what they have to do with the key (`times`: a power of ten), and `typed` and
    `right` the newest example.
    """

    exercise_id: str
    title: str
    words: str
    count: int
    by: WrongBy | None = None
    times: int = 1
    typed: str = ""
    right: str = ""


def commonest_wrong(enrolment_ids: Collection[int], course: Course) -> tuple[WrongAnswer, ...]:
    """Count the newest wrong first answers that come more than once, the commonest first."""
    rows = db.session.execute(
        select(ExerciseTry.exercise_id, ExerciseTry.seed, ExerciseTry.answer)
        .where(
            ExerciseTry.enrolment_id.in_(enrolment_ids),
            ExerciseTry.credit.is_not(None),
            ExerciseTry.credit != 1,
        )
        .order_by(ExerciseTry.id.desc())
        .limit(LATEST_WRONG)
    )
    exercises = {each.id: each for each in course.exercises}
    counts: Counter[_Mistake] = Counter()
    newest: dict[_Mistake, tuple[str, str]] = {}
    for exercise_id, seed, answer in rows:
        if exercise_id not in exercises:
            continue
        variant = exercises[exercise_id].question.variant(seed)
        mistake = _mistake(variant, answer)
        counts[mistake] += 1
        if mistake.by and mistake not in newest:
            typed, right = variant.answer_text(answer), variant.key_text
            newest[mistake] = (in_one_line(typed), in_one_line(right))
    return tuple(
        WrongAnswer(
            each.exercise_id,
            exercises[each.exercise_id].title,
            each.words,
            count,
            each.by,
            each.times,
            *newest.get(each, ("", "")),
        )
        for each, count in counts.most_common(TOLD_WRONG)
        if count > 1
    )


def _mistake(variant: Variant[Any], answer: Answer) -> _Mistake:
    exercise_id = variant.question.id
    words = in_one_line(variant.grade(answer).feedback)
    if not words and not variant.question.draw.free:
        words = in_one_line(variant.answer_text(answer))
    if words:
        return _Mistake(exercise_id, words)
    if not isinstance(variant, Numeric) or not isinstance(answer, str):
        return _Mistake(exercise_id, by=WrongBy.OTHER)
    try:
        value = understood(answer, variant.question.unit)
    except UnreadableNumber:
        return _Mistake(exercise_id, by=WrongBy.OTHER)
    numbers = {each for each in variant.numbers.values() if isinstance(each, Fraction)}
    by, times = wrong_by(value, variant.key, numbers)
    return _Mistake(exercise_id, by=by, times=times)
