"""Reading what attempts at quizzes earned, counted by the database.

Credits are exact fractions kept as text, which a database cannot add up. It groups the answers of
an attempt by credit and points instead; the few groups are added up here.
"""

from collections import defaultdict
from fractions import Fraction
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import func, select
from sqlalchemy.sql.elements import ColumnElement

from lms.database import db
from lms.quizzes.decisions import QuizRelease
from lms.quizzes.models import Answer, Attempt
from lms.quizzes.rules import Score
from lms.results.rules import QuizResult, Sitting, quiz_result
from lms.workshops.models import Enrolment

_Groups = tuple[tuple[str | None, str, int], ...]
"""Credit and points as stored, and how many answers have them."""


def quiz_results_of(
    whose: ColumnElement[bool], *, only_released: bool = False
) -> dict[int, dict[str, QuizResult]]:
    """Return results by enrolment id and quiz id. One statement.

    `only_released`: as participants see them, a trainer's grade waits until it is released.
    """
    attempts: dict[tuple[int, str], dict[int, tuple[bool, list[Any]]]] = {}
    for enrolment_id, quiz_id, number, handed_in, *group in db.session.execute(
        _answer_groups(whose, only_released)
    ):
        numbered = attempts.setdefault((enrolment_id, quiz_id), {})
        groups = numbered.setdefault(number, (handed_in, []))[1]
        if group[1] is not None:
            groups.append(tuple(group))
    results: dict[int, dict[str, QuizResult]] = defaultdict(dict)
    for (enrolment_id, quiz_id), numbered in attempts.items():
        results[enrolment_id][quiz_id] = _result(
            tuple((handed_in, tuple(groups)) for handed_in, groups in numbered.values())
        )
    return results


def _answer_groups(
    whose: ColumnElement[bool], only_released: bool
) -> sa.Select[int, str, int, bool, str | None, str | None, int]:
    credit: ColumnElement[str | None] = sa.type_coerce(Answer.credit, sa.String)
    if only_released:
        credit = sa.case((_is_held_back(), sa.null()), else_=credit)
    points = sa.type_coerce(Answer.points, sa.String)
    return (
        select(
            Attempt.enrolment_id,
            Attempt.quiz_id,
            Attempt.number,
            Attempt.handed_in_at.is_not(None),
            credit,
            points,
            func.count(),
        )
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .outerjoin(Answer, Answer.attempt_id == Attempt.id)
        .where(whose)
        .group_by(Attempt.id, credit, points)
        .order_by(Attempt.enrolment_id, Attempt.quiz_id, Attempt.number, credit, points)
    )


def _is_held_back() -> ColumnElement[bool]:
    released = sa.exists().where(
        QuizRelease.workshop_id == Enrolment.workshop_id, QuizRelease.quiz_id == Attempt.quiz_id
    )
    return sa.and_(Answer.graded_by_id.is_not(None), ~released)


@lru_cache(maxsize=20_000)
def _result(attempts: tuple[tuple[bool, _Groups], ...]) -> QuizResult:
    """Return the result of attempts; kept, because many people have the same."""
    return quiz_result([Sitting(handed_in, _score(groups)) for handed_in, groups in attempts])


def _score(groups: _Groups) -> Score:
    earned = possible = Fraction(0)
    waiting = 0
    for credit, points, count in groups:
        most = Fraction(points) * count
        possible += most
        if credit is None:
            waiting += count
        else:
            earned += Fraction(credit) * most
    return Score(earned, possible, waiting)
