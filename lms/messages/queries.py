"""Who is to be written to about what, in a constant number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lms.audit.models import AuditEntry
from lms.database import db
from lms.lessons.rules import Item, ItemState, day_items
from lms.messages.actions import MESSAGE_WRITTEN
from lms.messages.rules import MessageKind
from lms.messages.texts import MessageContext
from lms.people.models import Person
from lms.publishing.queries import course_of
from lms.results.passing import required_items
from lms.results.queries_work import Work, work_of
from lms.workshops.models import Workshop
from lms.workshops.queries import enrolments_in, schedule_of


@dataclass(frozen=True)
class Recipient:
    """Somebody a message concerns, and the items it is about."""

    enrolment_id: int
    person: Person
    items: tuple[Item, ...]


def occasion_of(workshop: Workshop, now: datetime) -> tuple[MessageContext, int]:
    """What there is to write about, and the last day that has begun."""
    schedule = schedule_of(workshop)
    course = course_of(workshop.revision)
    end = schedule.practice_ends_at
    to_come = end if end is not None and now < end else None
    occasion = MessageContext(workshop, course, schedule.following(now), to_come)
    return occasion, schedule.last_day_begun(now)


def recipients_of(occasion: MessageContext, kind: MessageKind, begun: int) -> list[Recipient]:
    """Whom a message concerns, by name."""
    enrolments = enrolments_in(occasion.workshop)
    if kind in (MessageKind.PLAN, MessageKind.SIGN_IN):
        return [Recipient(each.id, each.person, ()) for each in enrolments]
    if kind is MessageKind.CARD:
        waiting = [each for each in enrolments if each.person.pin_hash is None]
        return [Recipient(each.id, each.person, ()) for each in waiting]
    days = range(1, min(begun, len(occasion.course.modules)) + 1)
    items = [item for day in days for item in day_items(occasion.course, day)]
    if kind is MessageKind.PRACTICE:
        items = [item for item in items if item.kind == "exercise"]
    else:
        required = required_items(occasion.course)
        items = [item for item in items if item.id in required]
    work = work_of([each.id for each in enrolments])
    found = [Recipient(e.id, e.person, _open(items, work[e.id])) for e in enrolments]
    return [each for each in found if each.items]


def _open(items: Sequence[Item], work: Work) -> tuple[Item, ...]:
    return tuple(item for item in items if work.progress.state(item) is not ItemState.DONE)


def written_in(workshop: Workshop, kind: MessageKind) -> dict[int, datetime]:
    """When people of a workshop were last written to about this, by enrolment id."""
    lines = db.session.execute(
        select(AuditEntry.subject, AuditEntry.after, AuditEntry.at)
        .where(
            AuditEntry.workshop_id == workshop.id,
            AuditEntry.subject.startswith("enrolment:"),
            AuditEntry.action == MESSAGE_WRITTEN.name,
        )
        .order_by(AuditEntry.at, AuditEntry.id)
    )
    return {
        int(line.subject.partition(":")[2]): line.at
        for line in lines
        if line.after == {"message": kind.value}
    }
