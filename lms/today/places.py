"""Where a person takes part: the workshops she learns in or runs."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import contains_eager

from lms.access import Role
from lms.board.models import RoomStart
from lms.database import db
from lms.people.models import Person
from lms.workshops.models import Enrolment, Program, Staff, StaffRole, Workshop
from lms.workshops.reach import STAFF_ROLES, Reach


@dataclass(frozen=True)
class WorkshopPlace:
    """What a person is in one workshop: a participant, staff, or both.

    `start` is what a trainer started there last, whether it still holds or not.
    """

    workshop: Workshop
    enrolment: Enrolment | None
    role: StaffRole | None
    start: RoomStart | None = None


def _select_places() -> Select[*tuple[Any, ...]]:
    """Select where a person takes part; built once, for every home asks for it."""
    own: BindParameter[int] = bindparam("person_id")
    newest_start = (
        select(func.max(RoomStart.id))
        .where(RoomStart.workshop_id == Workshop.id)
        .correlate(Workshop)
        .scalar_subquery()
    )
    return (
        select(
            Workshop,
            Enrolment,
            Staff.role,
            RoomStart,
        )
        .join(Workshop.program)
        .join(Workshop.revision)
        .options(contains_eager(Workshop.program), contains_eager(Workshop.revision))
        .outerjoin(
            Enrolment,
            and_(
                Enrolment.workshop_id == Workshop.id,
                Enrolment.person_id == own,
                Enrolment.withdrawn_at.is_(None),
            ),
        )
        .outerjoin(Staff, and_(Staff.workshop_id == Workshop.id, Staff.person_id == own))
        .outerjoin(RoomStart, RoomStart.id == newest_start)
        .where(
            or_(Enrolment.id.is_not(None), Staff.id.is_not(None)),
            ~Workshop.is_draft,
            Program.is_rehearsal == bindparam("in_rehearsal"),
        )
    )


_PLACES = _select_places()


def places_of(person: Person) -> list[WorkshopPlace]:
    """Where she takes part."""
    given = {"person_id": person.id, "in_rehearsal": person.clock_ahead is not None}
    return [WorkshopPlace(*row) for row in db.session.execute(_PLACES, given)]


def reach_in(
    workshop: Workshop, enrolment: Enrolment | None = None, role: StaffRole | None = None
) -> Reach:
    """What the navigation offers somebody in a workshop: as its staff, else as she learns.

    The roles are those she holds there.
    """
    held = Role.PARTICIPANT if role is None else STAFF_ROLES[role]
    return Reach(frozenset({Role.MEMBER, held}), workshop, workshop.program, enrolment)
