"""Courses as published, kept parsed in the process because a revision never changes."""

from collections.abc import Collection
from threading import Lock

from sqlalchemy import select

from lms.content.revision import course_from
from lms.content.values import Course
from lms.database import db
from lms.errors import NotFound
from lms.language import gettext_noop as _
from lms.publishing.models import CourseAttachment, CourseRevision

MAX_PARSED = 32
_parsed: dict[str, Course] = {}
_parsing = Lock()


def course_of(revision: CourseRevision) -> Course:
    """The course of a revision; reads its document only the first time in a process."""
    return course_with(revision.fingerprint)


def course_of_id(revision_id: int) -> Course:
    return course_of(db.session.get_one(CourseRevision, revision_id))


def course_with(fingerprint: str) -> Course:
    course = _parsed.get(fingerprint)
    if course is None:
        document = db.session.scalars(
            select(CourseRevision.document).filter_by(fingerprint=fingerprint)
        ).one()
        with _parsing:  # after a start many ask at once; one thread parses, and the others wait
            course = _parsed.get(fingerprint)
            if course is None:
                if len(_parsed) >= MAX_PARSED:
                    _parsed.clear()
                course = _parsed[fingerprint] = course_from(document)
    return course


def latest_revisions() -> list[CourseRevision]:
    """The newest revision of each course, by title."""
    revisions = db.session.scalars(select(CourseRevision).order_by(CourseRevision.number))
    newest = {revision.course_slug: revision for revision in revisions}
    return sorted(newest.values(), key=lambda revision: revision.title)


def attachment_with(fingerprint: str) -> CourseAttachment:
    """A photo or file of courses, whatever it is called where it is linked. Raises NotFound."""
    found = db.session.scalar(select(CourseAttachment).filter_by(fingerprint=fingerprint))
    if found is None:
        raise NotFound(_("There is no such file here."))
    return found


def contents_of(fingerprints: Collection[str]) -> dict[str, bytes]:
    """The bytes of photos and files by their fingerprints."""
    rows = db.session.execute(
        select(CourseAttachment.fingerprint, CourseAttachment.content).where(
            CourseAttachment.fingerprint.in_(fingerprints)
        )
    )
    return {row.fingerprint: row.content for row in rows}
