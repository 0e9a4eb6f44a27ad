"""What trainers decided about a quiz of their workshop: answers accepted too, grades released."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
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
from lms.questions.cloze import Cloze
from lms.questions.parts import share
from lms.questions.short_answer import LONGEST, ShortAnswer, essence
from lms.questions.written_words import places_of, word_at
from lms.quizzes.models import Answer
from lms.quizzes.rules import Mark


class AcceptedAnswer(Model):
    """Words that count as right in one workshop although the course does not say so.

    `place` is the number of a blank, 0 for a short answer. `essence` is what is compared: the text
    without case, spaces and punctuation.
    """

    __table_args__ = (
        UniqueConstraint("workshop_id", "quiz_id", "question_id", "place", "essence"),
    )

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    quiz_id: Mapped[str] = mapped_column(String(80))
    question_id: Mapped[str] = mapped_column(String(80))
    place: Mapped[int] = mapped_column(default=0)
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
    """The essences accepted beside the key, by question id and place."""

    essences: Mapping[tuple[str, int], frozenset[str]]

    def holds(self, question_id: str, place: int, text: str) -> bool:
        """Return whether a trainer accepts what was typed at a place."""
        return essence(text) in self.essences.get((question_id, place), ())

    def credit(self, variant: Variant[Any], answer: Given | None) -> Fraction | None:
        """Return the credit of an answer by the key and by what is accepted beside it."""
        if answer is None:
            return Fraction(0)
        question_id = variant.question.id
        if isinstance(variant, Cloze):
            typed = set(places_of(variant.question))
            return share(
                [
                    part.is_right
                    or (place in typed and self.holds(question_id, place, word_at(answer, place)))
                    for place, part in enumerate(variant.parts(answer), start=1)
                ]
            )
        if isinstance(variant, ShortAnswer) and self.holds(question_id, 0, word_at(answer, 0)):
            return Fraction(1)
        return variant.grade(answer).credit


def accepted_in(workshop_id: int, quiz_id: str) -> Accepted:
    """Return what is accepted beside the key of a quiz. One statement."""
    return accepted_in_workshops({workshop_id}, quiz_id)[workshop_id, quiz_id]


def accepted_in_workshops(
    workshop_ids: Collection[int], quiz_id: str = ""
) -> Mapping[tuple[int, str], Accepted]:
    """Return what is accepted beside the keys (of one quiz, or of all), by workshop and quiz.

    One statement.
    """
    found: dict[tuple[int, str], dict[tuple[str, int], set[str]]] = defaultdict(
        lambda: defaultdict(set)
    )
    query = select(
        AcceptedAnswer.workshop_id,
        AcceptedAnswer.quiz_id,
        AcceptedAnswer.question_id,
        AcceptedAnswer.place,
        AcceptedAnswer.essence,
    ).where(AcceptedAnswer.workshop_id.in_(workshop_ids))
    if quiz_id:
        query = query.where(AcceptedAnswer.quiz_id == quiz_id)
    for workshop_id, quiz, question_id, place, text in db.session.execute(query):
        found[workshop_id, quiz][question_id, place].add(text)
    accepted = {
        key: Accepted({place: frozenset(texts) for place, texts in places.items()})
        for key, places in found.items()
    }
    return defaultdict(lambda: Accepted({}), accepted)


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
