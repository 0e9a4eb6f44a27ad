"""Publishing a course."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from lms.content.revision import canonical, course_from, fingerprint
from lms.content.texts.attachments import Attachment
from lms.content.values import Course
from lms.database import db
from lms.publishing.models import CourseAttachment, CourseRevision


def publish_document(
    document: dict[str, object], now: datetime, attached: Sequence[Attachment] = ()
) -> tuple[CourseRevision, bool]:
    """Store a course document as a new revision; return it and whether it is new.

    `attached` are its photos and files; those stored before may be left out. A document published
    before gives back its revision. Raises ValueError if a file it names is nowhere.
    """
    text = canonical(document)
    course = course_from(text)
    digest = fingerprint(text)
    known = db.session.scalar(
        select(CourseRevision).filter_by(course_slug=course.slug, fingerprint=digest)
    )
    _keep(course, attached, now)
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


def _keep(course: Course, attached: Sequence[Attachment], now: datetime) -> None:
    """Store what a course shows and links to, each once."""
    wanted = {each.fingerprint for each in course.files}
    if not wanted:
        return
    column = CourseAttachment.fingerprint
    kept = set(db.session.scalars(select(column).where(column.in_(wanted))))
    given = {each.fingerprint: each for each in attached}
    if lacking := wanted - kept - given.keys():
        raise ValueError(f"files without their content: {sorted(lacking)}")
    for fingerprint_ in sorted(wanted - kept):
        each = given[fingerprint_]
        db.session.add(
            CourseAttachment(
                fingerprint=each.fingerprint,
                name=each.name,
                media_type=each.media_type,
                content=each.content,
                kept_at=now,
            )
        )
