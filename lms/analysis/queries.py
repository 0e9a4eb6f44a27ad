"""Reading first attempts: a constant number of statements, however many people."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, func, select

from lms.analysis.rules import FirstAttempt, GivenAnswer
from lms.content.values import Quiz
from lms.database import db
from lms.grading.queries_regrade import questions_in
from lms.grading.regrading import carried, offered
from lms.publishing.models import CourseRevision
from lms.publishing.queries import course_of
from lms.questions import Question
from lms.quizzes.attempts.models import Answer, Attempt
from lms.quizzes.attempts.rules import question_seed
from lms.workshops.models import Enrolment, Workshop

WITH_OPTIONS = frozenset({"single_choice", "multiple_answer", "true_false"})


def of_workshop(workshop: Workshop) -> ColumnElement[bool]:
    """The condition that somebody is in this workshop."""
    return Enrolment.workshop_id == workshop.id


def of_program(workshop: Workshop) -> ColumnElement[bool]:
    """The condition that somebody is in a workshop of the same program and course."""
    course = select(CourseRevision.id).where(
        CourseRevision.course_slug == workshop.revision.course_slug
    )
    alike = select(Workshop.id).where(
        Workshop.program_id == workshop.program_id, Workshop.revision_id.in_(course)
    )
    return Enrolment.workshop_id.in_(alike)


def counts(whose: ColumnElement[bool]) -> dict[str, int]:
    """How many people handed in their first attempt, by quiz id."""
    rows = db.session.execute(
        select(Attempt.quiz_id, func.count())
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .where(whose, _first())
        .group_by(Attempt.quiz_id)
    )
    return {row[0]: row[1] for row in rows}


def first_quiz_attempts(
    whose: ColumnElement[bool], quiz: Quiz, form: str, revision: CourseRevision
) -> list[FirstAttempt]:
    """Everybody's first attempt at a form of a quiz of this revision."""
    these = (whose, _first(), Attempt.quiz_id == quiz.id, Attempt.form == form)
    questions = {question.id: question for question in quiz.questions(form)}
    chosen = _chosen(these, questions, quiz.id, revision)
    answers: dict[tuple[int, int], dict[str, GivenAnswer]] = defaultdict(dict)
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
        answers[person, seed][question_id] = GivenAnswer(credit, points, keys)
    return [FirstAttempt(person, seed, given) for (person, seed), given in answers.items()]


def _first() -> ColumnElement[bool]:
    first: ColumnElement[bool] = (
        (Attempt.number == 1) & Attempt.handed_in_at.is_not(None) & Enrolment.withdrawn_at.is_(None)
    )
    return first


def _chosen(
    these: Iterable[ColumnElement[bool]],
    questions: Mapping[str, Question],
    quiz_id: str,
    revision: CourseRevision,
) -> dict[tuple[int, str], frozenset[str]]:
    """The keys that the chosen options have now; what was typed is not read."""
    ids = [question.id for question in questions.values() if question.kind in WITH_OPTIONS]
    rows = db.session.execute(
        select(Attempt.id, Attempt.seed, Attempt.revision_id, Answer.question_id, Answer.answer)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(Answer, Answer.attempt_id == Attempt.id)
        .where(*these, Answer.question_id.in_(ids))
    ).all()
    others = {row.revision_id for row in rows} - {revision.id}
    earlier = _questions_of(others, quiz_id) if others else {}
    found = {}
    for attempt_id, seed, revision_id, question_id, answer in rows:
        keys = _keys(answer)
        if revision_id in earlier:
            asked = earlier[revision_id].get(question_id)
            keys = _keys_now(asked, questions[question_id], seed, keys)
        found[attempt_id, question_id] = keys
    return found


def _questions_of(revision_ids: Collection[int], quiz_id: str) -> dict[int, Mapping[str, Question]]:
    revisions = db.session.scalars(
        select(CourseRevision).where(CourseRevision.id.in_(revision_ids))
    )
    return {each.id: questions_in(course_of(each), quiz_id) for each in revisions.all()}


def _keys_now(
    asked: Question | None, shown: Question, seed: int, keys: frozenset[str]
) -> frozenset[str]:
    """The keys by which the question as `shown` knows what was chosen when it was `asked`.

    Options may have been put in another order or corrected since; one that is gone has no key.
    """
    if asked is None or asked.kind != shown.kind:
        return frozenset()
    own = question_seed(seed, shown.drawn_as)
    key_now = carried(offered(asked.variant(own)), offered(shown.variant(own)))
    return frozenset(key_now[key] for key in keys if key in key_now)


def _keys(answer: Any) -> frozenset[str]:
    listed = answer if isinstance(answer, list) else [answer]
    return frozenset(key for key in listed if isinstance(key, str))
