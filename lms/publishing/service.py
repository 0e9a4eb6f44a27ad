"""Publishing a course."""

from datetime import datetime

from sqlalchemy import func, select

from lms.content.revision import canonical, course_from, fingerprint
from lms.database import db
from lms.publishing.models import CourseRevision


def publish_document(document: dict[str, object], now: datetime) -> tuple[CourseRevision, bool]:
    """Store a course document as a new revision; return it and whether it is new.

    A document published before gives back its revision.
    """
    text = canonical(document)
    course = course_from(text)
    digest = fingerprint(text)
    known = db.session.scalar(
        select(CourseRevision).filter_by(course_slug=course.slug, fingerprint=digest)
    )
    if known is not None:
        return known, False
    newest = db.session.scalar(
        select(func.max(CourseRevision.number)).filter_by(course_slug=course.slug)
    )
    revision = CourseRevision(
        course_slug=course.slug,
        number=(newest or 0) + 1,
        title=course.title,
        fingerprint=digest,
        document=text,
        published_at=now,
    )
    db.session.add(revision)
    db.session.flush()
    return revision, True
