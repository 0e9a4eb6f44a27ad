"""Reading what people have reached: a whole program in a constant number of statements.

Rows come as columns, counted by the database where it can: a report over thousands of people builds
no objects of the ORM.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import and_, func, select
from sqlalchemy.sql.elements import ColumnElement

from lms.attendance.counting import counted, is_held
from lms.attendance.rules import COUNTS_AS_PRESENT
from lms.database import db
from lms.people.models import Cooperative, Person
from lms.publishing.queries import course_of
from lms.results.attempts import AttemptRow, attempts_of, results_from
from lms.results.counting import done_in
from lms.results.holders import Seat
from lms.results.outcomes import DoneItems, SeatOutcome, outcome_by
from lms.results.passing import demands_of
from lms.results.periods import period_of
from lms.statistics.rates import Rate
from lms.workshops.models import Enrolment, Meeting, Workshop
from lms.workshops.queries import schedules_of
from lms.workshops.rules import Schedule
from lms.workshops.seating.queries import has_joined

NOTHING_DONE = DoneItems()


def seats_in(
    workshops: Iterable[Workshop], *, first: int = 0, most: int | None = None
) -> list[Seat]:
    """Who is enrolled and has not withdrawn, by name."""
    rows = db.session.execute(
        select(
            Enrolment.id,
            Enrolment.person_id,
            Enrolment.workshop_id,
            Person.name,
            Person.position,
            func.coalesce(Cooperative.name, ""),
            # A seat that was taken over is there from the first day on.
            sa.case((Enrolment.replaces_id.is_(None), Enrolment.from_day), else_=1),
            Enrolment.from_afternoon,
        )
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(Cooperative, Cooperative.id == Person.cooperative_id)
        .where(_in(workshops), Enrolment.withdrawn_at.is_(None))
        .order_by(Person.name, Enrolment.id)
        .offset(first)
        .limit(most)
    )
    return [Seat(*row) for row in rows]


def seat_counts(workshops: Iterable[Workshop]) -> dict[int, tuple[int, int]]:
    """How many are enrolled and how many have withdrawn, by workshop id."""
    rows = db.session.execute(
        select(Enrolment.workshop_id, func.count(), func.count(Enrolment.withdrawn_at))
        .where(_in(workshops))
        .group_by(Enrolment.workshop_id)
    )
    return {workshop_id: (all_ - withdrawn, withdrawn) for workshop_id, all_, withdrawn in rows}


def outcomes_in(
    workshops: Sequence[Workshop],
    now: datetime,
    schedules: Mapping[int, Schedule] | None = None,
    attempts: Iterable[AttemptRow] | None = None,
    only: Collection[int] | None = None,
    held: Mapping[int, int] | None = None,
) -> dict[int, SeatOutcome]:
    """The outcome of every seat by enrolment id, withdrawn ones too; or of `only` these.

    `schedules`, `attempts` and meetings `held` of these workshops, from who has read them already.
    """
    schedules = schedules or schedules_of(workshops)
    held = meetings_held(workshops, now) if held is None else held
    attended = _counts(_attended(workshops, now, only))
    done = done_in(workshops, schedules, only)
    # Many workshops follow one revision.
    revisions = {workshop.revision_id: workshop.revision for workshop in workshops}
    asked = {key: demands_of(course_of(revision)) for key, revision in revisions.items()}
    demands = {workshop.id: asked[workshop.revision_id] for workshop in workshops}
    if attempts is None:
        attempts = attempts_in(workshops, now, with_marks=False, only=only)
    results = results_from(attempts)
    # What a quiz belongs to does not depend on the end of her own practice period.
    periods = {key: period_of(schedule) for key, schedule in schedules.items()}
    return {
        enrolment_id: outcome_by(
            demands[workshop_id],
            Rate(attended.get(enrolment_id, 0), held.get(workshop_id, 0) - spared),
            done.get(enrolment_id, NOTHING_DONE),
            results.get(enrolment_id, {}),
            periods[workshop_id],
        )
        for enrolment_id, workshop_id, spared in db.session.execute(
            select(Enrolment.id, Enrolment.workshop_id, _spared(now)).where(_whose(workshops, only))
        )
    }


def attempts_in(
    workshops: Iterable[Workshop],
    now: datetime,
    *,
    with_marks: bool = True,
    only: Collection[int] | None = None,
) -> list[AttemptRow]:
    """The attempts of everybody who has or had a seat, or of `only` these."""
    return attempts_of(_whose(workshops, only), now, with_marks=with_marks)


def attendance_of(enrolment: Enrolment, now: datetime) -> Rate:
    """One person's attendance of the meetings held, those before she walked in left out."""
    row = counted()
    there = and_(
        row.c.meeting_id == Meeting.id,
        row.c.enrolment_id == enrolment.id,
        row.c.presence.in_(COUNTS_AS_PRESENT),
    )
    spared = select(_spared(now)).where(Enrolment.id == enrolment.id).scalar_subquery()
    attended, held, before = db.session.execute(
        select(func.count(row.c.meeting_id.distinct()), func.count(Meeting.id.distinct()), spared)
        .select_from(Meeting)
        .outerjoin(row, there)
        .where(Meeting.workshop_id == enrolment.workshop_id, is_held(now))
    ).one()
    return Rate(attended, held - before)


