"""Recording one person: a guest who makes up for a missed meeting, somebody at the door."""

from datetime import datetime

from lms.attendance.models import Means
from lms.attendance.rules import Choice, Presence
from lms.attendance.service import Mark, open_register, refuse_unless_recordable
from lms.database import db
from lms.people.models import Person
from lms.workshops.models import Enrolment, Meeting


def record_present(meeting: Meeting, enrolment: Enrolment, recorder: Person, now: datetime) -> None:
    """Record that somebody is there, of whatever workshop; nothing if she is recorded already.

    Raises Conflict before the meeting begins or if it was cancelled.
    """
    refuse_unless_recordable(meeting, now)
    register = open_register(meeting, now)
    if enrolment.id not in register.rows:
        mark = Mark(Choice(enrolment.id, None, Presence.PRESENT), now)
        register.write(enrolment.id, Presence.PRESENT, recorder, Means.STAFF, mark)
        db.session.flush()


def take_back(meeting: Meeting, enrolment: Enrolment, recorder: Person, now: datetime) -> None:
    """Take back what is recorded of a guest; nothing if there is nothing."""
    register = open_register(meeting, now)
    if (row := register.rows.get(enrolment.id)) is not None:
        mark = Mark(Choice(enrolment.id, row.presence, None), now)
        register.write(enrolment.id, None, recorder, Means.STAFF, mark)
        db.session.flush()
