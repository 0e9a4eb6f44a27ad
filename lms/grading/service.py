"""Giving an answer its points."""

from datetime import datetime
from fractions import Fraction

from lms.audit.service import note
from lms.errors import Conflict
from lms.grading import rules
from lms.language import mark as _
from lms.people.models import Person
from lms.quizzes.models import Answer
from lms.quizzes.queries import asked


class GradedMeanwhile(Conflict):
    """Somebody else graded the answer after this trainer had opened it."""


def grade(
    answer: Answer, points: Fraction, comment: str, grader: Person, version: int, now: datetime
) -> None:
    """Give `points` of the rubric's and a comment; earlier grades stay in the audit trail.

    `version` is that of the answer the trainer saw. Pressing twice grades once.
    Raises InvalidPoints outside the rubric, GradedMeanwhile for an outdated version.
    """
    most = rules.most_points(asked(answer))
    if not 0 <= points <= most:
        raise rules.InvalidPoints(_("Write a number from 0 to %(most)s."), most=most)
    credit = points / most
    same = (answer.credit, answer.comment, answer.graded_by_id) == (credit, comment, grader.id)
    if same:
        return
    if answer.version != version:
        raise GradedMeanwhile(_("Somebody else graded this answer while you had it open."))
    before = None
    if answer.credit is not None:
        before = {"points": str(answer.credit * most), "comment": answer.comment}
    answer.credit, answer.comment = credit, comment
    answer.graded_by_id, answer.graded_at = grader.id, now
    answer.version += 1
    note(
        "answer.grade",
        f"answer:{answer.id}",
        now,
        actor_id=grader.id,
        workshop_id=answer.attempt.enrolment.workshop_id,
        before=before,
        after={"points": str(points), "comment": comment},
    )
