"""Reading what trainers gave a participant, and what of it she has not seen yet."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from sqlalchemy import ColumnElement, exists, select

from lms.database import db
from lms.quizzes.attempts.models import Answer, Attempt
from lms.quizzes.attempts.models_decisions import QuizRelease
from lms.quizzes.marks.models import GivenGrade, MarksSeen
from lms.workshops.models import Enrolment


def criterion_marks(answers: Iterable[Answer]) -> dict[int, list[Fraction]]:
    """The points for each criterion, in its order, by answer id; answers without are left out.

    Whether they may be seen is for the caller to say. One statement at most.
    """
    graded = [answer.id for answer in answers if answer.graded_by_id is not None]
    if not graded:
        return {}
    rows = db.session.execute(
        select(GivenGrade.answer_id, GivenGrade.rubric)
        .where(GivenGrade.answer_id.in_(graded))
        .order_by(GivenGrade.id)
    )
    newest: dict[int, Sequence[str] | None] = {row[0]: row[1] for row in rows}
    return {
        answer_id: [Fraction(mark) for mark in rubric]
        for answer_id, rubric in newest.items()
        if rubric
    }


def has_unseen_marks() -> ColumnElement[bool]:
    """The condition on Attempt and its Enrolment that a trainer's grade is released and unseen."""
    return (
        exists(Answer.id)
        .where(
            Answer.attempt_id == Attempt.id,
            Answer.graded_by_id.is_not(None),
            QuizRelease.workshop_id == Enrolment.workshop_id,
            QuizRelease.quiz_id == Attempt.quiz_id,
            ~exists(MarksSeen.id).where(
                # Not Attempt.id: only the query right around this one is correlated by itself.
                MarksSeen.attempt_id == Answer.attempt_id,
                MarksSeen.seen_at >= Answer.graded_at,
                MarksSeen.seen_at >= QuizRelease.released_at,
            ),
        )
        .correlate(Attempt, Enrolment)
    )


def are_marks_unseen(attempt: Attempt) -> bool:
    """Whether she has not seen yet what trainers gave her in an attempt. One statement."""
    found = db.session.scalar(
        select(Attempt.id)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .where(Attempt.id == attempt.id, has_unseen_marks())
    )
    return found is not None
