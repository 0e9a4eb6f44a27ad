"""Reading what trainers have to grade and have graded."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.database import db
from lms.errors import NotFound
from lms.grading import rules
from lms.grading.models import Snippet
from lms.language import gettext_noop as _
from lms.people.models import Person
from lms.quizzes.attempts.models import Answer, Attempt
from lms.quizzes.attempts.models_decisions import QuizRelease
from lms.quizzes.marks.models import GivenGrade
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
        return len(self.answer_ids) - len(self.waiting)

    def next_waiting(self, after: int | None = None) -> int | None:
        """The answer to grade after this one, from the top again at the end; None: done."""
        start = self.answer_ids.index(after) + 1 if after in self.answer_ids else 0
        in_turn = self.answer_ids[start:] + self.answer_ids[:start]
        return next((each for each in in_turn if each in self.waiting), None)

    def neighbours(self, answer_id: int) -> tuple[int | None, int | None]:
        """The answers before and after this one."""
        if answer_id not in self.answer_ids:
            return None, None
        place = self.answer_ids.index(answer_id)
        before = self.answer_ids[place - 1] if place else None
        return before, next(iter(self.answer_ids[place + 1 :]), None)


def piles_in(workshop: Workshop) -> list[Pile]:
    """The answers for trainers by quiz and question."""
    return _piles(_answers(workshop))


def pile_of(workshop: Workshop, answer: Answer) -> Pile:
    """The answers to the same question."""
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
    """An answer for trainers within the workshop, with its person.

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
        hold_attempts(Answer.id == answer_id)
        query = query.with_for_update(of=Answer).execution_options(populate_existing=True)
    found: Answer | None = db.session.scalar(query)
    if found is None:
        raise NotFound(_("There is no such answer to grade in this workshop."))
    return found


def hold_attempts(which: ColumnElement[bool]) -> None:
    """Lock the attempts of some answers before the answers, as whoever delivers or hands in does.

    Two who locked in another order would wait for each other.
    """
    whose = select(Answer.attempt_id).join(Answer.attempt).join(Attempt.enrolment).where(which)
    held = select(Attempt.id).where(Attempt.id.in_(whose)).order_by(Attempt.id)
    db.session.execute(held.with_for_update())


def history_of(answer: Answer) -> list[GivenGrade]:
    """Every grade the answer was given, the newest first."""
    return histories_of([answer.id]).get(answer.id, [])


def histories_of(answer_ids: Collection[int]) -> dict[int, list[GivenGrade]]:
    """Every grade that answers were given, by answer id."""
    found: dict[int, list[GivenGrade]] = defaultdict(list)
    query = (
        select(GivenGrade)
        .options(joinedload(GivenGrade.given_by), joinedload(GivenGrade.revision))
        .where(GivenGrade.answer_id.in_(answer_ids))
        .order_by(GivenGrade.id.desc())
    )
    for given in db.session.scalars(query):
        found[given.answer_id].append(given)
    return found


def releases_in(workshop: Workshop) -> dict[str, QuizRelease]:
    """The released quizzes of a workshop by id."""
    rows = db.session.scalars(
        select(QuizRelease)
        .options(joinedload(QuizRelease.released_by))
        .filter_by(workshop_id=workshop.id)
    )
    return {release.quiz_id: release for release in rows}


def snippets_of(person: Person) -> Sequence[Snippet]:
    """The comments a trainer keeps for reuse, the oldest first."""
    query = select(Snippet).where(Snippet.person_id == person.id).order_by(Snippet.id)
    return db.session.scalars(query).all()


def snippet_of(person: Person, snippet_id: int) -> Snippet:
    """One of a trainer's own snippets. Raises NotFound."""
    found: Snippet | None = db.session.scalar(
        select(Snippet).where(Snippet.person_id == person.id, Snippet.id == snippet_id)
    )
    if found is None:
        raise NotFound(_("There is no such comment of yours."))
    return found
