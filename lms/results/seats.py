"""Seats that changed hands: who had them before, and how often somebody sat in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, func, or_, select

from lms.attendance.counting import counted, is_held
from lms.attendance.rules import COUNTS_AS_PRESENT
from lms.database import db
from lms.results.holders import FormerHolder, SeatPlace
from lms.workshops.models import Enrolment, Meeting, Program, Workshop
from lms.workshops.seating.queries import has_joined
from lms.workshops.seating.rules import seats_by_last


@dataclass(frozen=True)
class SharedSeats:
    """What there is to say of seats that changed hands in some workshops.

    `before` has the earlier holders of a seat by the enrolment that has it now, the first in front;
    `formers` all of them by workshop, `attended` how often each of them, and each of those who have
    the seats now, was there on the days that were hers.
    """

    before: dict[int, tuple[FormerHolder, ...]]
    formers: dict[int, tuple[FormerHolder, ...]]
    attended: dict[int, int]


def shared_seats(places: Iterable[SeatPlace], now: datetime) -> SharedSeats:
    """The seats among these places that changed hands."""
    shared = [each for each in places if each.changed_hands]
    shared.sort(key=lambda each: each.enrolment_id)
    links = {each.enrolment_id: each.replaces_id for each in shared}
    former = {
        each.enrolment_id: FormerHolder(
            each.enrolment_id, each.person_id, each.name, each.from_day, each.until_day
        )
        for each in shared
        if each.until_day is not None
    }
    formers: dict[int, tuple[FormerHolder, ...]] = {}
    for each in shared:
        if each.enrolment_id in former:
            so_far = formers.get(each.workshop_id, ())
            formers[each.workshop_id] = (*so_far, former[each.enrolment_id])
    before = {
        last: tuple(former[each] for each in seat if each != last and each in former)
        for last, seat in seats_by_last(links).items()
    }
    return SharedSeats(before, formers, _attended(links, now) if links else {})


def _attended(enrolment_ids: Iterable[int], now: datetime) -> dict[int, int]:
    row = counted()
    rows = db.session.execute(
        select(row.c.enrolment_id, func.count(row.c.meeting_id.distinct()))
        .join(Meeting, Meeting.id == row.c.meeting_id)
        .join(Enrolment, Enrolment.id == row.c.enrolment_id)
        .where(
            row.c.enrolment_id.in_(list(enrolment_ids)),
            row.c.presence.in_(COUNTS_AS_PRESENT),
            is_held(now),
            on_own_days(),
        )
        .group_by(row.c.enrolment_id)
    )
    return {found[0]: found[1] for found in rows}


def persons_reached(programs: Iterable[Program], now: datetime) -> dict[int, int]:
    """How many distinct persons were at a meeting, by program id: also who withdrew later."""
    given = {"program_ids": [program.id for program in programs], "now": now}
    rows = db.session.execute(_select_reached(), given)
    return {found[0]: found[1] for found in rows}


@cache  # every home of an organiser asks
def _select_reached() -> Select[int, int]:
    row = counted()
    now: BindParameter[datetime] = bindparam("now")
    was_there = (  # once is enough: asked of each enrolment and not of each half day
        select(row.c.meeting_id)
        .join(Meeting, Meeting.id == row.c.meeting_id)
        .where(
            row.c.enrolment_id == Enrolment.id,
            row.c.presence.in_(COUNTS_AS_PRESENT),
            is_held(now),
            on_own_days(),
        )
        .correlate(Enrolment)
        .exists()
    )
    return (
        select(Workshop.program_id, func.count(Enrolment.person_id.distinct()))
        .join(Enrolment, Enrolment.workshop_id == Workshop.id)
        .where(Workshop.program_id.in_(bindparam("program_ids", expanding=True)), was_there)
        .group_by(Workshop.program_id)
    )


def on_own_days() -> ColumnElement[bool]:
    """The condition that a meeting is on a day on which the seat of an enrolment was hers."""
    return and_(
        # What who walked in made up for is hers.
        or_(Enrolment.replaces_id.is_(None), has_joined(Meeting)),
        or_(Enrolment.until_day.is_(None), Meeting.day <= Enrolment.until_day),
    )
