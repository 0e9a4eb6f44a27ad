"""What attempts come to that nobody handed in although their time is over.

A report is right about them before anybody presses anything: it counts what had been saved.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.database import db
from lms.questions import Answer as Given
from lms.quizzes.attempts import rules
from lms.quizzes.attempts.models import AnswerSave, Attempt
from lms.quizzes.attempts.queries import quiz_attempts, select_attempts
from lms.quizzes.attempts.queries_accepting import accepted_in_workshops
from lms.quizzes.attempts.queries_saves import SAVE
from lms.quizzes.attempts.saves import Save, in_force
from lms.workshops.models import Enrolment, Workshop


@dataclass(frozen=True)
class RanOut:
    """An attempt the clock has ended: when, and what the answer to each question earns."""

    ended_at: datetime
    question_ids: tuple[str, ...]
    marks: tuple[rules.Mark, ...]


def ran_out_among(attempt_ids: Collection[int], now: datetime) -> dict[int, RanOut]:
    """Those of these open attempts whose time is over, by id."""
    if not attempt_ids:
        return {}
    query = (
        select_attempts()
        .options(
            joinedload(Attempt.enrolment, innerjoin=True)
            .joinedload(Enrolment.workshop, innerjoin=True)
            .joinedload(Workshop.revision, innerjoin=True)
        )
        .where(Attempt.id.in_(attempt_ids), Attempt.handed_in_at.is_(None))
    )
    over = [
        (each, each.ends_at)
        for each in quiz_attempts(query)
        if each.ends_at is not None and rules.is_too_late(each.ends_at, now)
    ]
    if not over:
        return {}
    answers = _answers_in_force([each.attempt.id for each, _end in over])
    accepted = accepted_in_workshops({each.attempt.enrolment.workshop_id for each, _end in over})
    found = {}
    for quiz_attempt, ended_at in over:
        attempt = quiz_attempt.attempt
        ours = accepted[attempt.enrolment.workshop_id, attempt.quiz_id]
        given = answers[attempt.id]
        found[attempt.id] = RanOut(
            ended_at,
            tuple(attempt.question_ids),
            tuple(
                rules.Mark(
                    ours.credit(quiz_attempt.variant(position), given.get(position)),
                    quiz_attempt.question(position).points,
                )
                for position in quiz_attempt.positions
            ),
        )
    return found


def _answers_in_force(attempt_ids: Collection[int]) -> dict[int, dict[int, Given | None]]:
    """The answers that hold by attempt id and position."""
    saves: dict[int, list[Save]] = defaultdict(list)
    rows = db.session.execute(
        select(*SAVE, AnswerSave.attempt_id)
        .where(AnswerSave.attempt_id.in_(attempt_ids))
        .order_by(AnswerSave.id)
    )
    for row in rows:
        saves[row.attempt_id].append(Save(*row[:-1]))
    holding = [save.id for each in saves.values() for save in in_force(each).values()]
    found: dict[int, dict[int, Given | None]] = defaultdict(dict)
    for attempt_id, position, answer in db.session.execute(
        select(AnswerSave.attempt_id, AnswerSave.position, AnswerSave.answer).where(
            AnswerSave.id.in_(holding)
        )
    ):
        found[attempt_id][position] = answer
    return found
