"""Changing what is recorded of a meeting: the records, their history, the audit trail."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lms.attendance.actions import ATTENDANCE_RECORDED
from lms.attendance.models import Attendance, AttendanceChange, Means
from lms.attendance.rules import Presence, RegisterChoice
from lms.audit.service import Noted, note_all
from lms.database import db, insert_many
from lms.people.models import Person
from lms.workshops.models import Meeting


@dataclass(frozen=True)
class TimedChoice:
    """A choice and where it comes from: when it was tapped, on which page, as its which mark."""

    choice: RegisterChoice
    made_at: datetime
    client: str | None = None
    number: int | None = None


@dataclass
class Register:
    """What is recorded of a meeting, while it is being changed and nobody else may change it."""

    meeting: Meeting
    rows: dict[int, Attendance]
    active: dict[int, bool]
    known: set[tuple[str | None, int | None]]
    last_client: dict[int, str | None]
    now: datetime
    written: int = field(default=0)
    _new: list[Attendance] = field(default_factory=list)
    _history: list[dict[str, Any]] = field(default_factory=list)
    _trail: list[Noted] = field(default_factory=list)

    def presence(self, enrolment_id: int) -> Presence | None:
        """What is stored of one person."""
        row = self.rows.get(enrolment_id)
        return row.presence if row else None

    def write(
        self,
        enrolment_id: int,
        presence: Presence | None,
        by: Person,
        means: Means,
        mark: TimedChoice,
    ) -> None:
        """Change one person's presence, and keep the change in the history and the audit trail."""
        self.change(enrolment_id, presence, by, means, mark)
        self.put_down(by)

    def change(
        self,
        enrolment_id: int,
        presence: Presence | None,
        by: Person,
        means: Means,
        mark: TimedChoice,
    ) -> None:
        """Change one person's presence; `put_down` keeps the history of all that were changed."""
        row = self.rows.get(enrolment_id)
        before = row.presence if row else None
        if presence is None:
            if row is not None:
                self._remove(self.rows.pop(enrolment_id))
        else:
            if row is None:
                row = Attendance(meeting_id=self.meeting.id, enrolment_id=enrolment_id)
                self.rows[enrolment_id] = row
                self._new.append(row)
            row.presence, row.means = presence, means
            row.recorded_at, row.recorded_by_id = mark.made_at, by.id
        self._history.append(
            {
                "meeting_id": self.meeting.id,
                "enrolment_id": enrolment_id,
                "before": before,
                "after": presence,
                "means": means,
                "by_id": by.id,
                "made_at": mark.made_at,
                "received_at": self.now,
                "client": mark.client,
                "number": mark.number,
            }
        )
        subject = subject_of(self.meeting.id, enrolment_id)
        self._trail.append(Noted(subject, _facts(before), _facts(presence)))
        self.last_client[enrolment_id] = mark.client
        if mark.client is not None:
            self.known.add((mark.client, mark.number))
        self.written += 1

    def _remove(self, row: Attendance) -> None:
        if row in self._new:
            self._new.remove(row)
        else:
            db.session.delete(row)

    def put_down(self, by: Person) -> None:
        """Write all that was changed, in as many statements for five hundred as for one."""
        db.session.flush()
        insert_many(
            Attendance,
            [
                {
                    "meeting_id": row.meeting_id,
                    "enrolment_id": row.enrolment_id,
                    "presence": row.presence,
                    "means": row.means,
                    "recorded_at": row.recorded_at,
                    "recorded_by_id": row.recorded_by_id,
                }
                for row in self._new
            ],
        )
        insert_many(AttendanceChange, self._history)
        note_all(
            ATTENDANCE_RECORDED,
            self._trail,
            self.now,
            actor_id=by.id,
            workshop_id=self.meeting.workshop_id,
        )
        self._new, self._history, self._trail = [], [], []


def subject_of(meeting_id: int, enrolment_id: int) -> str:
    """How the audit trail names one person's presence at one meeting."""
    return f"attendance:{meeting_id}:{enrolment_id}"


def _facts(presence: Presence | None) -> dict[str, str] | None:
    return None if presence is None else {"presence": presence.value}
