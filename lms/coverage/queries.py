"""Reading what was taught, of one workshop or of many in the same number of statements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import bindparam, select, union

from lms.audit.models import AuditEntry
from lms.coverage import rules
from lms.coverage.advice import Advice, advice
from lms.coverage.models import CoveredLesson
from lms.coverage.rules import Coverage, CoverageRecord, Covered
from lms.database import db
from lms.people.models import Person
from lms.publishing.queries import course_of
from lms.workshops.models import Meeting, Staff, Workshop
from lms.workshops.rules import Schedule

NEWEST = 50
"""Changes shown on a page; the audit trail keeps all of them."""

_MEETING, _LESSON, _PERSON = (each.__table__ for each in (Meeting, CoveredLesson, Person))
_RECORD = (
    _LESSON.c.meeting_id,
    _LESSON.c.lesson_id,
    _LESSON.c.covered,
    _LESSON.c.minutes,
    _LESSON.c.reason,
    _LESSON.c.recorded_at,
    _PERSON.c.name,
    _LESSON.c.taught_by,
)

_RECORDS = (  # built once, and of columns of tables, for every home asks
    select(_MEETING.c.workshop_id, *_RECORD)
    .join_from(_MEETING, _LESSON, _LESSON.c.meeting_id == _MEETING.c.id)
    .outerjoin(_PERSON, _PERSON.c.id == _LESSON.c.recorded_by_id)
    .where(_MEETING.c.workshop_id.in_(bindparam("workshop_ids", expanding=True)))
    .order_by(_MEETING.c.starts_at, _MEETING.c.id, _LESSON.c.id)
)


@dataclass(frozen=True)
class CoverageHistoryLine:
    """One line of the history of a meeting; None is no record."""

    at: datetime
    actor: str | None
    lesson_id: str
    before: CoverageRecord | None
    after: CoverageRecord | None


def records_of(workshops: Iterable[Workshop]) -> dict[int, list[CoverageRecord]]:
    """The records by workshop id, in the order of their meetings."""
    found: dict[int, list[CoverageRecord]] = {workshop.id: [] for workshop in workshops}
    for workshop_id, *columns in db.session.execute(_RECORDS, {"workshop_ids": list(found)}):
        found[workshop_id].append(_record_of(columns))
    return found


def _record_of(columns: Sequence[Any]) -> CoverageRecord:
    return CoverageRecord(*columns)


def coverages_of(
    workshops: Iterable[Workshop], schedules: Mapping[int, Schedule], now: datetime
) -> dict[int, Coverage]:
    """How far the material of each workshop is, by its id."""
    listed = list(workshops)
    records = records_of(listed)
    return {
        each.id: rules.coverage(
            course_of(each.revision), schedules[each.id], records[each.id], lesson_hour(), now
        )
        for each in listed
    }


def coverage_of(workshop: Workshop, schedule: Schedule, now: datetime) -> Coverage:
    """How far the material of a workshop is."""
    return coverages_of([workshop], {workshop.id: schedule}, now)[workshop.id]


def advice_for(workshop: Workshop) -> tuple[Advice, ...]:
    """What the workshops of the program before this one say."""
    earlier: dict[int, list[CoverageRecord]] = {}
    for number, *columns in db.session.execute(
        select(Workshop.number, *_RECORD)
        .join(Meeting, Meeting.workshop_id == Workshop.id)
        .join(CoveredLesson, CoveredLesson.meeting_id == Meeting.id)
        .outerjoin(Person, Person.id == CoveredLesson.recorded_by_id)
        .where(Workshop.program_id == workshop.program_id, Workshop.number < workshop.number)
        .order_by(Workshop.number, Meeting.starts_at, Meeting.id, CoveredLesson.id)
    ):
        earlier.setdefault(number, []).append(_record_of(columns))
    return advice(course_of(workshop.revision), list(earlier.items()), lesson_hour())


def teachers_in(workshop: Workshop) -> Sequence[str]:
    """Names to choose from: the staff, and whoever was named before."""
    staff = select(Person.name).join(Staff).where(Staff.workshop_id == workshop.id)
    named = (
        select(CoveredLesson.taught_by)
        .join(Meeting, Meeting.id == CoveredLesson.meeting_id)
        .where(Meeting.workshop_id == workshop.id, CoveredLesson.taught_by != "")
    )
    names = union(staff, named).subquery()
    return db.session.scalars(select(names.c[0]).order_by(names.c[0])).all()


def history_of(meeting: Meeting) -> list[CoverageHistoryLine]:
    """The newest changes of a meeting's records, newest first."""
    rows = db.session.execute(
        select(AuditEntry.at, Person.name, AuditEntry.subject, AuditEntry.before, AuditEntry.after)
        .outerjoin(Person, Person.id == AuditEntry.actor_id)
        .where(
            AuditEntry.workshop_id == meeting.workshop_id,
            AuditEntry.subject.startswith(f"coverage:{meeting.id}:"),
        )
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
        .limit(NEWEST)
    )
    changes = []
    for at, actor, subject, before, after in rows:
        lesson_id = subject.split(":", 2)[2]
        message = (_record(meeting.id, lesson_id, before), _record(meeting.id, lesson_id, after))
        changes.append(CoverageHistoryLine(at, actor, lesson_id, *message))
    return changes


def _record(meeting_id: int, lesson_id: str, facts: dict[str, Any] | None) -> CoverageRecord | None:
    if facts is None:
        return None
    covered = Covered(facts["covered"])
    return CoverageRecord(
        meeting_id,
        lesson_id,
        covered,
        facts["minutes"],
        facts["reason"],
        taught_by=facts.get("taught_by", ""),
    )


def lesson_hour() -> int:
    """How many minutes one JP has here."""
    return int(current_app.config["LESSON_HOUR_MINUTES"])
