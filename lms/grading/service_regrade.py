"""Grading again: by a corrected question, or because one more answer is accepted."""

from collections.abc import Collection
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import select

from lms.audit.service import note
from lms.database import db
from lms.errors import Conflict, Invalid
from lms.grading.models import GivenGrade, Origin
from lms.grading.queries_regrade import (
    answers_to,
    credit_without,
    judged_by,
    plan_of,
    revisions_of,
)
from lms.grading.service import one_at_a_time
from lms.language import mark as _
from lms.people.models import Person
from lms.questions.short_answer import LONGEST, essence
from lms.quizzes.decisions import AcceptedAnswer
from lms.quizzes.models import Answer
from lms.workshops.models import Workshop


class ChangedMeanwhile(Conflict):
    """What regrading would do is not what the trainer looked at."""


def regrade(
    workshop: Workshop,
    quiz_id: str,
    attempt_ids: Collection[int],
    seen: str,
    grader: Person,
    now: datetime,
) -> int:
    """Give these attempts the marks of the version the workshop follows; return how many changed.

    `seen` is the fingerprint of the plan the trainer looked at. Raises ChangedMeanwhile.
    """
    plan = plan_of(workshop, quiz_id, lock=True)
    if plan.fingerprint != seen:
        raise ChangedMeanwhile(_("Something changed since you looked. Look at it again."))
    chosen = [each for each in plan.affected if each.attempt.id in attempt_ids]
    told = []
    for change in (change for each in chosen for change in each.changes):
        was = change.answer.credit
        _give(
            change.answer,
            change.credit,
            Origin.REGRADE,
            grader,
            now,
            points=change.points,
            revision_id=workshop.revision_id,
        )
        told.append({"answer": change.answer.id, "was": str(was), "is": str(change.credit)})
    if told:
        _note("quiz.regrade", workshop, quiz_id, grader, now, answers=told)
    return len(chosen)


def accept(
    workshop: Workshop, quiz_id: str, question_id: str, text: str, grader: Person, now: datetime
) -> int:
    """Count a short answer as right for everybody of the workshop; return how many gain by it.

    Those who hand in later are judged by it, too. Raises Invalid for an empty or endless text.
    """
    one_at_a_time(workshop)
    key = essence(text)
    if not key or len(key) > LONGEST or len(text) > LONGEST:
        raise Invalid(_("This cannot be an accepted answer."))
    if _accepted(workshop, quiz_id, question_id, key) is None:
        db.session.add(
            AcceptedAnswer(
                workshop_id=workshop.id,
                quiz_id=quiz_id,
                question_id=question_id,
                essence=key,
                text=text,
                accepted_by_id=grader.id,
                accepted_at=now,
            )
        )
        _note("answer.accept", workshop, quiz_id, grader, now, question=question_id, text=text)
    count = 0
    for answer in answers_to(workshop, quiz_id, question_id, lock=True):
        if _says(answer, key) and answer.credit != 1:
            _give(answer, Fraction(1), Origin.ACCEPTED, grader, now)
            count += 1
    return count


def take_back(
    workshop: Workshop, quiz_id: str, question_id: str, text: str, grader: Person, now: datetime
) -> int:
    """Judge a short answer by the key alone again; return how many lose by it."""
    one_at_a_time(workshop)
    key = essence(text)
    accepted = _accepted(workshop, quiz_id, question_id, key)
    if accepted is None:
        return 0
    db.session.delete(accepted)
    _note("answer.take_back", workshop, quiz_id, grader, now, question=question_id, text=text)
    answers = [
        each for each in answers_to(workshop, quiz_id, question_id, lock=True) if _says(each, key)
    ]
    held = revisions_of(answers)
    revisions = judged_by(answers)
    count = 0
    for answer in answers:
        revision_id = revisions.get(answer.id)
        credit = credit_without(answer, revision_id)
        if credit != answer.credit:
            _give(answer, credit, Origin.TAKEN_BACK, grader, now, revision_id=revision_id)
            count += 1
    del held
    return count


def _accepted(
    workshop: Workshop, quiz_id: str, question_id: str, key: str
) -> AcceptedAnswer | None:
    found: AcceptedAnswer | None = db.session.scalar(
        select(AcceptedAnswer).filter_by(
            workshop_id=workshop.id, quiz_id=quiz_id, question_id=question_id, essence=key
        )
    )
    return found


def _says(answer: Answer, key: str) -> bool:
    return isinstance(answer.answer, str) and essence(answer.answer) == key


def _give(
    answer: Answer,
    credit: Fraction | None,
    origin: Origin,
    grader: Person,
    now: datetime,
    *,
    points: Fraction | None = None,
    revision_id: int | None = None,
) -> None:
    """Put a grade in the place of the one there is, which stays in the history."""
    points = answer.points if points is None else points
    db.session.add(
        GivenGrade(
            answer_id=answer.id,
            origin=origin,
            given_by_id=grader.id,
            given_at=now,
            revision_id=revision_id or answer.attempt.revision_id,
            credit_before=answer.credit,
            points_before=answer.points,
            credit=credit,
            points=points,
            comment=answer.comment,
        )
    )
    answer.credit, answer.points = credit, points
    answer.version += 1


def _note(
    action: str, workshop: Workshop, quiz_id: str, grader: Person, now: datetime, **what: Any
) -> None:
    note(
        action,
        f"quiz:{quiz_id}",
        now,
        actor_id=grader.id,
        workshop_id=workshop.id,
        after={"revision": workshop.revision_id, **what},
    )