def _spared(now: datetime) -> ColumnElement[int]:
    """How many meetings were held before somebody walked in, and are not charged to her.

    One of which something is recorded of her, as a make-up, counts. A seat that was taken over is
    there from the first day on.
    """
    before = (
        select(func.count())
        .select_from(Meeting)
        .where(
            Meeting.workshop_id == Enrolment.workshop_id,
            is_held(now),
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


def seats_before_joining(workshops: Iterable[Workshop], now: datetime) -> dict[int, int]:
    """How many seats somebody walked into only after a meeting that was held, by meeting id."""
    return _counts(
        select(Meeting.id, func.count())
        .join(Enrolment, Enrolment.workshop_id == Meeting.workshop_id)
        .where(
            _in(workshops),
            is_held(now),
            Enrolment.withdrawn_at.is_(None),
            Enrolment.replaces_id.is_(None),
            ~has_joined(Meeting),
            ~_is_recorded(),
        )
        .group_by(Meeting.id)
    )


def _in(workshops: Iterable[Workshop]) -> ColumnElement[bool]:
    return Enrolment.workshop_id.in_([workshop.id for workshop in workshops])


def _whose(workshops: Iterable[Workshop], only: Collection[int] | None) -> ColumnElement[bool]:
    return _in(workshops) if only is None else Enrolment.id.in_(only)


def _counts(query: sa.Select[int, int]) -> dict[int, int]:
    return {row[0]: row[1] for row in db.session.execute(query)}


def held_meetings(workshops: Iterable[Workshop], now: datetime) -> dict[int, int]:
    """The meetings that count so far, in order of time: their workshops by their ids."""
    return _counts(
        select(Meeting.id, Meeting.workshop_id)
        .where(Meeting.workshop_id.in_([workshop.id for workshop in workshops]), is_held(now))
        .order_by(Meeting.starts_at)
    )


def meetings_held(workshops: Iterable[Workshop], now: datetime) -> dict[int, int]:
    """How many meetings of each workshop count so far, by its id."""
    return _counts(
        select(Meeting.workshop_id, func.count())
        .where(Meeting.workshop_id.in_([workshop.id for workshop in workshops]), is_held(now))
        .group_by(Meeting.workshop_id)
    )


def _attended(
    workshops: Iterable[Workshop], now: datetime, only: Collection[int] | None
) -> sa.Select[int, int]:
    row = counted()
    found = (
        select(row.c.enrolment_id, func.count(row.c.meeting_id.distinct()))
        .join(Meeting, Meeting.id == row.c.meeting_id)
        .where(
            Meeting.workshop_id.in_([workshop.id for workshop in workshops]),
            is_held(now),
            row.c.presence.in_(COUNTS_AS_PRESENT),
        )
        .group_by(row.c.enrolment_id)
    )
    return found if only is None else found.where(row.c.enrolment_id.in_(only))
