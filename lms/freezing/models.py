"""Versions of a report as they were handed over."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.database import Model
from lms.freezing.rules import MAX_NOTE_LENGTH
from lms.people.models import Person
from lms.publishing.models import CourseRevision


class FrozenReport(Model):
    """One version of a workshop's report; rows are only added.

    `document` is what its files are made of, `package` the ZIP of them, `sha256` its checksum.
    """

    __table_args__ = (UniqueConstraint("workshop_id", "version"),)

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    version: Mapped[int]
    revision_id: Mapped[int] = mapped_column(ForeignKey("course_revision.id"))
    document: Mapped[dict[str, Any]]
    package: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    sha256: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(String(MAX_NOTE_LENGTH), default="")
    frozen_at: Mapped[datetime]
    frozen_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    revision: Mapped[CourseRevision] = relationship()
    frozen_by: Mapped[Person | None] = relationship()
