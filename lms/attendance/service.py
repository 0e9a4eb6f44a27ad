"""Recording who is at a meeting."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from lms.attendance.models import Attendance
from lms.attendance.rules import Choice, Clash, Presence, compare
from lms.audit.service import note
from lms.database import db
from lms.errors import Conflict, NotFound
from lms.language import mark as _
from lms.people.models import Person
from lms.workshops.models import Enrolment, Meeting
from lms.workshops.queries_seats import expected_at


@dataclass(frozen=True)
class Recorded:
    """What came of a register that was sent in.

    `saved` records were written; `clashes` were not, because somebody else had changed them
    meanwhile; `left_out` people have withdrawn since the form was drawn.
    """

    saved: int
    clashes: tuple[Clash, ...]
    left_out: int


def refuse_unless_recordable(meeting: Meeting, now: datetime) -> None:
    """Raise Conflict for a meeting that was cancelled or has not begun."""
    if meeting.cancelled_at is not None:
        raise Conflict(_("This meeting was cancelled. There is no attendance to record."))
    if now < meeting.starts_at:
        raise Conflict(_("This meeting has not begun yet. Record it once it has begun."))


def record(
    meeting: Meeting, choices: Collection[Choice], recorder: Person, now: datetime
) -> Recorded:
    """Write what was chosen for each person, and leave a line in the audit trail for each change.

    A person whose record was changed by somebody else since the form was drawn is not overwritten.
    Raises Conflict before the meeting begins or if it was cancelled, NotFound if one of the
    enrolments is of another workshop.
    """
    refuse_unless_recordable(meeting, now)
    wait_for_other_recorders(meeting)
    active = _expected_by_id(meeting)
    if any(choice.enrolment_id not in active for choice in choices):
        raise NotFound(_("There is no such participant in this workshop."))
    taken = [choice for choice in choices if active[choice.enrolment_id]]
    stored = {
        row.enrolment_id: row
        for row in db.session.scalars(select(Attendance).filter_by(meeting_id=meeting.id))
    }
    verdict = compare(taken, {key: row.presence for key, row in stored.items()})
    for choice in verdict.to_write:
        _write(meeting, stored.get(choice.enrolment_id), choice, recorder, now)
    db.session.flush()
    return Recorded(len(verdict.to_write), verdict.clashes, len(choices) - len(taken))


def wait_for_other_recorders(meeting: Meeting) -> None:
    """Let one recorder a meeting through at a time, so that each sees what the other wrote."""
    db.session.execute(select(Meeting.id).where(Meeting.id == meeting.id).with_for_update())


def presence_of(meeting: Meeting, enrolment: Enrolment) -> Presence | None:
    """Return how one person is recorded at one meeting, None if she is not. One statement."""
    return db.session.scalar(
        select(Attendance.presence).filter_by(meeting_id=meeting.id, enrolment_id=enrolment.id)
    )


def excuse(
    meeting: Meeting, enrolment: Enrolment, presence: Presence, recorder: Person, now: datetime
) -> None:
    """Record that somebody is excused or sick, before a meeting as well as after it.

    A record made before a meeting does not make it one that was held. Call it while holding
    `wait_for_other_recorders`; the caller sees to it that no presence is overwritten.
    """
    row = db.session.scalar(
        select(Attendance).filter_by(meeting_id=meeting.id, enrolment_id=enrolment.id)
    )
    shown = None if row is None else row.presence
    if shown is not presence:
        _write(meeting, row, Choice(enrolment.id, shown, presence), recorder, now)


def _expected_by_id(meeting: Meeting) -> dict[int, bool]:
    rows = db.session.execute(
        select(Enrolment.id, expected_at(meeting)).where(
            Enrolment.workshop_id == meeting.workshop_id
        )
    )
    return {enrolment_id: bool(expected) for enrolment_id, expected in rows}


def _write(
    meeting: Meeting, row: Attendance | None, choice: Choice, recorder: Person, now: datetime
) -> None:
    row = row or Attendance(meeting_id=meeting.id, enrolment_id=choice.enrolment_id)
    row.presence, row.recorded_at, row.recorded_by_id = choice.chosen, now, recorder.id
    db.session.add(row)
    note(
        "attendance.record",
        subject_of(meeting.id, choice.enrolment_id),
        now,
        actor_id=recorder.id,
        workshop_id=meeting.workshop_id,
        before=_facts(choice.shown),
        after=_facts(choice.chosen),
    )


def subject_of(meeting_id: int, enrolment_id: int) -> str:
    """Return how the audit trail names one person's presence at one meeting."""
    return f"attendance:{meeting_id}:{enrolment_id}"


def _facts(presence: Presence | None) -> dict[str, str] | None:
    return None if presence is None else {"presence": presence.value}
