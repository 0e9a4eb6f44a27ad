"""Recording one person: a guest who makes up for a missed meeting, somebody at the door."""

from datetime import datetime

from sqlalchemy import select

from lms.attendance.models import Attendance
from lms.attendance.rules import Presence
from lms.attendance.service import (
    refuse_unless_recordable,
    subject_of,
    wait_for_other_recorders,
)
from lms.audit.service import note
from lms.database import db
from lms.people.models import Person
from lms.workshops.models import Enrolment, Meeting


def record_present(meeting: Meeting, enrolment: Enrolment, recorder: Person, now: datetime) -> None:
    """Record that somebody is there, of whatever workshop; nothing if she is recorded already.

    Raises Conflict before the meeting begins or if it was cancelled.
    """
    refuse_unless_recordable(meeting, now)
    wait_for_other_recorders(meeting)
    if _row(meeting, enrolment) is not None:
        return
    db.session.add(
        Attendance(
            meeting_id=meeting.id,
            enrolment_id=enrolment.id,
            presence=Presence.PRESENT,
            recorded_at=now,
            recorded_by_id=recorder.id,
        )
    )
    _note(meeting, enrolment, recorder, now, None, Presence.PRESENT)
    db.session.flush()


def take_back(meeting: Meeting, enrolment: Enrolment, recorder: Person, now: datetime) -> None:
    """Take back what is recorded of a guest; nothing if there is nothing."""
    wait_for_other_recorders(meeting)
    row = _row(meeting, enrolment)
    if row is not None:
        _note(meeting, enrolment, recorder, now, row.presence, None)
        db.session.delete(row)
        db.session.flush()


def _row(meeting: Meeting, enrolment: Enrolment) -> Attendance | None:
    found: Attendance | None = db.session.scalar(
        select(Attendance).filter_by(meeting_id=meeting.id, enrolment_id=enrolment.id)
    )
    return found


def _note(
    meeting: Meeting,
    enrolment: Enrolment,
    recorder: Person,
    now: datetime,
    before: Presence | None,
    after: Presence | None,
) -> None:
    note(
        "attendance.record",
        subject_of(meeting.id, enrolment.id),
        now,
        actor_id=recorder.id,
        workshop_id=meeting.workshop_id,
        before=None if before is None else {"presence": before.value},
        after=None if after is None else {"presence": after.value},
    )
