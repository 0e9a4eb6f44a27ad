"""Published revisions of courses."""

from datetime import datetime

from sqlalchemy import LargeBinary, String, Text, UniqueConstraint
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


class CourseAttachment(Model):
    """A photo or file of courses: the same for all revisions that name its fingerprint."""

    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    media_type: Mapped[str] = mapped_column(String(100))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    kept_at: Mapped[datetime]
