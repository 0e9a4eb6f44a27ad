"""Reading presences of seats, meeting by meeting, counted by the database."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache

import sqlalchemy as sa
from sqlalchemy import ColumnElement, bindparam, case, func, or_, select

from lms.attendance.counting import counted
from lms.attendance.rules import COUNTS_AS_PRESENT, Presence
from lms.database import db
from lms.reports.account.reached import MeetingCount
from lms.reports.rules import WorkshopReport
from lms.results.queries_attendance import seats_before_joining
from lms.results.seats import on_own_days
from lms.workshops.models import Enrolment, Meeting

_KINDS = list(Presence)
_ELSEWHERE = len(_KINDS)
_NOT_PRESENT = 2 * _ELSEWHERE


def best_of(row: sa.Subquery) -> ColumnElement[int]:
    """A number by which of several records of one half day the least counts.

    As `CountedPresence.or_better` says: who was there, then who was recorded at home. What remains
    after division by the number of kinds is the kind.
    """
    kind = case(
        {presence.value: place for place, presence in enumerate(_KINDS)},
        value=sa.type_coerce(row.c.presence, sa.String),
    )
    away = case((row.c.at_workshop_id != row.c.workshop_id, _ELSEWHERE), else_=0)
    missing = case((row.c.presence.in_(COUNTS_AS_PRESENT), 0), else_=_NOT_PRESENT)
    best: ColumnElement[int] = func.min(kind + away + missing)
    return best


def presence_of(best: int) -> Presence:
    """The kind that a number of `best_of` stands for."""
    return _KINDS[best % len(_KINDS)]


def meeting_counts(
    held: Mapping[int, int], reports: Mapping[int, WorkshopReport]
) -> dict[int, list[MeetingCount]]:
    """What was recorded of the seats at each meeting `held`, by workshop id, in few statements."""
    recorded: dict[int, Counter[Presence | None]] = defaultdict(Counter)
    # Who gave her seat away counts for it, unless it was given up altogether.
    former = [
        each.enrolment_id
        for report in reports.values()
        for line in report.lines
        for each in line.before
    ]
    given = {"meeting_ids": list(held), "workshop_ids": list(reports), "former": former}
    for meeting_id, best, count in db.session.execute(_counts(), given):
        recorded[meeting_id][presence_of(best)] += count
    found: dict[int, list[MeetingCount]] = {each: [] for each in reports}
    walked_in = any(line.seat.walked_in for each in reports.values() for line in each.lines)
    later = seats_before_joining(held) if walked_in else {}
    for meeting_id, workshop_id in held.items():
        report, presences = reports[workshop_id], recorded[meeting_id]
        seats = report.enrolled - later.get(meeting_id, 0)
        presences[None] = seats - presences.total()
        minutes = sum(line.planned for line in report.coverage.planned_at(meeting_id))
        found[workshop_id].append(MeetingCount(meeting_id, seats, presences, minutes))
    return found


@cache  # built once, for every report asks
def _counts() -> sa.Select[int, int, int]:
    row = counted()
    best = (
        select(row.c.meeting_id, best_of(row).label("best"))
        .join(Meeting, Meeting.id == row.c.meeting_id)
        .join(Enrolment, Enrolment.id == row.c.enrolment_id)
        .where(
            Meeting.id.in_(bindparam("meeting_ids", expanding=True)),
            row.c.workshop_id.in_(bindparam("workshop_ids", expanding=True)),
            or_(
                Enrolment.withdrawn_at.is_(None),
                Enrolment.id.in_(bindparam("former", expanding=True)),
            ),
            on_own_days(),
        )
        .group_by(row.c.enrolment_id, row.c.meeting_id)
        .subquery()
    )
    return select(best.c.meeting_id, best.c.best, func.count()).group_by(
        best.c.meeting_id, best.c.best
    )
