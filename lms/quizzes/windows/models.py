"""What trainers decided about when and how often a quiz may be sat, and when its key is shown."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.database import Model
from lms.people.models import Person
from lms.workshops.models import Enrolment


class QuizOverride(Model):
    """Other times or more attempts for a whole workshop (no enrolment) or one person: only added.

    The newest one for somebody holds; what it leaves empty is as without it.
    """

    __table_args__ = (
        Index(None, "workshop_id", "quiz_id"),
        CheckConstraint("attempts > 0", name="attempts_positive"),
        CheckConstraint("closes_at > opens_at", name="closes_after_it_opens"),
    )

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    enrolment_id: Mapped[int | None] = mapped_column(
        ForeignKey("enrolment.id", ondelete="CASCADE"), index=True
    )
    quiz_id: Mapped[str] = mapped_column(String(80))
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    attempts: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(500))
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    granted_at: Mapped[datetime]

    enrolment: Mapped[Enrolment | None] = relationship()
    granted_by: Mapped[Person | None] = relationship()


class KeyShown(Model):
    """Since when a workshop may see the key of a quiz although its numbers are shared."""

    __table_args__ = (UniqueConstraint("workshop_id", "quiz_id"),)

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    quiz_id: Mapped[str] = mapped_column(String(80))
    shown_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    shown_at: Mapped[datetime]

    shown_by: Mapped[Person | None] = relationship()
