"""Recording one person: a guest who makes up for a missed meeting, somebody at the door."""

from datetime import datetime

from sqlalchemy import select

from lms.attendance.models import CheckIn, Means
from lms.attendance.rules import Presence, RegisterChoice
from lms.attendance.service import (
    count_at_home,
    open_register,
    refuse_unless_recordable,
)
from lms.attendance.service_writing import TimedChoice
from lms.database import db
from lms.people.models import Person
from lms.workshops.models import Enrolment, Meeting


def record_present(meeting: Meeting, enrolment: Enrolment, recorder: Person, now: datetime) -> None:
    """Record that somebody is there, of whatever workshop; nothing if she is recorded already.

    Whoever checked in herself is in time or late by that. Raises Conflict before the meeting
    begins, if it was cancelled, or if her own workshop was closed.
    """
    refuse_unless_recordable(meeting, now)
    count_at_home([enrolment.id])
    register = open_register(meeting, now)
    if enrolment.id not in register.rows:
        presence = _by_check_in(meeting, enrolment) or Presence.PRESENT
        mark = TimedChoice(RegisterChoice(enrolment.id, None, presence), now)
        register.write(enrolment.id, presence, recorder, Means.STAFF, mark)
        db.session.flush()


def _by_check_in(meeting: Meeting, enrolment: Enrolment) -> Presence | None:
    return db.session.scalar(
        select(CheckIn.presence).filter_by(meeting_id=meeting.id, person_id=enrolment.person_id)
    )


def take_back(meeting: Meeting, enrolment: Enrolment, recorder: Person, now: datetime) -> None:
    """Take back what is recorded of a guest; nothing if there is nothing.

    Raises Conflict if her own workshop was closed.
    """
    count_at_home([enrolment.id])
    register = open_register(meeting, now)
    if (row := register.rows.get(enrolment.id)) is not None:
        mark = TimedChoice(RegisterChoice(enrolment.id, row.presence, None), now)
        register.write(enrolment.id, None, recorder, Means.STAFF, mark)
        db.session.flush()
