"""Reading which accounts are kept, of workshops that are closed or at rest."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import joinedload

from lms.database import db
from lms.reports.kept.models import KeptAccount
from lms.reports.kept.rules import FORMAT, KeptSeats, seats_in
from lms.results.holders import SeatPlace
from lms.results.queries import places_in
from lms.workshops.models import Workshop
from lms.workshops.service_resting import NOTICED_BY

ON_THE_WAY = timedelta(minutes=1)
"""So long what was sent before a workshop was closed may take."""


@dataclass(frozen=True)
class KeptWorkshop:
    """What is kept of a workshop; `persons` in the order of its seats.

    `figures` and `mastery` are empty where they were not asked for. `is_early`: it was added up
    while what had been sent before the closing could still be on its way.
    """

    is_early: bool
    seats: KeptSeats
    persons: tuple[int, ...]
    figures: str
    mastery: str


def final_since(workshop: Workshop, now: datetime) -> datetime | None:
    """Since when its account changes no more, or each change is counted; None if neither is so."""
    if workshop.closed_at is not None:
        return workshop.closed_at if workshop.closed_at <= now else None
    rests = workshop.rests_since
    return rests if rests is not None and rests + NOTICED_BY <= now else None


def kept_in(
    workshops: Sequence[Workshop],
    places: Iterable[SeatPlace],
    now: datetime,
    *,
    with_figures: bool,
    with_mastery: bool,
) -> dict[int, KeptWorkshop]:
    """What is kept of those workshops of which it holds, by their id; others are not among them.

    A row holds for one closing or rest, without a write since, for one format and for the places
    it was made of, else it is as good as none.
    """
    final = {each.id: (each, final_since(each, now)) for each in workshops}
    persons: dict[int, dict[int, int]] = defaultdict(dict)
    for place in places:
        persons[place.workshop_id][place.enrolment_id] = place.person_id
    found = {}
    query = _select(with_figures=with_figures, with_mastery=with_mastery)
    for workshop_id, since, writes, kept_at, text, figures, mastery in db.session.execute(
        query, {"workshop_ids": list(final)}
    ):
        workshop, holds_since = final[workshop_id]
        is_at_rest = workshop.closed_at is None
        if since != holds_since or (is_at_rest and writes != workshop.writes_at_rest):
            continue
        seats, hers = seats_in(text), persons[workshop_id]
        if hers.keys() == set(seats.enrolments):
            order = tuple(hers[each] for each in seats.enrolments)
            is_early = not is_at_rest and kept_at < since + ON_THE_WAY
            found[workshop_id] = KeptWorkshop(is_early, seats, order, figures, mastery)
    return found


@cache  # built once, for every report asks
def _select(*, with_figures: bool, with_mastery: bool) -> Any:
    nothing = sa.literal("")
    return select(
        KeptAccount.workshop_id,
        KeptAccount.since,
        KeptAccount.writes_at_rest,
        KeptAccount.kept_at,
        KeptAccount.seats,
        KeptAccount.figures if with_figures else nothing,
        KeptAccount.mastery if with_mastery else nothing,
    ).where(
        KeptAccount.workshop_id.in_(bindparam("workshop_ids", expanding=True)),
        KeptAccount.format == FORMAT,
    )


def not_kept(now: datetime) -> list[Workshop]:
    """The workshops, closed or at rest, of which nothing is kept that holds, or too early, by id.

    What was on its way while a workshop was closed may come a moment after it was added up.
    """
    final = db.session.scalars(
        select(Workshop)
        .where(or_(Workshop.closed_at <= now, Workshop.rests_since <= now - NOTICED_BY))
        .options(joinedload(Workshop.program), joinedload(Workshop.revision))
        .order_by(Workshop.id)
    ).all()
    kept = kept_in(final, places_in(final), now, with_figures=False, with_mastery=False)
    return [each for each in final if each.id not in kept or kept[each.id].is_early]
