"""Reading what a corrected question, or an answer accepted too, would change."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import contains_eager

from lms.content.values import Course
from lms.database import db
from lms.errors import NotFound
from lms.grading.queries import hold_attempts
from lms.grading.regrading import Incompatible, Refusal, answer_again, variant_again
from lms.publishing.models import CourseRevision
from lms.publishing.queries import course_of, course_of_id
from lms.questions import Question
from lms.quizzes.attempts.models import Answer, Attempt
from lms.quizzes.attempts.queries import score_of, variant_asked
from lms.quizzes.attempts.queries_accepting import accepted_in
from lms.quizzes.attempts.rules import Mark, score
from lms.quizzes.attempts.rules_accepting import Accepted
from lms.quizzes.marks.models import GivenGrade, Origin
from lms.workshops.models import Enrolment, Workshop


@dataclass(frozen=True)
class RegradedAnswer:
    """What one answer would be worth instead."""

    answer: Answer
    title: str
    credit: Fraction
    points: Fraction

    @property
    def earned_before(self) -> Fraction:
        """The points it has now."""
        return (self.answer.credit or Fraction(0)) * self.answer.points

    @property
    def earned(self) -> Fraction:
        """The points it would have."""
        return self.credit * self.points


@dataclass(frozen=True)
class Affected:
    """An attempt whose score would change; scores are 0 to 100, as far as graded."""

    attempt: Attempt
    before: Fraction
    after: Fraction
    changes: tuple[RegradedAnswer, ...]


@dataclass(frozen=True)
class RefusedRegrade:
    """Answers to one question that cannot be judged again, and why."""

    title: str
    reason: Refusal
    count: int


@dataclass(frozen=True)
class RegradePlan:
    """What regrading a quiz by the version the workshop follows would do."""

    looked_at: int
    affected: tuple[Affected, ...]
    refused: tuple[RefusedRegrade, ...]

    @property
    def rising(self) -> int:
        """How many scores would be higher."""
        return sum(each.after > each.before for each in self.affected)

    @property
    def falling(self) -> int:
        """How many scores would be lower."""
        return sum(each.after < each.before for each in self.affected)

    @property
    def fingerprint(self) -> str:
        """The same for the same changes: what is applied must be what was looked at."""
        lines = [
            f"{change.answer.id}:{change.answer.version}:{change.credit}:{change.points}"
            for each in self.affected
            for change in each.changes
        ]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]


def questions_in(course: Course, quiz_id: str) -> Mapping[str, Question]:
    """The questions of a quiz by id, of all its forms; none if there is no such quiz."""
    try:
        quiz = course.quiz(quiz_id)
    except NotFound:
        return {}
    return {question.id: question for form in quiz.forms.values() for question in form}


def plan_of(workshop: Workshop, quiz_id: str, *, lock: bool = False) -> RegradePlan:
    """Who would change by how much.

    What trainers graded themselves stays as it is.
    """
    by_attempt: dict[int, list[Answer]] = defaultdict(list)
    found = _answers(workshop, Attempt.quiz_id == quiz_id, lock=lock)
    held = revisions_of(found)
    for answer in found:
        by_attempt[answer.attempt_id].append(answer)
    accepted = accepted_in(workshop.id, quiz_id)
    questions = questions_in(course_of(workshop.revision), quiz_id)
    refused: Counter[tuple[str, Refusal]] = Counter()
    affected = []
    for answers in by_attempt.values():
        changes = []
        for answer in answers:
            try:
                changes += _changes(answer, questions, accepted)
            except Incompatible as problem:
                refused[_title(answer, questions), problem.reason] += 1
        if changes:
            affected.append(_affected(answers, changes))
    # Until here the revisions had to stay in the database session.
    del held
    return RegradePlan(
        looked_at=len(by_attempt),
        affected=tuple(sorted(affected, key=lambda each: each.attempt.enrolment.person.name)),
        refused=tuple(RefusedRegrade(*key, count) for key, count in sorted(refused.items())),
    )


def revisions_of(answers: Iterable[Answer]) -> Sequence[CourseRevision]:
    """The revisions these answers were given to.

    While they are held, asking for one by its id takes no statement: the database session forgets
    what nobody holds.
    """
    ids = {answer.attempt.revision_id for answer in answers}
    return db.session.scalars(select(CourseRevision).where(CourseRevision.id.in_(ids))).all()


def _changes(
    answer: Answer, questions: Mapping[str, Question], accepted: Accepted
) -> list[RegradedAnswer]:
    before = variant_asked(answer)
    if before.question.needs_trainer or answer.graded_by_id is not None:
        return []
    now = variant_again(before, questions.get(answer.question_id))
    credit: Fraction | None = Fraction(0)
    if answer.answer is not None:
        credit = accepted.credit(now, answer_again(before, now, answer.answer))
    points = now.question.points
    if credit is None or (credit, points) == (answer.credit, answer.points):
        return []
    return [RegradedAnswer(answer, _title(answer, questions), credit, points)]


def _affected(answers: Sequence[Answer], changes: Sequence[RegradedAnswer]) -> Affected:
    changed = {change.answer.id: Mark(change.credit, change.points) for change in changes}
    marks = [changed.get(each.id) or Mark(each.credit, each.points) for each in answers]
    return Affected(
        attempt=answers[0].attempt,
        before=score_of(answers).provisional,
        after=score(marks).provisional,
        changes=tuple(changes),
    )


def _title(answer: Answer, questions: Mapping[str, Question]) -> str:
    known = questions.get(answer.question_id)
    return (known.title if known else variant_asked(answer).question.title) or answer.question_id


def _answers(
    workshop: Workshop, which: ColumnElement[bool], *, lock: bool = False
) -> Sequence[Answer]:
    """Answers handed in within the workshop with their people."""
    query = (
        select(Answer)
        .join(Answer.attempt)
        .join(Attempt.enrolment)
        .join(Enrolment.person)
        .options(
            contains_eager(Answer.attempt)
            .contains_eager(Attempt.enrolment)
            .contains_eager(Enrolment.person)
        )
        .where(Enrolment.workshop_id == workshop.id, which)
        .order_by(Answer.attempt_id, Answer.position)
    )
    if lock:
        hold_attempts(which & (Enrolment.workshop_id == workshop.id))
        query = query.with_for_update(of=Answer).execution_options(populate_existing=True)
    return db.session.scalars(query).all()


def answers_to(
    workshop: Workshop, quiz_id: str, question_id: str, *, lock: bool = False
) -> Sequence[Answer]:
    which = (Attempt.quiz_id == quiz_id) & (Answer.question_id == question_id)
    return _answers(workshop, which, lock=lock)


def judged_by(answers: Iterable[Answer]) -> dict[int, int]:
    """The revision that regraded an answer last, by answer id."""
    rows = db.session.execute(
        select(GivenGrade.answer_id, GivenGrade.revision_id)
        .where(
            GivenGrade.answer_id.in_([answer.id for answer in answers]),
            GivenGrade.origin == Origin.REGRADE,
        )
        .order_by(GivenGrade.id)
    )
    return {row.answer_id: row.revision_id for row in rows}


def credit_by(answer: Answer, revision_id: int | None, accepted: Accepted) -> Fraction | None:
    """The credit of an answer by the key, its own or a later revision's, and `accepted`."""
    variant = variant_asked(answer)
    if answer.answer is None:
        return Fraction(0)
    if revision_id is None:
        return accepted.credit(variant, answer.answer)
    questions = questions_in(course_of_id(revision_id), answer.attempt.quiz_id)
    now = variant_again(variant, questions.get(answer.question_id))
    return accepted.credit(now, answer_again(variant, now, answer.answer))
