"""Totals over everybody with a seat, counted by the database: for a page that shows a few of them.

Whose attempts are plain (one, handed in, no remedial) is counted by its score. The few others go
through the rules, person by person; whoever asks reads them, together with those she shows.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, case, func, or_, select

from lms.database import UtcDateTime, db
from lms.quizzes.attempts.models import Attempt
from lms.results.attempts import result_of_one
from lms.results.outcomes import pair_of
from lms.results.passing import Demands
from lms.results.periods import Period, period_of
from lms.results.queries import demands_in
from lms.results.rules import QuizResult
from lms.statistics.gain import Pair
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.rules import Schedule


@dataclass(frozen=True)
class Sat:
    """What all with a seat sat: plain `scores` by quiz id, without those that wait.

    `others`: the ids of quizzes by the enrolment whose attempts at them are not plain.
    """

    scores: Mapping[str, list[Fraction]]
    others: Mapping[int, list[str]]


@dataclass(frozen=True)
class ScoreTotals:
    """`scores` of all seats by quiz id, without those that wait; `pairs` of both tests."""

    scores: Mapping[str, list[Fraction]]
    pairs: tuple[Pair, ...]


Results = Mapping[int, Mapping[str, QuizResult]]
"""By enrolment id and quiz id."""


def sat_in(workshop: Workshop) -> Sat:
    """What all with a seat sat, in one statement."""
    scores: dict[str, list[Fraction]] = defaultdict(list)
    others: dict[int, list[str]] = defaultdict(list)
    for quiz_id, text, enrolment_id, count in db.session.execute(
        _SCORES, {"workshop_id": workshop.id}
    ):
        if enrolment_id is not None:
            others[enrolment_id].append(quiz_id)
            continue
        score = result_of_one(workshop.revision_id, quiz_id, text).score
        if score is not None:
            scores[quiz_id] += [score] * count
    return Sat(scores, others)


def score_totals(workshop: Workshop, schedule: Schedule, sat: Sat, results: Results) -> ScoreTotals:
    """What all with a seat scored, in one statement; `results` are of the `others` of `sat`."""
    scores = defaultdict(list, {quiz_id: list(each) for quiz_id, each in sat.scores.items()})
    for enrolment_id, not_plain in sat.others.items():
        for quiz_id in not_plain:
            score = results[enrolment_id][quiz_id].score
            if score is not None:
                scores[quiz_id].append(score)
    demands, period = demands_in(workshop.revision), period_of(schedule)
    return ScoreTotals(scores, _pairs(workshop, sat.others, results, demands, period))


def _sat() -> sa.CTE:
    """Of each person and quiz the score, and whether it is all there is to say."""
    attempts, handed_in, scored = func.count(), func.count(Attempt.handed_in_at), Attempt.score
    remedials = func.sum(case((Attempt.remedial, 1), else_=0))
    is_plain = and_(attempts == 1, handed_in == 1, func.count(scored) == 1, remedials == 0)
    return (
        select(
            Attempt.enrolment_id,
            Attempt.quiz_id,
            func.min(scored).label("score"),
            func.min(Attempt.started_at).label("begun_at"),
            case((is_plain, 1), else_=0).label("is_plain"),
        )
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .where(Enrolment.workshop_id == bindparam("workshop_id"), Enrolment.withdrawn_at.is_(None))
        .group_by(Attempt.enrolment_id, Attempt.quiz_id)
        .cte("sat")
    )


def _scores(sat: sa.CTE) -> sa.Select[str, str, int | None, int]:
    """Plain scores by quiz with how often they were reached; all others by enrolment."""
    enrolment_id = case((sat.c.is_plain == 0, sat.c.enrolment_id)).label("enrolment_id")
    score = case((sat.c.is_plain == 1, sat.c.score)).label("score")
    each = select(sat.c.quiz_id, score, enrolment_id).subquery()
    return select(*each.c, func.count()).group_by(*each.c)


def _pairs(
    workshop: Workshop,
    others: Mapping[int, list[str]],
    results: Results,
    demands: Demands,
    period: Period,
) -> tuple[Pair, ...]:
    """Both tests of everybody who has a pair of them, as `pair_of` says."""
    if demands.pretest is None or demands.posttest is None:
        return ()
    first, last = demands.pretest.id, demands.posttest.id
    given = {
        "workshop_id": workshop.id,
        "first": first,
        "last": last,
        "days_end": period.days_end,
    }
    pairs: list[Pair] = []
    for before, after, count in db.session.execute(_PAIRS, given):
        pre = result_of_one(workshop.revision_id, first, before).first
        post = result_of_one(workshop.revision_id, last, after).first
        if pre is not None and post is not None:
            pairs += [(pre, post)] * count
    for enrolment_id, not_plain in others.items():
        if first in not_plain or last in not_plain:
            pair = pair_of(demands, results[enrolment_id], period)
            pairs += [] if pair is None else [pair]
    return tuple(pairs)


def _plain_pairs(sat: sa.CTE) -> sa.Select[str, str, int]:
    """Both scores of who sat both plainly, put side by side without joining everybody to all."""
    quiz_id, days_end = sat.c.quiz_id, bindparam("days_end", type_=UtcDateTime)
    first, last = bindparam("first", type_=sa.String), bindparam("last", type_=sa.String)

    def of(test: BindParameter[str], column: ColumnElement[Any]) -> ColumnElement[Any]:
        return func.max(case((quiz_id == test, column)))

    each = (
        select(
            of(first, sat.c.score).label("before"),
            of(last, sat.c.score).label("after"),
            of(first, sat.c.begun_at).label("before_at"),
            of(last, sat.c.begun_at).label("after_at"),
        )
        .where(sat.c.is_plain == 1, quiz_id.in_([first, last]))
        .group_by(sat.c.enrolment_id)
        .subquery()
    )
    return (
        select(each.c.before, each.c.after, func.count())
        .where(
            each.c.before_at <= each.c.after_at,
            or_(days_end.is_(None), each.c.after_at < days_end),
        )
        .group_by(each.c.before, each.c.after)
    )


# Built once, for every page of lines asks.
_SAT = _sat()
_SCORES, _PAIRS = _scores(_SAT), _plain_pairs(_SAT)
