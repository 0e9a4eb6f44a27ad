"""Attendance: one row a person and meeting, every change of it, and how people checked in."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.attendance.rules import Presence
from lms.database import Model, checked_enum
from lms.uploads.models import Upload


class Means(StrEnum):
    """How a presence was recorded."""

    STAFF = "staff"  # a trainer or assistant, in the register
    SCAN = "scan"  # the person herself, with the QR code
    CODE = "code"  # the person herself, with the six digits


class Attendance(Model):
    """One enrolled person's presence at one meeting.

    A row from before the meeting is a person who came early: it counts once the meeting begins.
    """

    __table_args__ = (UniqueConstraint("meeting_id", "enrolment_id"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    enrolment_id: Mapped[int] = mapped_column(
        ForeignKey("enrolment.id", ondelete="CASCADE"), index=True
    )
    presence: Mapped[Presence]
    means: Mapped[Means] = mapped_column(default=Means.STAFF)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class AttendanceChange(Model):
    """One change of one person's presence; none is ever altered. `before`, `after`: None is open.

    `client` and `number` name the mark as the phone numbered it, so that one sent twice counts
    once. `made_at` is when it was tapped, `received_at` when it came.
    """

    __table_args__ = (
        UniqueConstraint("client", "number"),
        Index(None, "meeting_id", "enrolment_id"),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    before: Mapped[Presence | None] = mapped_column(checked_enum(Presence, "before"))
    after: Mapped[Presence | None] = mapped_column(checked_enum(Presence, "after"))
    means: Mapped[Means]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    received_at: Mapped[datetime]
    client: Mapped[str | None] = mapped_column(String(36))
    number: Mapped[int | None]


class CheckIn(Model):
    """A person who checked in to a meeting herself, enrolled or not; kept whatever came of it.

    `device` and `network` are signs that only tell same from different. `passed_on`: scanned with
    one phone, recorded with another.
    """

    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    means: Mapped[Means]
    presence: Mapped[Presence]
    shown_at: Mapped[datetime]
    received_at: Mapped[datetime]
    device: Mapped[str] = mapped_column(String(16), default="")
    network: Mapped[str] = mapped_column(String(16), default="")
    passed_on: Mapped[bool] = mapped_column(default=False)


class SheetPhoto(Model):
    """A photo of the signed sheet of a meeting; the upload says who sent it and when."""

    __table_args__ = (UniqueConstraint("meeting_id", "upload_id"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    upload_id: Mapped[int] = mapped_column(ForeignKey("upload.id"), index=True)
    added_at: Mapped[datetime]

    upload: Mapped[Upload] = relationship()
