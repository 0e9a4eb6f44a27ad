"""Recording who is at a meeting."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import func, select

from lms.attendance.models import Attendance, AttendanceChange, Means
from lms.attendance.rules import Clash, Presence, RegisterChoice, compare
from lms.attendance.service_writing import Register, TimedChoice
from lms.database import db
from lms.errors import Conflict, NotFound
from lms.language import gettext_noop as _
from lms.people.models import Person
from lms.workshops.models import Enrolment, Meeting, Workshop
from lms.workshops.rules import IS_CLOSED
from lms.workshops.seating.queries import expected_at
from lms.workshops.service_resting import count_write_at_home

COUNTS_IN_A_CLOSED_ONE = _(
    "What is recorded here counts in a workshop that is closed, and its account is final: nothing"
    " was changed. An organiser can open that workshop again, with a reason."
)


@dataclass(frozen=True)
class RegisterResult:
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


def refuse_if_closed(meeting: Meeting) -> None:
    """Raise Conflict if somebody has closed the workshop: its reports are final."""
    closed_at = select(Workshop.closed_at).where(Workshop.id == meeting.workshop_id)
    if db.session.scalar(closed_at) is not None:
        raise Conflict(IS_CLOSED)


def count_at_home(enrolment_ids: Sequence[int] | sa.Select[int]) -> None:
    """Before presence of these is written: it counts in their own workshops.

    Raises Conflict if somebody has closed one of them.
    """
    closed = (
        select(Enrolment.id)
        .join(Workshop, Workshop.id == Enrolment.workshop_id)
        .where(Enrolment.id.in_(enrolment_ids), Workshop.closed_at.is_not(None))
        .limit(1)
    )
    if db.session.scalar(closed) is not None:
        raise Conflict(COUNTS_IN_A_CLOSED_ONE)
    count_write_at_home(enrolment_ids)


def wait_for_other_recorders(meeting: Meeting) -> None:
    """Let one recorder a meeting through at a time, so that each sees what the other wrote."""
    db.session.execute(select(Meeting.id).where(Meeting.id == meeting.id).with_for_update())


def open_register(meeting: Meeting, now: datetime) -> Register:
    """What is recorded, and let one recorder a meeting through at a time.

    Raises Conflict in a workshop that was closed.
    """
    refuse_if_closed(meeting)
    wait_for_other_recorders(meeting)
    rows = db.session.scalars(select(Attendance).filter_by(meeting_id=meeting.id))
    active = db.session.execute(
        select(Enrolment.id, expected_at(meeting)).where(
            Enrolment.workshop_id == meeting.workshop_id
        )
    )
    changes = db.session.execute(
        select(AttendanceChange.enrolment_id, AttendanceChange.client, AttendanceChange.number)
        .where(AttendanceChange.meeting_id == meeting.id)
        .order_by(AttendanceChange.id)
    ).all()
    return Register(
        meeting,
        {row.enrolment_id: row for row in rows},
        {enrolment_id: bool(expected) for enrolment_id, expected in active},
        {(client, number) for _enrolment, client, number in changes if client is not None},
        {enrolment_id: client for enrolment_id, client, _number in changes},
        now,
    )


def record_choices(
    meeting: Meeting, choices: Collection[RegisterChoice], recorder: Person, now: datetime
) -> RegisterResult:
    """Write what was chosen for each person, and leave a line in the audit trail for each change.

    A person whose record was changed by somebody else since the form was drawn is not overwritten.
    Raises Conflict before the meeting begins or if it was cancelled, NotFound if one of the
    enrolments is of another workshop.
    """
    return record_timed_choices(
        meeting, [TimedChoice(choice, now) for choice in choices], recorder, now
    )


def record_timed_choices(
    meeting: Meeting, marks: Sequence[TimedChoice], recorder: Person, now: datetime
) -> RegisterResult:
    """Write marks in the order in which they were made; those known already are left out.

    As `record_choices`, and a page's later mark replaces its earlier one.
    """
    refuse_unless_recordable(meeting, now)
    register = open_register(meeting, now)
    _refuse_strangers(register, (mark.choice.enrolment_id for mark in marks))
    clashes: dict[int, Clash] = {}
    left_out = 0
    for mark in marks:
        key = mark.choice.enrolment_id
        if (mark.client, mark.number) in register.known:
            continue
        if not register.active[key]:
            left_out += 1
            continue
        # A page that was without a connection still shows what it showed before its earlier marks.
        same_page = mark.client is not None and register.last_client.get(key) == mark.client
        now_stored = {key: register.presence(key)}
        verdict = compare([mark.choice], now_stored, {key} if same_page else ())
        for choice in verdict.to_write:
            register.change(key, choice.chosen, recorder, Means.STAFF, mark)
        clashes.update({clash.enrolment_id: clash for clash in verdict.clashes})
    register.put_down(recorder)
    return RegisterResult(register.written, tuple(clashes.values()), left_out)


def undo_last_record(meeting: Meeting, recorder: Person, now: datetime) -> int:
    """Take back what this person recorded last, all of one form; return how many records.

    What somebody else has changed since stays. Done twice, it is back as it was.
    """
    refuse_unless_recordable(meeting, now)
    register = open_register(meeting, now)
    mine = (
        AttendanceChange.meeting_id == meeting.id,
        AttendanceChange.by_id == recorder.id,
        AttendanceChange.means == Means.STAFF,
    )
    last = select(func.max(AttendanceChange.received_at)).where(*mine).scalar_subquery()
    changes = db.session.scalars(
        select(AttendanceChange)
        .where(*mine, AttendanceChange.received_at == last)
        .order_by(AttendanceChange.id.desc())
    )
    for change in changes.all():
        key = change.enrolment_id
        # What somebody else has written since is not hers to take back.
        if register.active.get(key) and register.presence(key) == change.after:
            choice = RegisterChoice(key, change.after, change.before)
            register.change(key, change.before, recorder, Means.STAFF, TimedChoice(choice, now))
    register.put_down(recorder)
    return register.written


def presence_of(meeting: Meeting, enrolment: Enrolment) -> Presence | None:
    """How one person is recorded at one meeting, None if she is not."""
    return db.session.scalar(
        select(Attendance.presence).filter_by(meeting_id=meeting.id, enrolment_id=enrolment.id)
    )


def excuse(
    meeting: Meeting, enrolment: Enrolment, presence: Presence, recorder: Person, now: datetime
) -> None:
    """Record that somebody is excused or sick, before a meeting as well as after it.

    A record made before a meeting does not make it one that was held. The caller sees to it that
    no presence is overwritten.
    """
    register = open_register(meeting, now)
    shown = register.presence(enrolment.id)
    if shown is not presence:
        mark = TimedChoice(RegisterChoice(enrolment.id, shown, presence), now)
        register.write(enrolment.id, presence, recorder, Means.STAFF, mark)


def _refuse_strangers(register: Register, enrolment_ids: Iterable[int]) -> None:
    if any(key not in register.active for key in enrolment_ids):
        raise NotFound(_("There is no such participant in this workshop."))
