"""Reading what attempts at quizzes earned.

What the answers of an attempt earn is kept with it (`lms.quizzes.attempts.kept.rules`), so nothing
reads answers but where nothing is kept yet: of attempts that run out, and those an older release
has handed in.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import bindparam, select
from sqlalchemy.sql.elements import ColumnElement

from lms.database import db
from lms.errors import NotFound
from lms.publishing.queries import course_of_id
from lms.quizzes.attempts.kept.queries import marks_of
from lms.quizzes.attempts.kept.rules import (
    KeptMark,
    has_trainers,
    marks_in,
    marks_text,
    score_in,
    score_text,
    without_trainers,
)
from lms.quizzes.attempts.models import Attempt
from lms.quizzes.attempts.models_decisions import QuizRelease
from lms.quizzes.attempts.overdue import RanOut, ran_out_among
from lms.results.rules import BEST_COUNTS, AttemptResult, QuizResult, Terms, quiz_result
from lms.workshops.models import Enrolment, Workshop


class AttemptRow(NamedTuple):
    """An attempt as reports need it; `score` and `marks` as they are kept, of one handed in."""

    id: int
    enrolment_id: int
    revision_id: int
    quiz_id: str
    number: int
    started_at: datetime
    handed_in_at: datetime | None
    remedial: bool
    score: str | None
    marks: str | None


def quiz_results_of(
    whose: ColumnElement[bool], now: datetime | None = None, *, only_released: bool = False
) -> dict[int, dict[str, QuizResult]]:
    """Results by enrolment id and quiz id.

    With `now`, whoever ran out of time counts as having handed in what was saved. `only_released`:
    as participants see them, a trainer's grade waits until it is released.
    """
    rows = attempts_of(whose, now, with_marks=only_released)
    if only_released:
        rows = _as_released(rows, whose)
    return results_from(rows)


def attempts_of(
    whose: ColumnElement[bool], now: datetime | None = None, *, with_marks: bool = True
) -> list[AttemptRow]:
    """The attempts, each person's at a quiz by number; with `now` as `quiz_results_of` says."""
    rows = db.session.execute(_select(with_marks=with_marks).where(whose))
    return _settled([AttemptRow._make(row) for row in rows], whose, now)


def attempts_in(
    workshops: Iterable[Workshop],
    now: datetime,
    *,
    with_marks: bool = True,
    only: Collection[int] | None = None,
) -> list[AttemptRow]:
    """The attempts of everybody who has or had a seat, or of `only` these."""
    ids = [workshop.id for workshop in workshops] if only is None else list(only)
    query = _select_in(of_some=only is not None, with_marks=with_marks)
    rows = db.session.execute(query, {"ids": ids})
    whose = Enrolment.workshop_id.in_(ids) if only is None else Enrolment.id.in_(ids)
    return _settled([AttemptRow._make(row) for row in rows], whose, now)


def _select(*, with_marks: bool) -> Any:
    return (
        select(
            Attempt.id,
            Attempt.enrolment_id,
            Workshop.revision_id,
            Attempt.quiz_id,
            Attempt.number,
            Attempt.started_at,
            Attempt.handed_in_at,
            Attempt.remedial,
            Attempt.score,
            Attempt.marks if with_marks else sa.null(),
        )
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(Workshop, Workshop.id == Enrolment.workshop_id)
        .order_by(Attempt.enrolment_id, Attempt.quiz_id, Attempt.number)
    )


@cache  # built once, for every report asks
def _select_in(*, of_some: bool, with_marks: bool) -> Any:
    column = Enrolment.id if of_some else Enrolment.workshop_id
    return _select(with_marks=with_marks).where(column.in_(bindparam("ids", expanding=True)))


def _settled(
    rows: list[AttemptRow], whose: ColumnElement[bool], now: datetime | None
) -> list[AttemptRow]:
    if any(row.score is None and row.handed_in_at is not None for row in rows):
        rows = _summed_up(rows, whose)
    return rows if now is None else _with_what_ran_out(rows, now)


