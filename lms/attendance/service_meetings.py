"""Calling off a meeting: it leaves the reckoning, and comes back if that is undone."""

from datetime import datetime

from sqlalchemy import select

from lms.attendance.actions import MEETING_CANCELLED, MEETING_RESTORED
from lms.attendance.models import Attendance
from lms.attendance.service import count_at_home, refuse_if_closed
from lms.audit.actions import AuditAction
from lms.audit.service import note
from lms.errors import Conflict
from lms.language import gettext_noop as _
from lms.people.models import Person
from lms.workshops.models import Meeting


def cancel_meeting(meeting: Meeting, reason: str, actor: Person, now: datetime) -> None:
    """Cancel a meeting. What was recorded at it is kept and does not count.

    Raises Conflict if it is cancelled already, or the workshop was closed, or that of a guest.
    """
    _change_what_counts(meeting)
    if meeting.cancelled_at is not None:
        raise Conflict(_("This meeting is cancelled already."))
    meeting.cancelled_at, meeting.cancellation_reason = now, reason
    _note(MEETING_CANCELLED, meeting, actor, now, reason)


def restore_meeting(meeting: Meeting, actor: Person, now: datetime) -> None:
    """Take the cancelling back; does nothing if the meeting is not cancelled.

    Raises Conflict if the workshop was closed, or that of a guest.
    """
    if meeting.cancelled_at is None:
        return
    _change_what_counts(meeting)
    reason, meeting.cancelled_at, meeting.cancellation_reason = (
        meeting.cancellation_reason,
        None,
        "",
    )
    _note(MEETING_RESTORED, meeting, actor, now, reason)


def _change_what_counts(meeting: Meeting) -> None:
    refuse_if_closed(meeting)
    # Who made up for a meeting here is counted at home.
    count_at_home(select(Attendance.enrolment_id).where(Attendance.meeting_id == meeting.id))


def _note(action: AuditAction, meeting: Meeting, actor: Person, now: datetime, reason: str) -> None:
    note(
        action,
        f"meeting:{meeting.id}",
        now,
        actor_id=actor.id,
        workshop_id=meeting.workshop_id,
        reason=reason,
    )
