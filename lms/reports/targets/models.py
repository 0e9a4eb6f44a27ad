"""What an organiser aims at with each goal of a workshop."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.database import Model


class GoalTarget(Model):
    """How many percent of the people are to reach a goal, and with which score out of 100.

    A goal without a row has the usual target.
    """

    __table_args__ = (
        UniqueConstraint("workshop_id", "goal_id"),
        CheckConstraint("share BETWEEN 1 AND 100", name="share_in_percent"),
        CheckConstraint("score BETWEEN 1 AND 100", name="score_in_percent"),
    )

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    goal_id: Mapped[str] = mapped_column(String(80))
    share: Mapped[int]
    score: Mapped[int]
    set_at: Mapped[datetime]
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
