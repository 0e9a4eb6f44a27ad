"""Reading requests to be excused, and who may miss too much."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.attendance.counting import counted_slots
from lms.attendance.prospects import Chance, Prospect, chance_in
from lms.attendance.queries import presences_at
from lms.database import db
from lms.errors import NotFound
from lms.excuses.models import Excuse
from lms.excuses.rules import ExcuseState
from lms.language import gettext_noop as _
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.queries import enrolments_in
from lms.workshops.rules import Schedule


@dataclass(frozen=True)
class AtRisk:
    """Somebody who can spare next to no meeting any more, or has missed too many."""

    enrolment: Enrolment
    chance: Chance


def excuses_of(enrolment: Enrolment) -> list[Excuse]:
    """A person's requests, the latest meeting first."""
    query = (
        select(Excuse)
        .join(Excuse.meeting)
        .options(
            contains_eager(Excuse.meeting),
            joinedload(Excuse.decided_by),
            joinedload(Excuse.photo),
        )
        .where(Excuse.enrolment_id == enrolment.id)
    )
    return sorted(db.session.scalars(query), key=lambda each: each.meeting.starts_at, reverse=True)


def excuses_in(workshop: Workshop) -> list[Excuse]:
    """The requests in a workshop, those that wait first, then the newest."""
    query = (
        select(Excuse)
        .join(Excuse.enrolment)
        .options(
            contains_eager(Excuse.enrolment).joinedload(Enrolment.person),
            joinedload(Excuse.meeting),
            joinedload(Excuse.decided_by),
            joinedload(Excuse.photo),
        )
        .where(Enrolment.workshop_id == workshop.id, Enrolment.withdrawn_at.is_(None))
        .order_by(
            case((Excuse.state == ExcuseState.WAITING, 0), else_=1),
            Excuse.asked_at.desc(),
            Excuse.id,
        )
    )
    return list(db.session.scalars(query))


def excuse_in(workshop: Workshop, excuse_id: int) -> Excuse:
    """The request with this id within the workshop, to be decided. Raises NotFound."""
    return _one(excuse_id, Enrolment.workshop_id == workshop.id)


def own_excuse(enrolment: Enrolment, excuse_id: int) -> Excuse:
    """A request of this person. Raises NotFound for anybody else's."""
    return _one(excuse_id, Excuse.enrolment_id == enrolment.id)


def _one(excuse_id: int, *conditions: object) -> Excuse:
    found: Excuse | None = db.session.scalar(
        select(Excuse)
        .join(Excuse.enrolment)
        .where(Excuse.id == excuse_id, *conditions)  # type: ignore[arg-type]
        .with_for_update(of=Excuse)
    )
    if found is None:
        raise NotFound(_("There is no such request in this workshop."))
    return found


_WAITING = (  # built once, for every home of a trainer asks
    select(Enrolment.workshop_id, func.count())
    .join(Excuse, Excuse.enrolment_id == Enrolment.id)
    .where(
        Enrolment.workshop_id.in_(bindparam("workshop_ids", expanding=True)),
        Enrolment.withdrawn_at.is_(None),
        Excuse.state == ExcuseState.WAITING,
    )
    .group_by(Enrolment.workshop_id)
)


def waiting_in(workshops: Iterable[Workshop]) -> dict[int, int]:
    """How many requests wait for a decision, by workshop id."""
    rows = db.session.execute(_WAITING, {"workshop_ids": [each.id for each in workshops]})
    return {row[0]: row[1] for row in rows}


def at_risk_in(
    workshop: Workshop, schedule: Schedule, required: Fraction, now: datetime
) -> list[AtRisk]:
    """Who is at risk at `now`, those who cannot reach it any more first."""
    counted = [slot.meeting_id for slot in schedule.slots if not slot.cancelled]
    recorded = presences_at(counted)
    found = []
    for enrolment in enrolments_in(workshop):
        own = {m: recorded[enrolment.id, m] for m in counted if (enrolment.id, m) in recorded}
        standing = chance_in(counted_slots(schedule, enrolment, own), own, required, now)
        if standing.is_at_risk:
            found.append(AtRisk(enrolment, standing))
    return sorted(found, key=lambda each: each.chance.prospect is not Prospect.LOST)
