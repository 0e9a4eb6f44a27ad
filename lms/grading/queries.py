"""Reading what trainers have to grade and have graded."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import groupby

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.audit.models import AuditEntry
from lms.database import db
from lms.errors import NotFound
from lms.grading import rules
from lms.language import mark as _
from lms.people.models import Person
from lms.quizzes.models import Answer, Attempt
from lms.workshops.models import Enrolment, Workshop

# An essay left empty is graded by itself and never reaches a trainer.
_FOR_TRAINERS = or_(Answer.credit.is_(None), Answer.graded_by_id.is_not(None))


@dataclass(frozen=True)
class Pile:
    """The answers to one question, in reading order, and those that wait to be graded."""

    quiz_id: str
    question_id: str
    answer_ids: list[int]
    waiting: frozenset[int]

    @property
    def graded(self) -> int:
        """How many are graded."""
        return len(self.answer_ids) - len(self.waiting)

    def next_waiting(self, after: int | None = None) -> int | None:
        """Return the answer to grade after this one, from the top again at the end; None: done."""
        start = self.answer_ids.index(after) + 1 if after in self.answer_ids else 0
        in_turn = self.answer_ids[start:] + self.answer_ids[:start]
        return next((each for each in in_turn if each in self.waiting), None)

    def neighbours(self, answer_id: int) -> tuple[int | None, int | None]:
        """Return the answers before and after this one."""
        if answer_id not in self.answer_ids:
            return None, None
        place = self.answer_ids.index(answer_id)
        before = self.answer_ids[place - 1] if place else None
        return before, next(iter(self.answer_ids[place + 1 :]), None)


@dataclass(frozen=True)
class Graded:
    """One line of the history of a grade."""

    at: datetime
    name: str
    points: Fraction
    comment: str


def piles_in(workshop: Workshop) -> list[Pile]:
    """Return the answers for trainers by quiz and question. One statement."""
    return _piles(_answers(workshop))


def pile_of(workshop: Workshop, answer: Answer) -> Pile:
    """Return the answers to the same question. One statement."""
    quiz_id, question_id = answer.attempt.quiz_id, answer.question_id
    query = _answers(workshop).where(Attempt.quiz_id == quiz_id, Answer.question_id == question_id)
    piles = _piles(query)
    return piles[0] if piles else Pile(quiz_id, question_id, [], frozenset())


def _answers(workshop: Workshop) -> Select[str, str, int, Fraction | None]:
    return (
        select(Attempt.quiz_id, Answer.question_id, Answer.id, Answer.credit)
        .join(Answer.attempt)
        .join(Attempt.enrolment)
        .where(
            Enrolment.workshop_id == workshop.id, Enrolment.withdrawn_at.is_(None), _FOR_TRAINERS
        )
        .order_by(Attempt.quiz_id, Answer.question_id)
    )


def _piles(query: Select[str, str, int, Fraction | None]) -> list[Pile]:
    piles = []
    for (quiz_id, question_id), rows in groupby(db.session.execute(query), lambda row: row[:2]):
        found = {answer_id: credit for _quiz, _question, answer_id, credit in rows}
        ids = rules.reading_order(question_id, found)
        waiting = frozenset(answer_id for answer_id in ids if found[answer_id] is None)
        piles.append(Pile(quiz_id, question_id, ids, waiting))
    return piles


def answer_in(workshop: Workshop, answer_id: int, *, lock: bool = False) -> Answer:
    """Return an answer for trainers within the workshop, with its person. One statement.

    `lock`: until the transaction ends nobody else grades it. Raises NotFound.
    """
    query = (
        select(Answer)
        .join(Answer.attempt)
        .join(Attempt.enrolment)
        .join(Enrolment.person)
        .options(
            contains_eager(Answer.attempt)
            .contains_eager(Attempt.enrolment)
            .contains_eager(Enrolment.person),
            joinedload(Answer.graded_by),
        )
        .where(Answer.id == answer_id, Enrolment.workshop_id == workshop.id, _FOR_TRAINERS)
    )
    if lock:
        query = query.with_for_update(of=Answer).execution_options(populate_existing=True)
    found: Answer | None = db.session.scalar(query)
    if found is None:
        raise NotFound(_("There is no such answer to grade in this workshop."))
    return found


def history_of(workshop: Workshop, answer: Answer) -> list[Graded]:
    """Return every grade the answer was given, the newest first. One statement."""
    rows = db.session.execute(
        select(AuditEntry.at, Person.name, AuditEntry.after)
        .outerjoin(Person, Person.id == AuditEntry.actor_id)
        .where(AuditEntry.workshop_id == workshop.id, AuditEntry.subject == f"answer:{answer.id}")
        .order_by(AuditEntry.id.desc())
    )
    return [
        Graded(at, name or "", Fraction(after["points"]), after["comment"])
        for at, name, after in rows
    ]
