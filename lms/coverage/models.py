"""What was taught: one row a meeting and lesson; every change is in the audit trail."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.coverage.rules import Covered
from lms.database import Model

MAX_REASON_LENGTH = 300
MAX_NAME_LENGTH = 120


class CoveredLesson(Model):
    """How far one lesson got at one meeting, in how many minutes, and who taught it.

    `taught_by` is a name, for not everybody who teaches has an account.
    """

    __table_args__ = (
        UniqueConstraint("meeting_id", "lesson_id"),
        CheckConstraint("minutes >= 0", name="minutes_not_negative"),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    lesson_id: Mapped[str] = mapped_column(String(80))
    covered: Mapped[Covered]
    minutes: Mapped[int]
    reason: Mapped[str] = mapped_column(String(MAX_REASON_LENGTH), default="")
    taught_by: Mapped[str] = mapped_column(String(MAX_NAME_LENGTH), default="")
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
