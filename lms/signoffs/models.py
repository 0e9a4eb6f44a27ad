"""Sign-offs of practical skills: rows are only added, so they are their own history."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.database import Model
from lms.statistics.mastery import SignoffVerdict

MAX_KEY_LENGTH = 60


class SkillSignoff(Model):
    """What somebody of the staff saw a participant do, or that she takes such a row back.

    `given_at` is when it was tapped, `received_at` when it came. With `takes_back_id` the row gives
    no verdict of its own: it says that the other one, of the same verdict, was a mistake.
    """

    __table_args__ = (Index(None, "enrolment_id", "skill_id"),)

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    skill_id: Mapped[str] = mapped_column(String(80))
    verdict: Mapped[SignoffVerdict]
    given_at: Mapped[datetime]
    received_at: Mapped[datetime]
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    takes_back_id: Mapped[int | None] = mapped_column(ForeignKey("skill_signoff.id"), unique=True)
    idempotency_key: Mapped[str | None] = mapped_column("tap", String(MAX_KEY_LENGTH), unique=True)
