"""What trainers decided about a quiz of their workshop: answers accepted too, grades released."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.database import Model, db
from lms.people.models import Person
from lms.questions import Answer as Given
from lms.questions import Question, Variant
from lms.questions.cloze import Cloze
from lms.questions.parts import share
from lms.questions.short_answer import MAX_SHORT_ANSWER_LENGTH, ShortAnswer, normalised
from lms.questions.written_words import is_near_key, places_of, word_at
from lms.quizzes.attempts.models import Answer
from lms.quizzes.attempts.rules import Mark


class AcceptedAnswer(Model):
    """Words that count as right in one workshop although the course does not say so.

    Or, where `refused`, words that the course accepts misspelled and that workshop does not.
    `place` is the number of a blank, 0 for a short answer. `normalised` is what is compared: the
    text without case, spaces and punctuation.
    """

    __table_args__ = (
        UniqueConstraint("workshop_id", "quiz_id", "question_id", "place", "essence"),
    )

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    quiz_id: Mapped[str] = mapped_column(String(80))
    question_id: Mapped[str] = mapped_column(String(80))
    place: Mapped[int] = mapped_column(default=0)
    # The column keeps its first name, so that no table has to be changed.
    normalised: Mapped[str] = mapped_column("essence", String(MAX_SHORT_ANSWER_LENGTH))
    text: Mapped[str] = mapped_column(String(MAX_SHORT_ANSWER_LENGTH))
    refused: Mapped[bool] = mapped_column(default=False)
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
    """The essences accepted beside the key, or refused, by question id and place."""

    normalised_texts: Mapping[tuple[str, int], frozenset[str]]
    refused: Mapping[tuple[str, int], frozenset[str]] = field(default_factory=dict)

    def holds(self, question_id: str, place: int, text: str) -> bool:
        """Return whether a trainer accepts what was typed at a place."""
        return normalised(text) in self.normalised_texts.get((question_id, place), ())

    def refuses(self, question: Question, place: int, text: str) -> bool:
        """Return whether a trainer does not accept something misspelled that the course accepts."""
        refused = self.refused.get((question.id, place), ())
        return normalised(text) in refused and is_near_key(question, place, text)

    def credit(self, variant: Variant[Any], answer: Given | None) -> Fraction | None:
        """Return the credit of an answer by the key and by what is accepted beside it."""
        if answer is None:
            return Fraction(0)
        by_key = variant.grade(answer).credit
        if isinstance(variant, Cloze):
            typed = set(places_of(variant.question))
            return share(
                [
                    self._is_right(variant.question, place, answer, by_key=part.is_right)
                    if place in typed
                    else part.is_right
                    for place, part in enumerate(variant.parts(answer), start=1)
                ]
            )
        if isinstance(variant, ShortAnswer):
            return Fraction(self._is_right(variant.question, 0, answer, by_key=by_key == 1))
        return by_key

    def _is_right(self, question: Question, place: int, answer: Given, *, by_key: bool) -> bool:
        text = word_at(answer, place)
        if by_key:
            return not self.refuses(question, place, text)
        return self.holds(question.id, place, text)


def accepted_in(workshop_id: int, quiz_id: str) -> Accepted:
    """Return what is accepted beside the key of a quiz. One statement."""
    return accepted_in_workshops({workshop_id}, quiz_id)[workshop_id, quiz_id]


def accepted_in_workshops(
    workshop_ids: Collection[int], quiz_id: str = ""
) -> Mapping[tuple[int, str], Accepted]:
    """Return what is accepted beside the keys (of one quiz, or of all), by workshop and quiz.

    One statement.
    """
    query = select(
        AcceptedAnswer.workshop_id,
        AcceptedAnswer.quiz_id,
        AcceptedAnswer.question_id,
        AcceptedAnswer.place,
        AcceptedAnswer.normalised,
        AcceptedAnswer.refused,
    ).where(AcceptedAnswer.workshop_id.in_(workshop_ids))
    if quiz_id:
        query = query.where(AcceptedAnswer.quiz_id == quiz_id)
    rows = db.session.execute(query).all()
    accepted = {
        key: Accepted(
            _normalised_texts(rows, key, refused=False), _normalised_texts(rows, key, refused=True)
        )
        for key in {(row.workshop_id, row.quiz_id) for row in rows}
    }
    return defaultdict(lambda: Accepted({}), accepted)


def _normalised_texts(
    rows: Sequence[Any], key: tuple[int, str], *, refused: bool
) -> Mapping[tuple[str, int], frozenset[str]]:
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    for row in rows:
        if (row.workshop_id, row.quiz_id) == key and row.refused == refused:
            found[row.question_id, row.place].add(row.normalised)
    return {place: frozenset(texts) for place, texts in found.items()}


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
