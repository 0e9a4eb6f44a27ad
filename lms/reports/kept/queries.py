"""Reading which accounts of closed workshops are kept."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.database import db
from lms.reports.kept.models import KeptAccount
from lms.reports.kept.rules import FORMAT, KeptSeats, seats_in
from lms.workshops.models import Enrolment, Workshop

ON_THE_WAY = timedelta(minutes=1)
"""So long what was sent before a workshop was closed may take."""


@dataclass(frozen=True)
class SeatPlace:
    """Somebody's place in a workshop, also one that was given up."""

    enrolment_id: int
    person_id: int
    workshop_id: int
    withdrawn: bool


@dataclass(frozen=True)
class KeptWorkshop:
    """What is kept of a closed workshop; `persons` in the order of its seats.

    `figures` and `mastery` are empty where they were not asked for. `is_early`: it was added up
    while what had been sent before the closing could still be on its way.
    """

    is_early: bool
    seats: KeptSeats
    persons: tuple[int, ...]
    figures: str
    mastery: str


def places_in(workshops: Iterable[Workshop]) -> list[SeatPlace]:
    """Who has or had a place in each workshop."""
    rows = db.session.execute(
        select(
            Enrolment.id,
            Enrolment.person_id,
            Enrolment.workshop_id,
            Enrolment.withdrawn_at.is_not(None),
        ).where(Enrolment.workshop_id.in_([workshop.id for workshop in workshops]))
    )
    return [SeatPlace(*row) for row in rows]


def kept_in(
    workshops: Sequence[Workshop],
    places: Iterable[SeatPlace],
    now: datetime,
    *,
    with_figures: bool,
    with_mastery: bool,
) -> dict[int, KeptWorkshop]:
    """What is kept of those workshops that are closed, by their id; others are not among them.

    A row holds for one closing, one format and the places it was made of, else it is as good as
    none.
    """
    closed_at = {
        each.id: each.closed_at
        for each in workshops
        if each.closed_at is not None and each.closed_at <= now
    }
    persons: dict[int, dict[int, int]] = defaultdict(dict)
    for place in places:
        persons[place.workshop_id][place.enrolment_id] = place.person_id
    nothing = sa.literal("")
    found = {}
    for workshop_id, closing, kept_at, text, figures, mastery in db.session.execute(
        select(
            KeptAccount.workshop_id,
            KeptAccount.closed_at,
            KeptAccount.kept_at,
            KeptAccount.seats,
            KeptAccount.figures if with_figures else nothing,
            KeptAccount.mastery if with_mastery else nothing,
        ).where(KeptAccount.workshop_id.in_(closed_at), KeptAccount.format == FORMAT)
    ):
        if closing != closed_at[workshop_id]:
            continue
        seats, hers = seats_in(text), persons[workshop_id]
        if hers.keys() == set(seats.enrolments):
            order = tuple(hers[each] for each in seats.enrolments)
            is_early = kept_at < closing + ON_THE_WAY
            found[workshop_id] = KeptWorkshop(is_early, seats, order, figures, mastery)
    return found


def not_kept(now: datetime) -> list[Workshop]:
    """The closed workshops of which nothing is kept that holds, or too early, by their id.

    What was on its way while a workshop was closed may come a moment after it was added up.
    """
    closed = db.session.scalars(
        select(Workshop)
        .where(Workshop.closed_at <= now)
        .options(joinedload(Workshop.program), joinedload(Workshop.revision))
        .order_by(Workshop.id)
    ).all()
    kept = kept_in(closed, places_in(closed), now, with_figures=False, with_mastery=False)
    return [each for each in closed if each.id not in kept or kept[each.id].is_early]