def _summed_up(rows: list[AttemptRow], whose: ColumnElement[bool]) -> list[AttemptRow]:
    """Put in what the answers of those attempts earn that keep nothing."""
    marks = marks_of(sa.and_(whose, Attempt.score.is_(None), Attempt.handed_in_at.is_not(None)))
    return [
        row if row.score is not None or row.handed_in_at is None else _earning(row, marks[row.id])
        for row in rows
    ]


def _with_what_ran_out(rows: list[AttemptRow], now: datetime) -> list[AttemptRow]:
    """Put in place of each open attempt that the clock has ended what it comes to."""
    over = ran_out_among([row.id for row in rows if row.handed_in_at is None], now)
    return [_ended(row, over[row.id]) if row.id in over else row for row in rows] if over else rows


def _ended(row: AttemptRow, end: RanOut) -> AttemptRow:
    marks = [
        KeptMark(question_id, mark.credit, mark.points)
        for question_id, mark in zip(end.question_ids, end.marks, strict=True)
    ]
    return _earning(row, marks)._replace(handed_in_at=end.ended_at)


def _earning(row: AttemptRow, marks: list[KeptMark]) -> AttemptRow:
    text = marks_text(marks)
    return row._replace(score=_score_of(text), marks=text)


@lru_cache(maxsize=5_000)
def _score_of(text: str) -> str:
    """The score of marks as they are kept; kept, because many people have the same."""
    return score_text(marks_in(text))


def _as_released(rows: list[AttemptRow], whose: ColumnElement[bool]) -> list[AttemptRow]:
    """Let what trainers gave wait where their grades are not released."""
    if not any(row.marks and has_trainers(row.marks) for row in rows):
        return rows
    released = {
        (enrolment_id, quiz_id)
        for enrolment_id, quiz_id in db.session.execute(
            select(Enrolment.id, QuizRelease.quiz_id)
            .join(QuizRelease, QuizRelease.workshop_id == Enrolment.workshop_id)
            .where(whose)
        )
    }
    return [
        row
        if row.marks is None or (row.enrolment_id, row.quiz_id) in released
        else row._replace(score=score_text(without_trainers(marks_in(row.marks))))
        for row in rows
    ]


def results_from(rows: Iterable[AttemptRow]) -> dict[int, dict[str, QuizResult]]:
    """Results by enrolment id and quiz id."""
    attempts: dict[tuple[int, int, str], list[AttemptRow]] = {}
    for row in rows:
        attempts.setdefault((row.enrolment_id, row.revision_id, row.quiz_id), []).append(row)
    terms = {key: _terms(*key) for key in {(each[1], each[2]) for each in attempts}}
    results: dict[int, dict[str, QuizResult]] = defaultdict(dict)
    for (enrolment_id, revision_id, quiz_id), numbered in attempts.items():
        sat = tuple((row.handed_in_at is not None, row.remedial, row.score) for row in numbered)
        result = _result(sat, terms[revision_id, quiz_id])
        if handed_in := [row.handed_in_at for row in numbered if row.handed_in_at is not None]:
            first = next(row for row in numbered if row.handed_in_at is not None)
            times = (first.started_at, min(handed_in), max(handed_in))
            result = result.at(*times)
        results[enrolment_id][quiz_id] = result
    return results


def result_of_one(revision_id: int, quiz_id: str, kept_score: str) -> QuizResult:
    """The result of who sat a quiz once and handed it in, by the score that is kept."""
    return _result(((True, False, kept_score),), _terms(revision_id, quiz_id))


def _terms(revision_id: int, quiz_id: str) -> Terms:
    """How the course that a workshop follows now counts attempts; the best if it is gone."""
    try:
        quiz = course_of_id(revision_id).quiz(quiz_id)
    except NotFound:
        # The course of today has no such quiz any more.
        return BEST_COUNTS
    return Terms(quiz.counts, quiz.pass_score if quiz.remedial else None)


@lru_cache(maxsize=20_000)
def _result(attempts: tuple[tuple[bool, bool, str | None], ...], terms: Terms) -> QuizResult:
    """The result of attempts; kept, because many people have the same."""
    return quiz_result(
        [
            AttemptResult(handed_in, score_in(score or NOTHING), remedial)
            for handed_in, remedial, score in attempts
        ],
        terms,
    )


NOTHING = score_text(())
