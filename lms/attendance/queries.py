"""Reading the register: meetings with their counts, one meeting's people, one person's meetings."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Integer, Select, bindparam, func, select, true

from lms.attendance.counting import CountedPresence, counted, records_of
from lms.attendance.models import Attendance, AttendanceChange, CheckIn, Means
from lms.attendance.rules import COUNTS_AS_PRESENT, Presence
from lms.database import db
from lms.people.models import Cooperative, Person
from lms.workshops.models import Enrolment, Meeting, Staff, StaffRole
from lms.workshops.seating.queries import expected_at

NEWEST = 100
"""Changes shown on a page; the audit trail keeps all of them."""


@dataclass(frozen=True)
class RegisterRow:
    """One participant in the register of a meeting."""

    enrolment_id: int
    name: str
    code: str | None
    cooperative: str | None
    presence: Presence | None
    means: Means | None
    recorded_at: datetime | None
    recorded_by: str | None
    recorder_role: StaffRole | None


@dataclass(frozen=True)
class Tally:
    """How many participants of a meeting have each presence, of how many enrolled."""

    by_presence: dict[Presence, int]
    enrolled: int

    @property
    def recorded(self) -> int:
        return sum(self.by_presence.values())

    @property
    def attending(self) -> int:
        """How many were there, in time or late."""
        return sum(self.by_presence.get(presence, 0) for presence in COUNTS_AS_PRESENT)

    @property
    def missing(self) -> int:
        """How many are recorded as not there, for whatever reason."""
        return self.recorded - self.attending

    @property
    def open(self) -> int:
        """How many are not recorded yet."""
        return self.enrolled - self.recorded


@dataclass(frozen=True)
class AttendanceHistoryLine:
    """One line of the history of a meeting; None is no record.

    `made_at` is earlier than `received_at` if the phone had no connection.
    """

    made_at: datetime
    received_at: datetime
    actor: str | None
    means: Means
    enrolment_id: int
    before: Presence | None
    after: Presence | None


def _select_register() -> Select[*tuple[Any, ...]]:
    recorder = db.aliased(Person)
    return (
        select(
            Enrolment.id,
            Person.name,
            Person.participant_code,
            Cooperative.name,
            Attendance.presence,
            Attendance.means,
            Attendance.recorded_at,
            recorder.name,
            Staff.role,
        )
        .join(Meeting, expected_at(Meeting))
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(Cooperative, Cooperative.id == Person.cooperative_id)
        .outerjoin(
            Attendance,
            (Attendance.enrolment_id == Enrolment.id) & (Attendance.meeting_id == Meeting.id),
        )
        .outerjoin(recorder, recorder.id == Attendance.recorded_by_id)
        .outerjoin(
            Staff,
            (Staff.person_id == Attendance.recorded_by_id)
            & (Staff.workshop_id == Enrolment.workshop_id),
        )
        .where(Meeting.id == _MEETING_ID)
        .order_by(Person.name, Enrolment.id)
    )


# What every look at a register asks is built once.
_MEETING_ID: BindParameter[int] = bindparam("meeting_id")
_REGISTER = _select_register()
_HISTORY = (
    select(
        AttendanceChange.made_at,
        AttendanceChange.received_at,
        Person.name,
        AttendanceChange.means,
        AttendanceChange.enrolment_id,
        AttendanceChange.before,
        AttendanceChange.after,
    )
    .outerjoin(Person, Person.id == AttendanceChange.by_id)
    .where(AttendanceChange.meeting_id == _MEETING_ID)
    .order_by(AttendanceChange.id.desc())
    .limit(NEWEST)
)
_VERSION = select(
    select(func.max(AttendanceChange.id))
    .where(AttendanceChange.meeting_id == _MEETING_ID)
    .scalar_subquery(),
    select(func.count(CheckIn.id)).where(CheckIn.meeting_id == _MEETING_ID).scalar_subquery(),
    select(func.count(Enrolment.id))
    .where(
        Enrolment.workshop_id == bindparam("workshop_id", type_=Integer),
        Enrolment.withdrawn_at.is_(None),
    )
    .scalar_subquery(),
)


def register_of(meeting: Meeting) -> list[RegisterRow]:
    """Everybody who is to be recorded, by name."""
    rows = db.session.execute(_REGISTER, {"meeting_id": meeting.id})
    return [RegisterRow(*row) for row in rows]


# Built once, for every home of a trainer asks while a meeting is at hand.
_MEETING_IDS: BindParameter[list[int]] = bindparam("meeting_ids", expanding=True)
_EXPECTED = (
    select(Meeting.id, func.count(Enrolment.id))
    .outerjoin(Enrolment, expected_at(Meeting))
    .where(Meeting.id.in_(_MEETING_IDS))
    .group_by(Meeting.id)
)
_TALLIES = (
    select(Attendance.meeting_id, Attendance.presence, func.count())
    .join(Meeting, Meeting.id == Attendance.meeting_id)
    .join(Enrolment, (Enrolment.id == Attendance.enrolment_id) & expected_at(Meeting))
    .where(Attendance.meeting_id.in_(_MEETING_IDS))
    .group_by(Attendance.meeting_id, Attendance.presence)
)


def tallies_of(meeting_ids: list[int]) -> dict[int, Tally]:
    """The counts of these meetings by meeting id.

    Withdrawn people are in none of the counts, nor are guests of other workshops.
    """
    if not meeting_ids:
        return {}
    given = {"meeting_ids": meeting_ids}
    people = {row[0]: row[1] for row in db.session.execute(_EXPECTED, given)}
    counts: dict[int, dict[Presence, int]] = {meeting_id: {} for meeting_id in meeting_ids}
    for meeting_id, presence, count in db.session.execute(_TALLIES, given):
        counts[meeting_id][presence] = count
    return {key: Tally(counts[key], people.get(key, 0)) for key in meeting_ids}


def presences_of(enrolment: Enrolment) -> dict[int, Presence | None]:
    """The presences that count for one person by meeting id, as `records_of`.

    None: others were recorded, she was not.
    """
    return {meeting_id: record.presence for meeting_id, record in records_of(enrolment).items()}


def history_of(meeting: Meeting) -> list[AttendanceHistoryLine]:
    """The newest changes of a meeting's records, newest first."""
    rows = db.session.execute(_HISTORY, {"meeting_id": meeting.id})
    return [AttendanceHistoryLine(*row) for row in rows]


