"""Who asks that her data be erased."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.database import Model
from lms.people.models import Person

MAX_WORDS_LENGTH = 500


class ErasureRequest(Model):
    """A person asks that her data be erased; the newest one counts.

    `answered_at` is set when it was done, or declined with `answer`.
    """

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    words: Mapped[str] = mapped_column(String(MAX_WORDS_LENGTH), default="")
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answer: Mapped[str] = mapped_column(String(MAX_WORDS_LENGTH), default="")

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
