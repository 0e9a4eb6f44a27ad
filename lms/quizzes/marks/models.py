"""Every grade an answer was given, and until when its writer has seen them."""

from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from sqlalchemy import JSON, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.database import Model
from lms.people.models import Person
from lms.publishing.models import CourseRevision
from lms.quizzes.attempts.models import Answer


class Origin(StrEnum):
    """What a grade comes from."""

    TRAINER = "trainer"  # somebody read the answer
    REGRADE = "regrade"  # judged again by a corrected question
    ACCEPTED = "accepted"  # accepted beside the key
    TAKEN_BACK = "taken_back"  # not accepted any more


class GivenGrade(Model):
    """One grade of an answer, and the one before it: only ever added.

    `rubric` holds the points of each criterion in its order, where a trainer gave them. `revision`
    is the one whose question judged the answer; what is shown stays that of the attempt.
    """

    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"), index=True)
    origin: Mapped[Origin]
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[datetime]
    revision_id: Mapped[int] = mapped_column(ForeignKey("course_revision.id"))
    credit_before: Mapped[Fraction | None]
    points_before: Mapped[Fraction]
    credit: Mapped[Fraction | None]
    points: Mapped[Fraction]
    rubric: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    comment: Mapped[str] = mapped_column(Text, default="")

    answer: Mapped[Answer] = relationship()
    given_by: Mapped[Person | None] = relationship()
    revision: Mapped[CourseRevision] = relationship()


class MarksSeen(Model):
    """Until when a participant has seen what trainers gave her in an attempt."""

    attempt_id: Mapped[int] = mapped_column(
        ForeignKey("attempt.id", ondelete="CASCADE"), unique=True
    )
    seen_at: Mapped[datetime]
