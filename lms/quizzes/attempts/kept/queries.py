"""Reading what answers earn, answer by answer: where it is not kept with the attempt, or anew."""

from collections import defaultdict

from sqlalchemy import ColumnElement, select

from lms.database import db
from lms.quizzes.attempts.kept.rules import KeptMark
from lms.quizzes.attempts.models import Answer, Attempt
from lms.workshops.models import Enrolment


def marks_of(whose: ColumnElement[bool]) -> dict[int, list[KeptMark]]:
    """The marks of attempts by their id; `whose` is a condition on Attempt or Enrolment."""
    found: dict[int, list[KeptMark]] = defaultdict(list)
    for attempt_id, question_id, credit, points, by_trainer in db.session.execute(
        select(
            Answer.attempt_id,
            Answer.question_id,
            Answer.credit,
            Answer.points,
            Answer.graded_by_id.is_not(None),
        )
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .where(whose)
        .order_by(Answer.attempt_id, Answer.position)
    ):
        found[attempt_id].append(KeptMark(question_id, credit, points, bool(by_trainer)))
    return found
