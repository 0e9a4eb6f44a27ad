"""Starting something for the room, and ending it."""

from dataclasses import replace
from datetime import datetime

from flask_babel import gettext

from lms.audit.actions import AuditAction
from lms.audit.service import note
from lms.board.actions import ROOM_ENDED, ROOM_STARTED
from lms.board.models import RoomStart
from lms.board.queries import newest_start
from lms.board.rules import started_until
from lms.database import db
from lms.errors import Conflict
from lms.language import gettext_noop as _
from lms.lessons.rules import Item
from lms.people.models import Person
from lms.publishing.queries import course_of
from lms.quizzes.windows.queries import overrides_for, windows_for
from lms.quizzes.windows.rules import AS_THE_COURSE_SAYS
from lms.quizzes.windows.service import override
from lms.workshops.models import Workshop
from lms.workshops.rules import Schedule


def start_item(
    workshop: Workshop, item: Item, schedule: Schedule, trainer: Person, now: datetime
) -> RoomStart:
    """Start an item for everybody in the workshop, in place of what was started before.

    The same pressed twice is one start. A quiz that would open later opens with it; raises Conflict
    for one that is closed.
    """
    if item.is_quiz:
        _open_if_need_be(workshop, item, schedule, trainer, now)
    newest = newest_start(workshop)
    if newest is not None and newest.holds(now) and newest.item_id == item.id:
        return newest
    started = RoomStart(
        workshop_id=workshop.id,
        item_id=item.id,
        started_at=now,
        started_by=trainer,
        until=started_until(schedule, now),
    )
    db.session.add(started)
    _note(ROOM_STARTED, workshop, item.id, trainer, now)
    return started


def _open_if_need_be(
    workshop: Workshop, item: Item, schedule: Schedule, trainer: Person, now: datetime
) -> None:
    """Let the workshop sit a quiz from now on that would open later."""
    course = course_of(workshop.revision)
    when = windows_for(course, schedule, workshop)[item.id]
    if when.is_closed(now):
        raise Conflict(_("This quiz is closed. Its times can be changed among the quizzes."))
    if not when.is_open(now):
        decided = overrides_for(workshop).get(item.id, AS_THE_COURSE_SAYS)
        override(
            workshop,
            course.quiz(item.id),
            replace(decided, opens_at=now),
            reason=gettext("Started for the room"),
            now=now,
            actor_id=trainer.id,
        )


def end_item(workshop: Workshop, trainer: Person, now: datetime) -> None:
    """End what is started for the room; nothing happens if nothing is."""
    newest = newest_start(workshop)
    if newest is not None and newest.holds(now):
        newest.ended_at = now
        _note(ROOM_ENDED, workshop, newest.item_id, trainer, now)


def _note(
    action: AuditAction, workshop: Workshop, item_id: str, trainer: Person, now: datetime
) -> None:
    note(
        action,
        f"workshop:{workshop.id}",
        now,
        actor_id=trainer.id,
        workshop_id=workshop.id,
        after={"item": item_id},
    )
