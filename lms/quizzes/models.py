"""Attempts, every save of an answer, and the answers handed in."""

from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.database import Model
from lms.people.models import Person
from lms.workshops.models import Enrolment


class Attempt(Model):
    """One sitting. What is shown follows from revision, question ids in order and seed."""

    __table_args__ = (UniqueConstraint("enrolment_id", "quiz_id", "number"),)

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    quiz_id: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    revision_id: Mapped[int] = mapped_column(ForeignKey("course_revision.id"))
    form: Mapped[str] = mapped_column(String(8), default="")
    seed: Mapped[int] = mapped_column(BigInteger)
    question_ids: Mapped[list[str]]
    started_at: Mapped[datetime]
    deadline: Mapped[datetime | None]  # empty: no time limit
    handed_in_at: Mapped[datetime | None]

    enrolment: Mapped[Enrolment] = relationship()


class AnswerSave(Model):
    """One save of one answer: only ever added. `client` and `number` make a repeat harmless."""

    __table_args__ = (UniqueConstraint("attempt_id", "position", "client", "number"),)

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"))
    position: Mapped[int]
    client: Mapped[str] = mapped_column(String(32))
    number: Mapped[int]
    answer: Mapped[Any] = mapped_column(JSON)
    saved_at: Mapped[datetime]


class Answer(Model):
    """An answer handed in, with its grade. `credit` (0 to 1) is empty until a trainer grades it."""

    __table_args__ = (UniqueConstraint("attempt_id", "position"),)

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"))
    position: Mapped[int]
    question_id: Mapped[str] = mapped_column(String(80))
    answer: Mapped[Any] = mapped_column(JSON)  # None: left empty
    credit: Mapped[Fraction | None]
    points: Mapped[Fraction]  # the most that can be earned
    comment: Mapped[str] = mapped_column(Text, default="")
    graded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    graded_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    attempt: Mapped[Attempt] = relationship()
    graded_by: Mapped[Person | None] = relationship()
