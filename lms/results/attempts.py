"""Reading what attempts at quizzes earned, counted by the database.

Credits are exact fractions kept as text, which a database cannot add up. It groups the answers of
an attempt by credit and points instead; the few groups are added up here.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import func, select
from sqlalchemy.sql.elements import ColumnElement

from lms.database import db
from lms.errors import NotFound
from lms.publishing.queries import course_of_id
from lms.quizzes.attempts.models import Answer, Attempt
from lms.quizzes.attempts.models_decisions import QuizRelease
from lms.quizzes.attempts.overdue import ran_out_among
from lms.quizzes.attempts.rules import Score
from lms.results.rules import BEST_COUNTS, AttemptResult, QuizResult, Terms, quiz_result
from lms.workshops.models import Enrolment, Workshop

_Groups = tuple[tuple[str | None, str, int], ...]
"""Credit and points as stored, and how many answers have them."""


def quiz_results_of(
    whose: ColumnElement[bool], now: datetime | None = None, *, only_released: bool = False
) -> dict[int, dict[str, QuizResult]]:
    """Results by enrolment id and quiz id.

    With `now`, whoever ran out of time counts as having handed in what was saved. `only_released`:
    as participants see them, a trainer's grade waits until it is released.
    """
    attempts: dict[tuple[int, int, str], dict[int, _Row]] = {}
    for row in db.session.execute(_answer_groups(whose, only_released)):
        enrolment_id, revision_id, quiz_id, number, id_, started_at, *rest = row
        handed_in_at, remedial, *group = rest
        numbered = attempts.setdefault((enrolment_id, revision_id, quiz_id), {})
        kept = numbered.setdefault(number, _Row(id_, started_at, handed_in_at, remedial, []))
        # The outer join gives an attempt without answers one row of nothing.
        if group[1] is not None:
            kept.groups.append(tuple(group))
    if now is not None:
        _hand_in_what_ran_out(attempts.values(), now)
    terms = {key: _terms(*key) for key in {(each[1], each[2]) for each in attempts}}
    results: dict[int, dict[str, QuizResult]] = defaultdict(dict)
    for (enrolment_id, revision_id, quiz_id), numbered in attempts.items():
        rows = tuple(numbered.values())
        sat = tuple((row.handed_in_at is not None, row.remedial, tuple(row.groups)) for row in rows)
        done = [row for row in rows if row.handed_in_at is not None]
        results[enrolment_id][quiz_id] = replace(
            _result(sat, terms[revision_id, quiz_id]),
            begun_at=done[0].started_at if done else None,
            done_at=min((row.handed_in_at for row in done if row.handed_in_at), default=None),
            handed_in_at=max((row.handed_in_at for row in done if row.handed_in_at), default=None),
        )
    return results


def _hand_in_what_ran_out(attempts: Iterable[dict[int, "_Row"]], now: datetime) -> None:
    """Put in place of each open attempt that the clock has ended what it comes to."""
    waiting = [
        (numbered, number, row)
        for numbered in attempts
        for number, row in numbered.items()
        if row.handed_in_at is None
    ]
    over = ran_out_among([row.id for _numbered, _number, row in waiting], now)
    for numbered, number, row in waiting:
        if row.id in over:
            end = over[row.id]
            groups = [
                (None if mark.credit is None else str(mark.credit), str(mark.points), 1)
                for mark in end.marks
            ]
            numbered[number] = row._replace(handed_in_at=end.ended_at, groups=groups)


class _Row(NamedTuple):
    """One attempt and its answers, counted."""

    id: int
    started_at: datetime
    handed_in_at: datetime | None
    remedial: bool
    groups: list[Any]


def _terms(revision_id: int, quiz_id: str) -> Terms:
    """How the course that a workshop follows now counts attempts; the best if it is gone."""
    try:
        quiz = course_of_id(revision_id).quiz(quiz_id)
    except NotFound:
        # The course of today has no such quiz any more.
        return BEST_COUNTS
    return Terms(quiz.counts, quiz.pass_score if quiz.remedial else None)


def _answer_groups(whose: ColumnElement[bool], only_released: bool) -> sa.Select[*tuple[Any, ...]]:
    credit: ColumnElement[str | None] = sa.type_coerce(Answer.credit, sa.String)
    if only_released:
        credit = sa.case((_is_held_back(), sa.null()), else_=credit)
    points = sa.type_coerce(Answer.points, sa.String)
    return (
        select(
            Attempt.enrolment_id,
            Workshop.revision_id,
            Attempt.quiz_id,
            Attempt.number,
            Attempt.id,
            Attempt.started_at,
            Attempt.handed_in_at,
            Attempt.remedial,
            credit,
            points,
            func.count(),
        )
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(Workshop, Workshop.id == Enrolment.workshop_id)
        .outerjoin(Answer, Answer.attempt_id == Attempt.id)
        .where(whose)
        .group_by(Attempt.id, Workshop.revision_id, credit, points)
        .order_by(Attempt.enrolment_id, Attempt.quiz_id, Attempt.number, credit, points)
    )


def _is_held_back() -> ColumnElement[bool]:
    released = sa.exists().where(
        QuizRelease.workshop_id == Enrolment.workshop_id, QuizRelease.quiz_id == Attempt.quiz_id
    )
    return sa.and_(Answer.graded_by_id.is_not(None), ~released)


@lru_cache(maxsize=20_000)
def _result(attempts: tuple[tuple[bool, bool, _Groups], ...], terms: Terms) -> QuizResult:
    """The result of attempts; kept, because many people have the same."""
    return quiz_result(
        [
            AttemptResult(handed_in, _score(groups), remedial)
            for handed_in, remedial, groups in attempts
        ],
        terms,
    )


def _score(groups: _Groups) -> Score:
    earned = possible = Fraction(0)
    waiting = answers = 0
    for credit, points, count in groups:
        most = Fraction(points) * count
        possible += most
        answers += count
        if credit is None:
            waiting += count
        else:
            earned += Fraction(credit) * most
    return Score(earned, possible, waiting, waiting < answers)
