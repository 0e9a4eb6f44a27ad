"""Who has answered the questionnaire of a workshop, and what was said."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.database import Model
from lms.feedback.rules import MAX_WORDS_LENGTH
from lms.questions.common import MAX_ID_LENGTH


class FeedbackResponse(Model):
    """One person's answers; no page shows whose they are, but she herself may change them."""

    enrolment_id: Mapped[int] = mapped_column(
        ForeignKey("enrolment.id", ondelete="CASCADE"), unique=True
    )
    answered_at: Mapped[datetime]

    answers: Mapped[list["FeedbackAnswer"]] = relationship(cascade="all, delete-orphan")


class FeedbackAnswer(Model):
    """What she says of one statement: how far she agrees (1 to 5), or her own words."""

    __table_args__ = (
        UniqueConstraint("response_id", "statement_id"),
        CheckConstraint("rating BETWEEN 1 AND 5", name="rating_1_to_5"),
    )

    response_id: Mapped[int] = mapped_column(ForeignKey("feedback_response.id", ondelete="CASCADE"))
    statement_id: Mapped[str] = mapped_column(String(MAX_ID_LENGTH))
    rating: Mapped[int | None]
    words: Mapped[str] = mapped_column(String(MAX_WORDS_LENGTH), default="")
