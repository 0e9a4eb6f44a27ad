"""Taking a substitution back, while nothing of the substitute stands in the way."""

from datetime import datetime

import sqlalchemy as sa

from lms.audit.service import note
from lms.database import db
from lms.enrolment.actions import SUBSTITUTION_UNDONE
from lms.enrolment.seats.merging import columns_for
from lms.enrolment.seats.queries import seat_in_program
from lms.errors import Conflict
from lms.language import gettext_noop as _
from lms.workshops.models import Enrolment
from lms.workshops.seating.models import SeatEvent
from lms.workshops.seating.service import lock_seats, record_seat_event


def give_seat_back(
    taking: Enrolment, *, reason: str, now: datetime, actor_id: int | None
) -> Enrolment:
    """Give a seat back to whom the substitute took it over from, and return that enrolment.

    Raises Conflict if the seat is not a substitute's now, the substitute has done anything here
    (attendance, answers, an excuse, a substitute of her own), or the first one sits elsewhere.
    """
    workshop = taking.workshop
    lock_seats([workshop])
    db.session.refresh(taking)
    if taking.replaces_id is None or taking.withdrawn_at is not None:
        raise Conflict(_("This seat was not taken over from anybody."))
    if workshop.closed_at is not None:
        raise Conflict(_("This workshop is closed. Open it again first."))
    if _has_left_something(taking):
        raise Conflict(
            _(
                "%(name)s has attendance, answers or other records here already. "
                "Withdraw the substitute instead.",
            ),
            name=taking.person.name,
        )
    first = db.session.get_one(Enrolment, taking.replaces_id)
    if seat_in_program(first.person_id, workshop.program_id) is not None:
        raise Conflict(_("%(name)s has another seat in this program."), name=first.person.name)
    who, other = first.person_id, taking.person_id
    db.session.delete(taking)
    first.withdrawn_at, first.withdrawal_reason, first.until_day = None, "", None
    db.session.flush()
    for person, kind, counterpart in (
        (who, SeatEvent.GOT_BACK, other),
        (other, SeatEvent.GAVE_BACK, who),
    ):
        record_seat_event(
            workshop, person, kind, now, actor_id, reason=reason, other_person_id=counterpart
        )
    note(
        SUBSTITUTION_UNDONE,
        f"enrolment:{first.id}",
        now,
        actor_id=actor_id,
        workshop_id=workshop.id,
        before={"person": other},
        after={"person": who},
        reason=reason,
    )
    return first


def _has_left_something(enrolment: Enrolment) -> bool:
    """Whether any row of any table refers to a place."""
    return any(
        db.session.scalar(sa.select(sa.exists().where(column == enrolment.id)))
        for column in columns_for("enrolment")
    )
