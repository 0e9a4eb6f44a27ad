"""Requests for more time to practise."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.database import Model
from lms.people.models import Person
from lms.workshops.models import Enrolment

MAX_WISH_LENGTH = 300


class ExtensionRequest(Model):
    """A person asks for more time; it waits while nobody has answered.

    `wish` is what she wrote, `answer` what the trainer wrote. `granted_until` is empty if the
    request was declined.
    """

    enrolment_id: Mapped[int] = mapped_column(
        ForeignKey("enrolment.id", ondelete="CASCADE"), index=True
    )
    asked_at: Mapped[datetime]
    wish: Mapped[str] = mapped_column(String(MAX_WISH_LENGTH), default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answer: Mapped[str] = mapped_column(String(500), default="")
    granted_until: Mapped[datetime | None]

    enrolment: Mapped[Enrolment] = relationship()
    answered_by: Mapped[Person | None] = relationship()

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has answered yet."""
        return self.answered_at is None

    @property
    def is_declined(self) -> bool:
        """Whether it was answered without giving time."""
        return self.answered_at is not None and self.granted_until is None
