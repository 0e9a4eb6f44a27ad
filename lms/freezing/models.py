"""Versions of a report as they were handed over."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from lms.database import Model
from lms.freezing.rules import MAX_NOTE_LENGTH
from lms.people.models import Person
from lms.publishing.models import CourseRevision


class FrozenVersion:
    """What every version has. Rows are only added.

    `document` is what its files tell, `package` the ZIP of them, `sha256` its checksum.
    """

    version: Mapped[int]
    document: Mapped[dict[str, Any]]
    package: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    sha256: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(String(MAX_NOTE_LENGTH), default="")
    frozen_at: Mapped[datetime]
    frozen_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    @declared_attr
    @classmethod
    def frozen_by(cls) -> Mapped[Person | None]:
        return relationship(Person)


class FrozenReport(FrozenVersion, Model):
    """One version of a workshop's report, of the revision its course had then."""

    __table_args__ = (UniqueConstraint("workshop_id", "version"),)

    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("course_revision.id"))

    revision: Mapped[CourseRevision] = relationship()


class FrozenProgramReport(FrozenVersion, Model):
    """One version of a program's report; its `document` names no people."""

    __table_args__ = (UniqueConstraint("program_id", "version"),)

    program_id: Mapped[int] = mapped_column(ForeignKey("program.id"))
