"""Outgoing mail."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.database import Model
from lms.people.models import Person


class OutgoingMail(Model):
    """One mail to one person; it waits until it is sent or given up.

    `claimed_until`: a sender is at it until then. `problem` is what the server said last.
    """

    __table_args__ = (
        Index(None, "next_try_at", "sent_at", "given_up_at"),
        Index(None, "workshop_id", "written_at"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    workshop_id: Mapped[int | None] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    address: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    stop_url: Mapped[str] = mapped_column(String(300))
    written_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    claimed_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]
    problem: Mapped[str] = mapped_column(String(300), default="")

    person: Mapped[Person] = relationship()