def version_of(meeting: Meeting) -> str:
    """A sign that changes whenever the register of a meeting does."""
    given = {"meeting_id": meeting.id, "workshop_id": meeting.workshop_id}
    row = db.session.execute(_VERSION, given).one()
    return "-".join(str(each or 0) for each in (*row, int(meeting.cancelled_at is not None)))


def presences_at(
    meeting_ids: list[int], enrolment_ids: Collection[int] | None = None
) -> dict[tuple[int, int], Presence]:
    """The presences that count at these meetings, of everybody or of these enrolments alone, by
    enrolment and meeting id.
    """
    row = counted()
    whose = true() if enrolment_ids is None else row.c.enrolment_id.in_(enrolment_ids)
    found: dict[tuple[int, int], CountedPresence] = {}
    for enrolment_id, meeting_id, presence, away in db.session.execute(
        select(
            row.c.enrolment_id,
            row.c.meeting_id,
            row.c.presence,
            row.c.at_workshop_id != row.c.workshop_id,
        ).where(row.c.meeting_id.in_(meeting_ids), whose)
    ):
        # Which workshop it was does not matter here, only whether it was another one.
        record, key = CountedPresence(presence, int(away) or None), (enrolment_id, meeting_id)
        found[key] = found.get(key, record).or_better(record)
    return {key: record.presence for key, record in found.items() if record.presence is not None}
