"""Attempts, every save of an answer, the answers handed in, and time given.

When an attempt ends is derived: from its start, the time limit, the closing and the time given.
"""

from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.database import Model
from lms.people.models import Person
from lms.workshops.models import Enrolment


class Attempt(Model):
    """One attempt. What is shown follows from revision, question ids in order and seed.

    `score` and `marks` are what its answers earn, as `kept.rules` writes it: kept by whoever
    changes an answer or its grade (`kept.service`), empty before it was handed in.
    """

    __table_args__ = (UniqueConstraint("enrolment_id", "quiz_id", "number"),)

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    quiz_id: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    revision_id: Mapped[int] = mapped_column(ForeignKey("course_revision.id"))
    form: Mapped[str] = mapped_column(String(8), default="")
    seed: Mapped[int] = mapped_column(BigInteger)
    question_ids: Mapped[list[str]]
    started_at: Mapped[datetime]
    handed_in_at: Mapped[datetime | None]
    ran_out: Mapped[bool] = mapped_column(default=False)  # handed in by the clock
    remedial: Mapped[bool] = mapped_column(default=False)  # after the usual ones, below the mark
    score: Mapped[str | None] = mapped_column(String(200))
    marks: Mapped[str | None] = mapped_column(Text)

    enrolment: Mapped[Enrolment] = relationship()


class AnswerSave(Model):
    """One save of one answer: only ever added. `client` and `number` make a repeat harmless.

    `opened_at` is when the page it comes from was shown (empty: not known). `answered_at` is when
    it was given by the phone's own log, empty for a save that came while the attempt took saves.
    """

    __table_args__ = (UniqueConstraint("attempt_id", "position", "client", "number"),)

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"))
    position: Mapped[int]
    client: Mapped[str] = mapped_column(String(32))
    number: Mapped[int]
    answer: Mapped[Any] = mapped_column(JSON)
    saved_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]


class CheckedAnswer(Model):
    """An answer that was checked while the attempt was going on: its save holds for ever."""

    __table_args__ = (UniqueConstraint("attempt_id", "position"),)

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"))
    position: Mapped[int]
    save_id: Mapped[int] = mapped_column(
        ForeignKey("answer_save.id", ondelete="CASCADE"), unique=True
    )
    checked_at: Mapped[datetime]


class Answer(Model):
    """An answer handed in, with its grade. `credit` (0 to 1) is empty until a trainer grades it."""

    __table_args__ = (
        UniqueConstraint("attempt_id", "position"),
        Index(
            "ix_answer_waiting",  # for a trainer: few of all answers, and every home counts them
            "attempt_id",
            sqlite_where=text("credit IS NULL"),
            postgresql_where=text("credit IS NULL"),
        ),
    )

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


class TimeGrant(Model):
    """Minutes given to one attempt. A repeated `idempotency_key` gives once."""

    __table_args__ = (
        UniqueConstraint("attempt_id", "tap"),
        CheckConstraint("minutes > 0", name="minutes_positive"),
    )

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"))
    # The column keeps its first name, so that no table has to be changed.
    idempotency_key: Mapped[str] = mapped_column("tap", String(32))
    minutes: Mapped[int]
    reason: Mapped[str] = mapped_column(String(500))
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    granted_at: Mapped[datetime]

    granted_by: Mapped[Person | None] = relationship()


class ExtraTime(Model):
    """Standing extra time of a person who needs it, for one quiz or (no `quiz_id`) for all.

    Of several the greatest holds; `percent` is of the time limit.
    """

    __table_args__ = (CheckConstraint("minutes + percent > 0", name="more_than_nothing"),)

    enrolment_id: Mapped[int] = mapped_column(
        ForeignKey("enrolment.id", ondelete="CASCADE"), index=True
    )
    quiz_id: Mapped[str | None] = mapped_column(String(80))
    minutes: Mapped[int] = mapped_column(default=0)
    percent: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(String(500))
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    granted_at: Mapped[datetime]

    enrolment: Mapped[Enrolment] = relationship()
    granted_by: Mapped[Person | None] = relationship()


class Delivery(Model):
    """Answers a phone had kept without a connection and sent later, with its receipt code.

    `answered_until` is when the last of them was given, by the phone's own log. `left_out`: how
    many were given after the end, or could not be used. `late`: it came after the end, so that a
    trainer should know. `set_aside_at`: she does not believe its times, its answers do not count.
    """

    __table_args__ = (UniqueConstraint("attempt_id", "receipt"),)

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"))
    receipt: Mapped[str] = mapped_column(String(16))
    answered_until: Mapped[datetime | None]
    delivered_at: Mapped[datetime]
    taken: Mapped[int]
    left_out: Mapped[int]
    late: Mapped[bool]
    set_aside_at: Mapped[datetime | None]
