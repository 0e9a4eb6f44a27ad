"""Reading first attempts at quizzes as responses, each question by itself."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy import select

from lms.database import db
from lms.quizzes.attempts.models import Answer, Attempt
from lms.quizzes.attempts.overdue import ran_out_among
from lms.reports.account.evidence import Response
from lms.results.counting import Counting
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.rules import Schedule


def responses_in(
    workshops: Sequence[Workshop], schedules: Mapping[int, Schedule], now: datetime
) -> dict[int, list[Response]]:
    """First attempts of those who hold a seat, begun in the workshop days, by workshop id.

    Whoever ran out of time counts as having handed in what was saved.
    """
    counting = Counting(schedules)
    begun_at = sa.type_coerce(Attempt.started_at, Attempt.started_at.type)
    first = (
        Enrolment.workshop_id.in_([workshop.id for workshop in workshops]),
        Enrolment.withdrawn_at.is_(None),
        Attempt.number == 1,
        counting.in_days(begun_at),
    )
    found: dict[int, list[Response]] = {workshop.id: [] for workshop in workshops}
    for workshop_id, person_id, quiz_id, question_id, credit, points in db.session.execute(
        counting.over(
            select(
                Enrolment.workshop_id,
                Enrolment.person_id,
                Attempt.quiz_id,
                Answer.question_id,
                # As text: few differ, so each is made a number once.
                sa.type_coerce(Answer.credit, sa.String),
                sa.type_coerce(Answer.points, sa.String),
            )
            .select_from(Enrolment)
            .join(Attempt, Attempt.enrolment_id == Enrolment.id)
            .join(Answer, Answer.attempt_id == Attempt.id)
        ).where(*first, Attempt.handed_in_at.is_not(None))
    ):
        found[workshop_id].append(
            Response(person_id, quiz_id, question_id, _number(credit), _points(points))
        )
    for workshop_id, response in _ran_out(counting, first, now):
        found[workshop_id].append(response)
    return found


@lru_cache(maxsize=1_000)
def _number(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


@lru_cache(maxsize=1_000)
def _points(text: str) -> Fraction:
    return Fraction(text)


def _ran_out(
    counting: Counting, first: Sequence[sa.ColumnElement[bool]], now: datetime
) -> list[tuple[int, Response]]:
    waiting = {
        attempt_id: (workshop_id, person_id, quiz_id, question_ids)
        for attempt_id, workshop_id, person_id, quiz_id, question_ids in db.session.execute(
            counting.over(
                select(
                    Attempt.id,
                    Enrolment.workshop_id,
                    Enrolment.person_id,
                    Attempt.quiz_id,
                    Attempt.question_ids,
                )
                .select_from(Attempt)
                .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
            ).where(*first, Attempt.handed_in_at.is_(None))
        )
    }
    found = []
    for attempt_id, end in ran_out_among(list(waiting), now).items():
        workshop_id, person_id, quiz_id, question_ids = waiting[attempt_id]
        for question_id, mark in zip(question_ids, end.marks, strict=True):
            response = Response(person_id, quiz_id, question_id, mark.credit, mark.points)
            found.append((workshop_id, response))
    return found
