"""Reading what trainers gave a participant, and what of it she has not seen yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import ColumnElement, exists, select

from lms.database import db
from lms.quizzes.attempts.models import Answer, Attempt
from lms.quizzes.attempts.models_decisions import QuizRelease
from lms.quizzes.marks.models import GivenGrade, MarksSeen
from lms.workshops.models import Enrolment


@dataclass(frozen=True)
class ReleasedMarks:
    """The points for each criterion, in its order, by answer id, and whether some are unseen."""

    by_answer: Mapping[int, Sequence[Fraction]]
    unseen: bool


NO_MARKS = ReleasedMarks({}, unseen=False)


def released_marks(answers: Iterable[Answer]) -> ReleasedMarks:
    """What trainers gave answers of one attempt, for whom it is released; whether that is so, and
    what of it the review shows, is for the caller to say. One statement at most.
    """
    graded = [answer.id for answer in answers if answer.graded_by_id is not None]
    if not graded:
        return NO_MARKS
    rows = db.session.execute(
        select(GivenGrade.answer_id, GivenGrade.rubric, has_unseen_marks())
        .join(Answer, Answer.id == GivenGrade.answer_id)
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .where(GivenGrade.answer_id.in_(graded))
        .order_by(GivenGrade.id)
    ).all()
    newest = {answer_id: rubric for answer_id, rubric, _unseen in rows}
    return ReleasedMarks(
        {
            answer_id: [Fraction(mark) for mark in rubric]
            for answer_id, rubric in newest.items()
            if rubric
        },
        unseen=any(unseen for _answer, _rubric, unseen in rows),
    )


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
