"""Reading what a calendar holds: the meetings of workshops, in the words of a language."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.attendance.actions import MEETING_CANCELLED, MEETING_RESTORED
from lms.audit.models import AuditEntry
from lms.calendars.models import CalendarFeed
from lms.calendars.rules import CalendarEvent
from lms.database import db
from lms.errors import NotFound
from lms.language import gettext_noop
from lms.people.models import Person
from lms.publishing.queries import course_of
from lms.web.addresses import public_url
from lms.workshops.actions import REVISION_CHANGED, WORKSHOP_CHANGED
from lms.workshops.models import (
    Enrolment,
    Meeting,
    Part,
    Program,
    ProgramOrganiser,
    Staff,
    Workshop,
)

PART_WORDS = {Part.MORNING: gettext_noop("Morning"), Part.AFTERNOON: gettext_noop("Afternoon")}
_CHANGING = [
    action.name
    for action in (WORKSHOP_CHANGED, REVISION_CHANGED, MEETING_CANCELLED, MEETING_RESTORED)
]


def occasions_of(workshops: Sequence[Workshop]) -> list[CalendarEvent]:
    """The meetings of workshops as a calendar shows them, in order."""
    ids = [workshop.id for workshop in workshops]
    by_id = {workshop.id: workshop for workshop in workshops}
    changes: dict[int, tuple[int, datetime]] = {}
    for workshop_id, count, last in db.session.execute(
        select(AuditEntry.workshop_id, func.count(), func.max(AuditEntry.at))
        .where(AuditEntry.workshop_id.in_(ids), AuditEntry.action.in_(_CHANGING))
        .group_by(AuditEntry.workshop_id)
    ):
        changes[workshop_id or 0] = (count, last)
    meetings = db.session.scalars(
        select(Meeting).where(Meeting.workshop_id.in_(ids)).order_by(Meeting.starts_at, Meeting.id)
    )
    return [
        _occasion(meeting, by_id[meeting.workshop_id], changes.get(meeting.workshop_id))
        for meeting in meetings
    ]


def _occasion(
    meeting: Meeting, workshop: Workshop, change: tuple[int, datetime] | None
) -> CalendarEvent:
    sequence, changed_at = change or (0, workshop.created_at)
    title = workshop.program.title
    modules = {module.day: module.title for module in course_of(workshop.revision).modules}
    day = _("Day %(number)s", number=meeting.day)
    number = _("Workshop %(number)s", number=workshop.number)
    half = _(PART_WORDS[meeting.part])
    topic = modules.get(meeting.day, "")
    made = f"{workshop.created_at:%Y%m%dT%H%M%SZ}"
    return CalendarEvent(
        uid=f"meeting-{meeting.id}-{made}@{workshop.slug}.go-digital-lms",
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        zone=workshop.zone,
        summary=f"{title}: {day}, {half}",
        place=workshop.place,
        description="\n".join(part for part in (f"{title}, {number}", topic) if part),
        url=public_url("lessons.course", workshop_slug=workshop.slug),
        sequence=sequence,
        changed_at=changed_at,
        made_at=workshop.created_at,
        cancelled=meeting.cancelled_at is not None,
    )


def workshops_of(person: Person) -> Sequence[Workshop]:
    """The workshops a person takes part in, runs or organises now.

    A draft is in no calendar, a rehearsal only in those of the people invented for it.
    """
    mine = or_(
        Workshop.id.in_(
            select(Enrolment.workshop_id).where(
                Enrolment.person_id == person.id, Enrolment.withdrawn_at.is_(None)
            )
        ),
        Workshop.id.in_(select(Staff.workshop_id).where(Staff.person_id == person.id)),
        Workshop.program_id.in_(
            select(ProgramOrganiser.program_id).where(ProgramOrganiser.person_id == person.id)
        ),
    )
    return db.session.scalars(
        select(Workshop)
        .join(Workshop.program)
        .options(contains_eager(Workshop.program), joinedload(Workshop.revision))
        .where(mine, ~Workshop.is_draft, Program.is_rehearsal.is_(person.clock_ahead is not None))
        .order_by(Workshop.id)
    ).all()


def feed_of(person: Person) -> CalendarFeed | None:
    """A person's address, None if she has none."""
    found: CalendarFeed | None = db.session.scalar(
        select(CalendarFeed).filter_by(person_id=person.id)
    )
    return found


def feed_called(token: str) -> CalendarFeed:
    """The feed of an address. Raises NotFound if it was never given or was taken back."""
    found: CalendarFeed | None = db.session.scalar(
        select(CalendarFeed)
        .options(joinedload(CalendarFeed.person))
        .where(CalendarFeed.token == token)
    )
    if found is None or found.person.disabled_at is not None:
        raise NotFound(gettext_noop("This calendar address is not valid any more."))
    return found
