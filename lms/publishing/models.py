"""Published revisions of courses."""

from datetime import datetime

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.database import Model


class CourseRevision(Model):
    """A course as it was published: never changed, never deleted while a workshop pins it."""

    __table_args__ = (
        UniqueConstraint("course_slug", "number"),
        UniqueConstraint("course_slug", "fingerprint"),
    )

    course_slug: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    fingerprint: Mapped[str] = mapped_column(String(64))
    document: Mapped[str] = mapped_column(Text, deferred=True)
    published_at: Mapped[datetime]
