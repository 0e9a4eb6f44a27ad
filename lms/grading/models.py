"""Every grade an answer was given, and the comments a trainer keeps for reuse."""

from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.database import Model
from lms.people.models import Person
from lms.publishing.models import CourseRevision
from lms.quizzes.attempts.models import Answer

MAX_SNIPPET_LENGTH = 500


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


class Snippet(Model):
    """A comment that a trainer uses again, in all her workshops."""

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[str] = mapped_column(String(MAX_SNIPPET_LENGTH))
    created_at: Mapped[datetime]
