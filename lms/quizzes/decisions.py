"""What trainers decided about a quiz of their workshop: answers accepted too, grades released."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.database import Model, db
from lms.people.models import Person
from lms.questions import Answer as Given
from lms.questions import Variant
from lms.questions.short_answer import LONGEST, ShortAnswer, essence
from lms.quizzes.models import Answer
from lms.quizzes.rules import Mark


class AcceptedAnswer(Model):
    """A short answer that counts as right in one workshop although the course does not say so.

    `essence` is what is compared: the text without case, spaces and punctuation.
    """

    __table_args__ = (UniqueConstraint("workshop_id", "quiz_id", "question_id", "essence"),)

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    quiz_id: Mapped[str] = mapped_column(String(80))
    question_id: Mapped[str] = mapped_column(String(80))
    essence: Mapped[str] = mapped_column(String(LONGEST))
    text: Mapped[str] = mapped_column(String(LONGEST))
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    accepted_at: Mapped[datetime]

    accepted_by: Mapped[Person | None] = relationship()


class QuizRelease(Model):
    """Since when the participants of a workshop see what trainers graded in a quiz."""

    __table_args__ = (UniqueConstraint("workshop_id", "quiz_id"),)

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    quiz_id: Mapped[str] = mapped_column(String(80))
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    released_at: Mapped[datetime]

    released_by: Mapped[Person | None] = relationship()


@dataclass(frozen=True)
class Accepted:
    """The essences accepted beside the key, by question id."""

    essences: Mapping[str, frozenset[str]]

    def holds(self, variant: Variant[Any], answer: Given | None) -> bool:
        """Return whether a trainer accepts this answer, whatever the course says."""
        if not isinstance(variant, ShortAnswer) or not isinstance(answer, str):
            return False
        return essence(answer) in self.essences.get(variant.question.id, ())

    def credit(self, variant: Variant[Any], answer: Given) -> Fraction | None:
        """Return the credit of an answer by the key and by what is accepted beside it."""
        return Fraction(1) if self.holds(variant, answer) else variant.grade(answer).credit


def accepted_in(workshop_id: int, quiz_id: str) -> Accepted:
    """Return what is accepted beside the key of a quiz. One statement."""
    found: dict[str, set[str]] = defaultdict(set)
    for question_id, text in db.session.execute(
        select(AcceptedAnswer.question_id, AcceptedAnswer.essence).where(
            AcceptedAnswer.workshop_id == workshop_id, AcceptedAnswer.quiz_id == quiz_id
        )
    ):
        found[question_id].add(text)
    return Accepted({question_id: frozenset(texts) for question_id, texts in found.items()})


def is_released(workshop_id: int, quiz_id: str) -> bool:
    """Return whether participants see what trainers graded in a quiz. One statement."""
    query = select(QuizRelease.id).filter_by(workshop_id=workshop_id, quiz_id=quiz_id)
    return db.session.scalar(query) is not None


def may_see(workshop_id: int, quiz_id: str, answers: Sequence[Answer]) -> bool:
    """Return whether a participant sees all grades of these answers. One statement at most."""
    by_trainer = any(answer.graded_by_id is not None for answer in answers)
    return not by_trainer or is_released(workshop_id, quiz_id)


def mark_of(answer: Answer, *, released: bool = True) -> Mark:
    """Return what an answer earned; unless `released`, a trainer's grade counts as not given."""
    hidden = answer.graded_by_id is not None and not released
    return Mark(None if hidden else answer.credit, answer.points)
