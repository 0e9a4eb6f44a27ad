"""Answered exercises."""

from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.database import Model


class ExerciseTry(Model):
    """One answered try; its numbers follow from the seed. `credit` is empty for a text."""

    __table_args__ = (UniqueConstraint("enrolment_id", "exercise_id", "number"),)

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    exercise_id: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    revision_id: Mapped[int] = mapped_column(ForeignKey("course_revision.id"))
    seed: Mapped[int] = mapped_column(BigInteger)
    answer: Mapped[Any] = mapped_column(JSON)
    credit: Mapped[Fraction | None]
    answered_at: Mapped[datetime]
