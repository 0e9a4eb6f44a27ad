"""Answered exercises, the hints opened for them, their sittings, and reminders to practise."""

from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.database import Model
from lms.statistics.evidence import Scaffold


class PracticeSitting(Model):
    """Questions chosen for a person when she began; the tries say how far she is.

    `choices`: mappings with `skill`, `exercise`, `scaffold`, `is_new`, and `is_check` where it is
    so, in the order to ask them. `on_paper`: it is a booklet, whose answers staff type in.
    """

    __table_args__ = (UniqueConstraint("enrolment_id", "number"),)

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    number: Mapped[int]
    day: Mapped[date]  # in the zone of the workshop
    revision_id: Mapped[int] = mapped_column(ForeignKey("course_revision.id"))
    choices: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    begun_at: Mapped[datetime]
    on_paper: Mapped[bool] = mapped_column(default=False)


class OpenedHint(Model):
    """A hint that was opened for a try, before it was answered or between its answers."""

    __table_args__ = (UniqueConstraint("enrolment_id", "exercise_id", "number", "place"),)

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    exercise_id: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    place: Mapped[int]  # the first hint is 1
    opened_at: Mapped[datetime]


class PracticeTime(Model):
    """When a participant will practise, in her own words: "setelah tutup kas"."""

    enrolment_id: Mapped[int] = mapped_column(
        ForeignKey("enrolment.id", ondelete="CASCADE"), unique=True
    )
    words: Mapped[str] = mapped_column(String(80))
    chosen_at: Mapped[datetime]


class PracticeReminder(Model):
    """Somebody of the staff says that she has reminded a participant."""

    enrolment_id: Mapped[int] = mapped_column(
        ForeignKey("enrolment.id", ondelete="CASCADE"), index=True
    )
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    sent_at: Mapped[datetime]


class ExerciseTry(Model):
    """One try; its numbers follow from the seed. `credit` is empty for a text.

    `hints_opened` are those before the last answer. A second answer is one to the same numbers;
    `solution_at`: she asked for the solution instead. `key_known`: the solution of these very
    numbers had been shown to her before. `client_key` and `received_at` are of tries that a phone
    kept without a connection: their `answered_at` is by its own log.
    """

    __table_args__ = (
        UniqueConstraint("enrolment_id", "exercise_id", "number"),
        UniqueConstraint("enrolment_id", "client_key"),
        UniqueConstraint("sitting_id", "place"),
    )

    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    exercise_id: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    revision_id: Mapped[int] = mapped_column(ForeignKey("course_revision.id"))
    seed: Mapped[int] = mapped_column(BigInteger)
    answer: Mapped[Any] = mapped_column(JSON)
    credit: Mapped[Fraction | None]
    answered_at: Mapped[datetime] = mapped_column(index=True)
    hints_opened: Mapped[int] = mapped_column(default=0)
    second_answer: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    second_credit: Mapped[Fraction | None]
    second_answered_at: Mapped[datetime | None]
    solution_at: Mapped[datetime | None]
    key_known: Mapped[bool] = mapped_column(default=False)
    scaffold: Mapped[Scaffold] = mapped_column(default=Scaffold.WHOLE)
    sitting_id: Mapped[int | None] = mapped_column(
        ForeignKey("practice_sitting.id", ondelete="SET NULL")
    )
    place: Mapped[int | None]  # of the sitting; the first is 1
    client_key: Mapped[str | None] = mapped_column(String(40))
    received_at: Mapped[datetime | None]
