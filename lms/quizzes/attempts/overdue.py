"""What attempts come to that nobody handed in although their time is over.

A report is right about them before anybody presses anything: it counts what had been saved.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, bindparam, select

from lms.database import db
from lms.publishing.queries import course_of_id
from lms.questions import Answer as Given
from lms.quizzes.attempts import rules
from lms.quizzes.attempts.attempt import QuizAttempt
from lms.quizzes.attempts.models import AnswerSave, Attempt
from lms.quizzes.attempts.queries import open_ends
from lms.quizzes.attempts.queries_accepting import accepted_in_workshops
from lms.quizzes.attempts.queries_saves import SAVE
from lms.quizzes.attempts.saves import Save, in_force
from lms.workshops.models import Enrolment


@dataclass(frozen=True)
class RanOut:
    """An attempt the clock has ended: when, and what the answer to each question earns."""

    ended_at: datetime
    question_ids: tuple[str, ...]
    marks: tuple[rules.Mark, ...]


# Built once, for every report asks.
_THESE_ATTEMPTS: BindParameter[Sequence[int]] = bindparam("attempt_ids", expanding=True)
_ATTEMPTS = (
    select(Attempt, Enrolment.workshop_id)
    .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
    .where(Attempt.id.in_(_THESE_ATTEMPTS))
)
_SAVES = (
    select(*SAVE, AnswerSave.attempt_id)
    .where(AnswerSave.attempt_id.in_(_THESE_ATTEMPTS))
    .order_by(AnswerSave.id)
)
_ANSWERS = select(AnswerSave.attempt_id, AnswerSave.position, AnswerSave.answer).where(
    AnswerSave.id.in_(bindparam("save_ids", expanding=True))
)


def ran_out_among(attempt_ids: Collection[int], now: datetime) -> dict[int, RanOut]:
    """Those of these open attempts whose time is over, by id."""
    if not attempt_ids:
        return {}
    over = {
        attempt_id: ends_at
        for attempt_id, ends_at in open_ends(attempt_ids).items()
        if ends_at is not None and rules.is_too_late(ends_at, now)
    }
    if not over:
        return {}
    rows = db.session.execute(_ATTEMPTS, {"attempt_ids": list(over)}).all()
    answers = _answers_in_force(over)
    accepted = accepted_in_workshops({workshop_id for _attempt, workshop_id in rows})
    courses = {key: course_of_id(key) for key in {attempt.revision_id for attempt, _id in rows}}
    found = {}
    for attempt, workshop_id in rows:
        ends_at = over[attempt.id]
        quiz = courses[attempt.revision_id].quiz(attempt.quiz_id)
        quiz_attempt = QuizAttempt(attempt, quiz, ends_at)
        ours = accepted[workshop_id, attempt.quiz_id]
        given = answers[attempt.id]
        found[attempt.id] = RanOut(
            ends_at,
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
    for row in db.session.execute(_SAVES, {"attempt_ids": list(attempt_ids)}):
        saves[row.attempt_id].append(Save(*row[:-1]))
    holding = [save.id for each in saves.values() for save in in_force(each).values()]
    found: dict[int, dict[int, Given | None]] = defaultdict(dict)
    for attempt_id, position, answer in db.session.execute(_ANSWERS, {"save_ids": holding}):
        found[attempt_id][position] = answer
    return found
