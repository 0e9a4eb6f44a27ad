"""Attendance: one row a person and meeting; every change is in the audit trail."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.attendance.rules import Presence
from lms.database import Model


class Attendance(Model):
    """One enrolled person's presence at one meeting."""

    __table_args__ = (UniqueConstraint("meeting_id", "enrolment_id"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    enrolment_id: Mapped[int] = mapped_column(
        ForeignKey("enrolment.id", ondelete="CASCADE"), index=True
    )
    presence: Mapped[Presence]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
