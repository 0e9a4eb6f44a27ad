"""Which revision of its course a workshop follows."""

from datetime import datetime

from sqlalchemy import select

from lms.audit.service import note
from lms.database import db
from lms.errors import Conflict
from lms.language import gettext_noop as _
from lms.publishing.models import CourseRevision
from lms.publishing.queries import course_of
from lms.workshops.actions import REVISION_CHANGED
from lms.workshops.changes import CourseChanges, changes_between
from lms.workshops.models import Workshop
from lms.workshops.queries import schedule_of


def newest_revision(workshop: Workshop) -> CourseRevision:
    return db.session.scalars(
        select(CourseRevision)
        .where(CourseRevision.course_slug == workshop.revision.course_slug)
        .order_by(CourseRevision.number.desc())
        .limit(1)
    ).one()


def revision_changes(workshop: Workshop, revision: CourseRevision) -> CourseChanges:
    """What moving the workshop to `revision` would add and remove."""
    return changes_between(course_of(workshop.revision), course_of(revision))


def follow_revision(
    workshop: Workshop, revision: CourseRevision, *, now: datetime, actor_id: int | None = None
) -> None:
    """Let the workshop follow another revision of its course.

    Attempts keep the revision they were begun with. Raises Conflict if something would disappear
    after the workshop has begun, for people may have worked on it.
    """
    if revision.course_slug != workshop.revision.course_slug:
        raise Conflict(_("This is another course."))
    begun = schedule_of(workshop).last_day_begun(now) > 0
    if begun and revision_changes(workshop, revision).takes_away:
        raise Conflict(
            _("The workshop has begun; a version that leaves something out would lose work.")
        )
    before = workshop.revision_id
    workshop.revision = revision
    note(
        REVISION_CHANGED,
        f"workshop:{workshop.id}",
        now,
        actor_id=actor_id,
        workshop_id=workshop.id,
        before={"revision": before},
        after={"revision": revision.id},
    )
