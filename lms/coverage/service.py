"""Recording what was taught at a meeting."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from lms.audit.service import note
from lms.coverage.actions import COVERAGE_RECORDED
from lms.coverage.entries import CoverageEntry, compare
from lms.coverage.models import CoveredLesson
from lms.coverage.rules import CoverageRecord
from lms.database import db
from lms.errors import Conflict
from lms.language import gettext_noop as _
from lms.people.models import Person
from lms.publishing.queries import course_of
from lms.workshops.models import Meeting, Workshop


@dataclass(frozen=True)
class CoverageResult:
    """What came of a form: `saved` entries were written; `clashes`, by lesson id, were not, because
    somebody else had changed them meanwhile.
    """

    saved: int
    clashes: frozenset[str]


def record_coverage(
    workshop: Workshop,
    meeting: Meeting,
    entries: Collection[CoverageEntry],
    recorder: Person,
    now: datetime,
) -> CoverageResult:
    """Write what was chosen for each lesson, and leave a line in the audit trail for each change.

    Raises Conflict before the meeting begins or if it was cancelled, NotFound for a lesson that
    the course does not have.
    """
    if meeting.cancelled_at is not None:
        raise Conflict(_("This meeting was cancelled. Nothing was taught at it."))
    if now < meeting.starts_at:
        raise Conflict(_("This meeting has not begun yet. Record it once it has begun."))
    course = course_of(workshop.revision)
    for entry in entries:
        course.lesson(entry.lesson_id)
    # One recorder a meeting at a time, so that each sees what the other wrote.
    db.session.execute(select(Meeting.id).where(Meeting.id == meeting.id).with_for_update())
    rows = {
        row.lesson_id: row
        for row in db.session.scalars(select(CoveredLesson).filter_by(meeting_id=meeting.id))
    }
    stored = {key: _record(row) for key, row in rows.items()}
    verdict = compare(entries, stored)
    for entry in verdict.to_write:
        _write(meeting, rows.get(entry.lesson_id), entry, recorder, now)
    db.session.flush()
    return CoverageResult(
        len(verdict.to_write), frozenset(each.lesson_id for each in verdict.clashes)
    )


def _write(
    meeting: Meeting,
    row: CoveredLesson | None,
    entry: CoverageEntry,
    recorder: Person,
    now: datetime,
) -> None:
    before = None if row is None else _facts(_record(row))
    after = None
    if entry.covered is not None:
        row = row or CoveredLesson(meeting_id=meeting.id, lesson_id=entry.lesson_id)
        row.covered, row.minutes, row.reason = entry.covered, entry.minutes, entry.reason
        row.taught_by = entry.taught_by
        row.recorded_at, row.recorded_by_id = now, recorder.id
        db.session.add(row)
        after = _facts(_record(row))
    elif row is not None:
        db.session.delete(row)
    note(
        COVERAGE_RECORDED,
        f"coverage:{meeting.id}:{entry.lesson_id}",
        now,
        actor_id=recorder.id,
        workshop_id=meeting.workshop_id,
        before=before,
        after=after,
    )


def _record(row: CoveredLesson) -> CoverageRecord:
    return CoverageRecord(
        row.meeting_id,
        row.lesson_id,
        row.covered,
        row.minutes,
        row.reason,
        taught_by=row.taught_by,
    )


def _facts(record: CoverageRecord) -> dict[str, Any]:
    return {
        "covered": record.covered.value,
        "minutes": record.minutes,
        "reason": record.reason,
        "taught_by": record.taught_by,
    }
