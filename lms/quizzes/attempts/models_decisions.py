"""What trainers decided about a quiz of their workshop: answers accepted too, grades released."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.database import Model
from lms.people.models import Person
from lms.questions.short_answer import MAX_SHORT_ANSWER_LENGTH


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
