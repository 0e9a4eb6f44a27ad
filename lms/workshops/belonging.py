"""To which programs a person belongs, and who may change what is kept about her.

She belongs to a program by a place in one of its workshops (also one she withdrew from), a place on
a waiting list, a role in the staff, or as its organiser. Rehearsals do not count.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, union_all

from lms.audit.actions import AuditAction
from lms.audit.service import Noted, note, note_all
from lms.database import db
from lms.language import gettext_noop as _
from lms.people.models import Person, Standing
from lms.workshops.models import Enrolment, Program, ProgramOrganiser, Staff, Workshop
from lms.workshops.seating.models import Waiting

KEEPS_HER_OWN = _("This person keeps her own data. Ask her to change it.")
OF_SEVERAL = _(
    "This person takes part in another program as well. So only she herself changes her name and "
    "contacts, on her page Profile; an administrator can do it for her."
)


def takes_part_in(program_id: int) -> ColumnElement[bool]:
    """The condition that a Person has or had a place in a program, or waits for one."""
    here = select(Workshop.id).where(Workshop.program_id == program_id)
    return or_(
        exists().where(Enrolment.person_id == Person.id, Enrolment.workshop_id.in_(here)),
        exists().where(Waiting.person_id == Person.id, Waiting.workshop_id.in_(here)),
    )


def belongs_to(program_id: int) -> ColumnElement[bool]:
    """The condition that a Person belongs to a program in any way."""
    here = select(Workshop.id).where(Workshop.program_id == program_id)
    return or_(
        takes_part_in(program_id),
        exists().where(Staff.person_id == Person.id, Staff.workshop_id.in_(here)),
        exists().where(
            ProgramOrganiser.person_id == Person.id, ProgramOrganiser.program_id == program_id
        ),
    )


def ties_of(person_ids: Collection[int]) -> dict[int, set[int]]:
    """By person the ids of the programs she belongs to."""
    found: dict[int, set[int]] = {person_id: set() for person_id in person_ids}
    ties = union_all(
        *(
            _in_workshops(table, Workshop.program_id).where(table.person_id.in_(person_ids))
            for table in (Enrolment, Waiting, Staff)
        ),
        select(ProgramOrganiser.person_id, ProgramOrganiser.program_id).where(
            ProgramOrganiser.person_id.in_(person_ids)
        ),
    ).subquery()
    person_id, program_id = ties.columns
    real = select(person_id, program_id).join(Program, Program.id == program_id)
    for person, program in db.session.execute(real.where(~Program.is_rehearsal)):
        found[person].add(program)
    return found


def _in_workshops(table: Any, *columns: Any) -> Select[*tuple[Any, ...]]:
    return select(table.person_id, *columns).join(Workshop, Workshop.id == table.workshop_id)


def belong_elsewhere(person_ids: Collection[int], program_id: int) -> set[int]:
    """Which of these people belong to another program than this one."""
    return {one for one, programs in ties_of(person_ids).items() if programs - {program_id}}


def of_several_programs(person_ids: Collection[int]) -> set[int]:
    """Which of these people belong to more than one program."""
    return {one for one, programs in ties_of(person_ids).items() if len(programs) > 1}


def looks_after_herself(person: Person) -> bool:
    """Whether a person keeps her own data and secret, because she runs something."""
    return person.password_hash is not None or person.standing is not Standing.MEMBER


def not_theirs(person: Person, program_id: int, actor: Person | None) -> str:
    """Why `actor`, of the staff of a program, may not change a person's data; "" if he may.

    A command (`actor` None) may, and an administrator, unless she keeps her own data.
    """
    if looks_after_herself(person):
        return KEEPS_HER_OWN
    if actor is None or actor.standing is Standing.ADMINISTRATOR:
        return ""
    return OF_SEVERAL if belong_elsewhere([person.id], program_id) else ""


def note_in_her_programs(
    action: AuditAction, person_id: int, now: datetime, *, actor_id: int | None, **message: Any
) -> None:
    """Leave a line about a person in the trail of each program she takes part in or runs.

    It stands with her newest workshop there; without a program there is one line for all.
    """
    for each in _newest_workshops([person_id])[person_id]:
        note(action, f"person:{person_id}", now, actor_id=actor_id, workshop_id=each, **message)


def note_in_their_programs(
    action: AuditAction,
    person_ids: Collection[int],
    now: datetime,
    *,
    actor_id: int | None,
    after: dict[str, Any] | None,
) -> None:
    """Leave the same line about each of many people, as `note_in_her_programs` does."""
    told: dict[int | None, list[Noted]] = {}
    for person_id, workshop_ids in _newest_workshops(person_ids).items():
        for each in workshop_ids:
            told.setdefault(each, []).append(Noted(f"person:{person_id}", None, after))
    for workshop_id, lines in told.items():
        note_all(action, lines, now, actor_id=actor_id, workshop_id=workshop_id)


def _newest_workshops(person_ids: Collection[int]) -> dict[int, list[int | None]]:
    """By person the newest of her workshops in each program; None where she has no program."""
    ties = union_all(
        *(
            _in_workshops(table, Workshop.program_id, Workshop.id).where(
                table.person_id.in_(person_ids)
            )
            for table in (Enrolment, Waiting, Staff)
        )
    ).subquery()
    person_id, program_id, workshop_id = ties.columns
    newest = (
        select(person_id, func.max(workshop_id))
        .group_by(person_id, program_id)
        .order_by(person_id, program_id)
    )
    found: dict[int, list[int | None]] = {}
    for person, workshop in db.session.execute(newest):
        found.setdefault(person, []).append(workshop)
    return {each: found.get(each, [None]) for each in person_ids}
