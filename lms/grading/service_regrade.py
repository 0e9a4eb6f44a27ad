"""Grading again: by a corrected question, or because one more answer is accepted."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import select

from lms.audit.actions import AuditAction
from lms.audit.service import note
from lms.database import db
from lms.errors import Conflict, Invalid
from lms.grading.actions import QUIZ_REGRADED, WORDING_ACCEPTED, WORDING_TAKEN_BACK
from lms.grading.queries_regrade import (
    answers_to,
    credit_by,
    judged_by,
    plan_of,
    revisions_of,
)
from lms.grading.service import one_at_a_time
from lms.language import gettext_noop as _
from lms.people.models import Person
from lms.questions.short_answer import MAX_SHORT_ANSWER_LENGTH, normalised
from lms.questions.written_words import word_at
from lms.quizzes.attempts.kept.service import keep_marks
from lms.quizzes.attempts.models import Answer
from lms.quizzes.attempts.models_decisions import AcceptedAnswer
from lms.quizzes.attempts.queries_accepting import accepted_in
from lms.quizzes.marks.models import GivenGrade, Origin
from lms.workshops.models import Workshop


class ChangedMeanwhile(Conflict):
    """What regrading would do is not what the trainer looked at."""


def regrade_attempts(
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
    recorded = []
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
        recorded.append({"answer": change.answer.id, "was": str(was), "is": str(change.credit)})
    keep_marks([each.attempt.id for each in chosen])
    if recorded:
        _note(QUIZ_REGRADED, workshop, quiz_id, grader, now, answers=recorded)
    return len(chosen)


@dataclass(frozen=True)
class WordPlace:
    """Where words were typed: the question of a quiz, and the place in it (0: a short answer)."""

    quiz_id: str
    question_id: str
    place: int = 0


def accept_wording(
    workshop: Workshop, words: WordPlace, text: str, grader: Person, now: datetime
) -> int:
    """Count what was typed as right for everybody of the workshop; return how many gain by it.

    Those who hand in later are judged by it, too. Raises Invalid for an empty or endless text.
    """
    one_at_a_time(workshop)
    key = normalised(text)
    if not key or len(key) > MAX_SHORT_ANSWER_LENGTH or len(text) > MAX_SHORT_ANSWER_LENGTH:
        raise Invalid(_("This cannot be an accepted answer."))
    known = _accepted(workshop, words, key)
    if known is None:
        _decide(workshop, words, text, grader, now, refused=False)
    elif known.refused:
        db.session.delete(known)
    if known is None or known.refused:
        _note_words(WORDING_ACCEPTED, workshop, words, text, grader, now)
    return _judge_again(workshop, words, key, Origin.ACCEPTED, grader, now)


def take_back(
    workshop: Workshop,
    words: WordPlace,
    text: str,
    grader: Person,
    now: datetime,
    *,
    misspelled: bool = False,
) -> int:
    """Judge what was typed without this accepted text; return how many lose by it.

    What the course itself accepts `misspelled` is refused in this workshop.
    """
    one_at_a_time(workshop)
    key = normalised(text)
    known = _accepted(workshop, words, key)
    if known is None and not misspelled:
        return 0
    if known is None:
        _decide(workshop, words, text, grader, now, refused=True)
    elif not known.refused:
        db.session.delete(known)
    _note_words(WORDING_TAKEN_BACK, workshop, words, text, grader, now)
    return _judge_again(workshop, words, key, Origin.TAKEN_BACK, grader, now)


def _decide(
    workshop: Workshop, words: WordPlace, text: str, grader: Person, now: datetime, *, refused: bool
) -> None:
    db.session.add(
        AcceptedAnswer(
            workshop_id=workshop.id,
            quiz_id=words.quiz_id,
            question_id=words.question_id,
            place=words.place,
            normalised=normalised(text),
            text=text,
            refused=refused,
            accepted_by_id=grader.id,
            accepted_at=now,
        )
    )


def _judge_again(
    workshop: Workshop, words: WordPlace, key: str, origin: Origin, grader: Person, now: datetime
) -> int:
    """Give those who typed `key` the credit they have now; return for how many it changed."""
    answers = [
        each
        for each in answers_to(workshop, words.quiz_id, words.question_id, lock=True)
        if normalised(word_at(each.answer, words.place)) == key
    ]
    held = revisions_of(answers)
    revisions = judged_by(answers)
    accepted = accepted_in(workshop.id, words.quiz_id)
    changed = []
    for answer in answers:
        revision_id = revisions.get(answer.id)
        credit = credit_by(answer, revision_id, accepted)
        if credit != answer.credit:
            _give(answer, credit, origin, grader, now, revision_id=revision_id)
            changed.append(answer.attempt_id)
    keep_marks(set(changed))
    del held
    return len(changed)


def _accepted(workshop: Workshop, words: WordPlace, key: str) -> AcceptedAnswer | None:
    found: AcceptedAnswer | None = db.session.scalar(
        select(AcceptedAnswer).filter_by(
            workshop_id=workshop.id,
            quiz_id=words.quiz_id,
            question_id=words.question_id,
            place=words.place,
            normalised=key,
        )
    )
    return found


def _note_words(
    action: AuditAction,
    workshop: Workshop,
    words: WordPlace,
    text: str,
    grader: Person,
    now: datetime,
) -> None:
    what = {"question": words.question_id, "text": text}
    if words.place:
        what["blank"] = str(words.place)
    _note(action, workshop, words.quiz_id, grader, now, **what)


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
    action: AuditAction,
    workshop: Workshop,
    quiz_id: str,
    grader: Person,
    now: datetime,
    **what: Any,
) -> None:
    note(
        action,
        f"quiz:{quiz_id}",
        now,
        actor_id=grader.id,
        workshop_id=workshop.id,
        after={"revision": workshop.revision_id, **what},
    )
