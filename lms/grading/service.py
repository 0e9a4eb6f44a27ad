"""Giving an answer its points, keeping comments for reuse, releasing grades."""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from sqlalchemy import delete, select

from lms.audit.service import note
from lms.database import db
from lms.errors import Conflict
from lms.grading import queries, rules
from lms.grading.actions import ANSWER_GRADED, GRADES_RELEASED, GRADES_WITHHELD
from lms.grading.models import MAX_SNIPPET_LENGTH, Snippet
from lms.language import gettext_noop as _
from lms.people.models import Person
from lms.quizzes.attempts.kept.service import keep_marks
from lms.quizzes.attempts.models import Answer
from lms.quizzes.attempts.models_decisions import QuizRelease
from lms.quizzes.attempts.queries import variant_asked
from lms.quizzes.marks.models import GivenGrade, Origin
from lms.workshops.models import Workshop

MAX_SNIPPETS = 30


class GradedMeanwhile(Conflict):
    """Somebody else graded the answer after this trainer had opened it."""


def grade_answer(
    answer: Answer,
    marks: Sequence[Fraction],
    comment: str,
    grader: Person,
    version: int,
    now: datetime,
) -> None:
    """Give the points for each criterion of the rubric and a comment; earlier grades are kept.

    `version` is that of the answer the trainer saw. Pressing twice grades once.
    Raises InvalidPoints outside the rubric, GradedMeanwhile for an outdated version.
    """
    criteria = rules.criteria_of(variant_asked(answer))
    rules.check_marks(criteria, marks)
    rubric = [str(mark) for mark in marks]
    # Before the version is compared: the same press sent twice is no clash.
    if answer.graded_by_id == grader.id and _is_latest(answer, rubric, comment):
        return
    if answer.version != version:
        raise GradedMeanwhile(_("Somebody else graded this answer while you had it open."))
    most = rules.most_points(criteria)
    before = None
    if answer.credit is not None:
        before = {"points": str(answer.credit * most), "comment": answer.comment}
    credit = rules.credit_for(criteria, marks)
    db.session.add(
        GivenGrade(
            answer_id=answer.id,
            origin=Origin.TRAINER,
            given_by_id=grader.id,
            given_at=now,
            revision_id=answer.attempt.revision_id,
            credit_before=answer.credit,
            points_before=answer.points,
            credit=credit,
            points=answer.points,
            rubric=rubric,
            comment=comment,
        )
    )
    answer.credit, answer.comment = credit, comment
    answer.graded_by_id, answer.graded_at = grader.id, now
    answer.version += 1
    keep_marks([answer.attempt_id])
    note(
        ANSWER_GRADED,
        f"answer:{answer.id}",
        now,
        actor_id=grader.id,
        workshop_id=answer.attempt.enrolment.workshop_id,
        before=before,
        after={"points": str(credit * most), "rubric": rubric, "comment": comment},
    )


def _is_latest(answer: Answer, rubric: list[str], comment: str) -> bool:
    latest = next(iter(queries.history_of(answer)), None)
    return latest is not None and (latest.rubric, latest.comment) == (rubric, comment)


def release_grades(workshop: Workshop, quiz_id: str, now: datetime, actor_id: int | None) -> None:
    """Show participants what trainers graded in a quiz, now and from now on; again does nothing."""
    one_at_a_time(workshop)
    if quiz_id in queries.releases_in(workshop):
        return
    db.session.add(
        QuizRelease(
            workshop_id=workshop.id, quiz_id=quiz_id, released_by_id=actor_id, released_at=now
        )
    )
    note(GRADES_RELEASED, f"quiz:{quiz_id}", now, actor_id=actor_id, workshop_id=workshop.id)


def withhold(workshop: Workshop, quiz_id: str, now: datetime, actor_id: int | None) -> None:
    """Hide again what trainers graded in a quiz; nothing happens if it is not released."""
    one_at_a_time(workshop)
    if quiz_id not in queries.releases_in(workshop):
        return
    db.session.execute(
        delete(QuizRelease).where(
            QuizRelease.workshop_id == workshop.id, QuizRelease.quiz_id == quiz_id
        )
    )
    note(GRADES_WITHHELD, f"quiz:{quiz_id}", now, actor_id=actor_id, workshop_id=workshop.id)


def save_snippet(person: Person, text: str, now: datetime) -> None:
    """Keep a comment for reuse. One kept before, or none at all, changes nothing.

    Raises Conflict when there are MAX_SNIPPETS, or for more than MAX_SNIPPET_LENGTH characters.
    """
    known = [snippet.text for snippet in queries.snippets_of(person)]
    if not text or text in known:
        return
    if len(text) > MAX_SNIPPET_LENGTH:
        raise Conflict(
            _("A kept comment has at most %(most)s characters."), most=MAX_SNIPPET_LENGTH
        )
    if len(known) >= MAX_SNIPPETS:
        raise Conflict(
            _("You keep %(most)s comments already. Remove one you do not need."), most=MAX_SNIPPETS
        )
    db.session.add(Snippet(person_id=person.id, text=text, created_at=now))


def delete_snippet(snippet: Snippet) -> None:
    """Forget a comment; answers that were given it keep it."""
    db.session.delete(snippet)


def one_at_a_time(workshop: Workshop) -> None:
    """Let nobody else decide about the quizzes of this workshop until the transaction ends."""
    db.session.execute(select(Workshop.id).where(Workshop.id == workshop.id).with_for_update())
