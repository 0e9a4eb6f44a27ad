"""Requests to be excused: one row a person and meeting, its history in the audit trail."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.database import Model
from lms.excuses.rules import ExcuseKind, ExcuseState
from lms.people.models import Person
from lms.uploads.models import Upload
from lms.workshops.models import Enrolment, Meeting


class Excuse(Model):
    """One person asks to be excused from one meeting; `answer` is the trainer's word."""

    __table_args__ = (UniqueConstraint("meeting_id", "enrolment_id"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    enrolment_id: Mapped[int] = mapped_column(
        ForeignKey("enrolment.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[ExcuseKind]
    reason: Mapped[str] = mapped_column(String(500))
    asked_at: Mapped[datetime]
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("upload.id"))
    state: Mapped[ExcuseState] = mapped_column(default=ExcuseState.WAITING)
    answer: Mapped[str] = mapped_column(String(500), default="")
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    meeting: Mapped[Meeting] = relationship()
    enrolment: Mapped[Enrolment] = relationship()
    decided_by: Mapped[Person | None] = relationship()
    photo: Mapped[Upload | None] = relationship()
