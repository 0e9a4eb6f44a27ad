"""Reading first attempts: a constant number of statements, however many people."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, func, select

from lms.analysis.rules import Given, Sitting
from lms.content.values import Quiz
from lms.database import db
from lms.publishing.models import CourseRevision
from lms.questions import Question
from lms.quizzes.models import Answer, Attempt
from lms.workshops.models import Enrolment, Workshop

WITH_OPTIONS = frozenset({"single_choice", "multiple_answer", "true_false"})


def of_workshop(workshop: Workshop) -> ColumnElement[bool]:
    """Return the condition that somebody is in this workshop."""
    return Enrolment.workshop_id == workshop.id


def of_program(workshop: Workshop) -> ColumnElement[bool]:
    """Return the condition that somebody is in a workshop of the same program and course."""
    course = select(CourseRevision.id).where(
        CourseRevision.course_slug == workshop.revision.course_slug
    )
    alike = select(Workshop.id).where(
        Workshop.program_id == workshop.program_id, Workshop.revision_id.in_(course)
    )
    return Enrolment.workshop_id.in_(alike)


def counts(whose: ColumnElement[bool]) -> dict[str, int]:
    """Return how many people handed in their first attempt, by quiz id. One statement."""
    rows = db.session.execute(
        select(Attempt.quiz_id, func.count())
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .where(whose, _first())
        .group_by(Attempt.quiz_id)
    )
    return {row[0]: row[1] for row in rows}


def first_sittings(whose: ColumnElement[bool], quiz: Quiz, form: str) -> list[Sitting]:
    """Return everybody's first attempt at a form of a quiz. Two statements."""
    these = (whose, _first(), Attempt.quiz_id == quiz.id, Attempt.form == form)
    questions = {question.id: question for question in quiz.questions(form)}
    chosen = _chosen(these, questions.values())
    answers: dict[tuple[int, int], dict[str, Given]] = defaultdict(dict)
    rows = db.session.execute(
        select(
            Attempt.id,
            Attempt.enrolment_id,
            Attempt.seed,
            Answer.question_id,
            Answer.credit,
            Answer.points,
        )
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(Answer, Answer.attempt_id == Attempt.id)
        .where(*these, Answer.question_id.in_(questions))
        .order_by(Attempt.enrolment_id, Answer.position)
    )
    for attempt_id, person, seed, question_id, credit, points in rows:
        keys = chosen.get((attempt_id, question_id), frozenset())
        answers[person, seed][question_id] = Given(credit, points, keys)
    return [Sitting(person, seed, given) for (person, seed), given in answers.items()]


def _first() -> ColumnElement[bool]:
    first: ColumnElement[bool] = (
        (Attempt.number == 1) & Attempt.handed_in_at.is_not(None) & Enrolment.withdrawn_at.is_(None)
    )
    return first


def _chosen(
    these: Iterable[ColumnElement[bool]], questions: Collection[Question]
) -> dict[tuple[int, str], frozenset[str]]:
    """Return the keys of the options chosen; what was typed is not read."""
    ids = [question.id for question in questions if question.kind in WITH_OPTIONS]
    rows = db.session.execute(
        select(Attempt.id, Answer.question_id, Answer.answer)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(Answer, Answer.attempt_id == Attempt.id)
        .where(*these, Answer.question_id.in_(ids))
    )
    return {(attempt_id, question_id): _keys(answer) for attempt_id, question_id, answer in rows}


def _keys(answer: Any) -> frozenset[str]:
    listed = answer if isinstance(answer, list) else [answer]
    return frozenset(key for key in listed if isinstance(key, str))
