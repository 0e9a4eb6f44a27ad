"""Reading which meetings were held, and how often somebody was there.

Which meetings count is asked once; what was recorded is then counted at these.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.sql.elements import ColumnElement

from lms.attendance.counting import counted, is_held
from lms.attendance.rules import COUNTS_AS_PRESENT
from lms.database import db
from lms.statistics.rates import Rate
from lms.workshops.models import Enrolment, Meeting, Workshop
from lms.workshops.seating.queries import has_joined

_HELD = (  # built once, for every report asks
    select(Meeting.id, Meeting.workshop_id)
    .where(
        Meeting.workshop_id.in_(bindparam("workshop_ids", expanding=True)),
        is_held(bindparam("now")),
    )
    .order_by(Meeting.starts_at)
)


def held_meetings(workshops: Iterable[Workshop], now: datetime) -> dict[int, int]:
    """The meetings that count so far, in order of time: their workshops by their ids."""
    given = {"workshop_ids": [workshop.id for workshop in workshops], "now": now}
    return {row[0]: row[1] for row in db.session.execute(_HELD, given)}


def attendance_of(enrolment: Enrolment, now: datetime) -> Rate:
    """One person's attendance of the meetings held, those before she walked in left out."""
    row = counted()
    there = and_(
        row.c.meeting_id == Meeting.id,
        row.c.enrolment_id == enrolment.id,
        row.c.presence.in_(COUNTS_AS_PRESENT),
    )
    spared = select(_before_joining(is_held(now))).where(Enrolment.id == enrolment.id)
    attended, held, before = db.session.execute(
        select(
            func.count(row.c.meeting_id.distinct()),
            func.count(Meeting.id.distinct()),
            spared.scalar_subquery(),
        )
        .select_from(Meeting)
        .outerjoin(row, there)
        .where(Meeting.workshop_id == enrolment.workshop_id, is_held(now))
    ).one()
    return Rate(attended, held - before)


def attended_at(meetings: Mapping[int, int], only: Collection[int] | None = None) -> dict[int, int]:
    """At how many of these meetings each enrolment was there, in her own workshop or elsewhere.

    `meetings`: their workshops by their ids.
    """
    given = {
        "meeting_ids": list(meetings),
        "workshop_ids": list(set(meetings.values())),
        "only": only,
    }
    return _counts(_attended(among=only is not None), given)


@cache  # built once, for every report asks
def _attended(*, among: bool) -> sa.Select[int, int]:
    row = counted()
    found = (
        select(row.c.enrolment_id, func.count(row.c.meeting_id.distinct()))
        .where(
            row.c.meeting_id.in_(bindparam("meeting_ids", expanding=True)),
            # The same said of her, or PostgreSQL looks at all who were ever recorded.
            row.c.workshop_id.in_(bindparam("workshop_ids", expanding=True)),
            row.c.presence.in_(COUNTS_AS_PRESENT),
        )
        .group_by(row.c.enrolment_id)
    )
    if among:
        found = found.where(row.c.enrolment_id.in_(bindparam("only", expanding=True)))
    return found


def spared_at(meeting_ids: Collection[int], enrolment_ids: Collection[int]) -> dict[int, int]:
    """How many of these meetings were held before somebody walked in, and are not charged to her.

    One of which something is recorded of her, as a make-up, counts. A seat that was taken over is
    there from the first day on.
    """
    query = select(Enrolment.id, _before_joining(Meeting.id.in_(meeting_ids)))
    return _counts(query.where(Enrolment.id.in_(enrolment_ids)))


def _before_joining(held: ColumnElement[bool]) -> ColumnElement[int]:
    before = (
        select(func.count())
        .select_from(Meeting)
        .where(
            Meeting.workshop_id == Enrolment.workshop_id,
            held,
            ~has_joined(Meeting),
            ~_is_recorded(),
        )
        .correlate(Enrolment)
        .scalar_subquery()
    )
    begun_later = (Enrolment.from_day > 1) | Enrolment.from_afternoon
    return sa.case((and_(Enrolment.replaces_id.is_(None), begun_later), before), else_=0)


def _is_recorded() -> ColumnElement[bool]:
    """The condition that something of an enrolment counts for a meeting."""
    row = counted()
    return (
        select(row.c.meeting_id)
        .where(row.c.enrolment_id == Enrolment.id, row.c.meeting_id == Meeting.id)
        .correlate(Meeting, Enrolment)
        .exists()
    )


def seats_before_joining(meeting_ids: Collection[int]) -> dict[int, int]:
    """How many seats somebody walked into only after a meeting, by the ids of these meetings."""
    return _counts(
        select(Meeting.id, func.count())
        .join(Enrolment, Enrolment.workshop_id == Meeting.workshop_id)
        .where(
            Meeting.id.in_(meeting_ids),
            Enrolment.withdrawn_at.is_(None),
            Enrolment.replaces_id.is_(None),
            ~has_joined(Meeting),
            ~_is_recorded(),
        )
        .group_by(Meeting.id)
    )


def _counts(query: sa.Select[int, int], given: dict[str, Any] | None = None) -> dict[int, int]:
    return {row[0]: row[1] for row in db.session.execute(query, given)}
