"""The day of an organiser or administrator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from lms.database import db
from lms.people.models import Person, Standing
from lms.results.queries import seat_counts
from lms.results.seats import persons_reached
from lms.statistics.rates import Rate
from lms.today.rules import Readiness, Task, in_order, most_urgent, task_for
from lms.workshops.models import (
    Enrolment,
    Program,
    ProgramOrganiser,
    Staff,
    StaffRole,
    Workshop,
)
from lms.workshops.rules import Phase, Schedule, Slot

MAX_WORKSHOPS = 10
"""So many workshops of a program stand on a home; all of them on the page of the program."""


class OrganisedWorkshop(NamedTuple):
    """A workshop of a program: its phase, its first meeting, the seats taken."""

    workshop: Workshop
    phase: Phase
    first: Slot | None
    seats: int


@dataclass(frozen=True)
class Organising:
    """A program: its target, its workshops by number, and those that are `shown`.

    Of many those are shown that matter now. `unmatched` are people from the door of whom nobody has
    said yet who they are.
    """

    program: Program
    reached: Rate
    workshops: tuple[OrganisedWorkshop, ...]
    shown: tuple[OrganisedWorkshop, ...]
    unmatched: tuple[Enrolment, ...] = ()


@dataclass(frozen=True)
class NextTask:
    """What an organiser does next, for which workshop; `people`: how many it is about."""

    task: Task
    workshop: Workshop
    people: int


def programs_of(person: Person) -> tuple[Sequence[Program], Sequence[Workshop]]:
    """The programs she organises (an administrator: all) and their workshops."""
    if person.standing is Standing.MEMBER:
        return [], []
    query = (
        select(Program)
        .where(~Program.is_rehearsal)
        .order_by(Program.created_at.desc(), Program.id.desc())
    )
    if person.standing is not Standing.ADMINISTRATOR:
        query = query.join(ProgramOrganiser, ProgramOrganiser.program_id == Program.id).where(
            ProgramOrganiser.person_id == person.id
        )
    programs = db.session.scalars(query).all()
    workshops = db.session.scalars(
        select(Workshop)
        .options(joinedload(Workshop.revision))
        .where(Workshop.program_id.in_([program.id for program in programs]))
        .order_by(Workshop.number)
    ).all()
    return programs, workshops


def organising(
    programs: Sequence[Program],
    workshops: Sequence[Workshop],
    schedules: Mapping[int, Schedule],
    now: datetime,
) -> tuple[Organising, ...]:
    if not programs:
        return ()
    seats = seat_counts(workshops)
    reached = persons_reached(programs, now)
    walk_ins = _unmatched([workshop.id for workshop in workshops])
    found = []
    for program in programs:
        lines = tuple(
            OrganisedWorkshop(
                each,
                schedules[each.id].phase(now),
                next(iter(schedules[each.id].slots), None),
                seats.get(each.id, (0, 0))[0],
            )
            for each in workshops
            if each.program_id == program.id
        )
        found.append(
            Organising(
                program=program,
                reached=Rate(reached.get(program.id, 0), program.target),
                workshops=lines,
                shown=_shown(lines, schedules, now),
                unmatched=tuple(one for one in walk_ins if one.workshop.program_id == program.id),
            )
        )
    return tuple(found)


def _shown(
    lines: tuple[OrganisedWorkshop, ...], schedules: Mapping[int, Schedule], now: datetime
) -> tuple[OrganisedWorkshop, ...]:
    if len(lines) <= MAX_WORKSHOPS:
        return lines
    by_id = {line.workshop.id: line for line in lines}
    order = in_order({key: schedules[key] for key in by_id}, now)
    return tuple(by_id[key] for key in order[:MAX_WORKSHOPS])


def next_task(programs: Sequence[Organising]) -> NextTask | None:
    lines = [line for program in programs for line in program.workshops]
    ids = [workshop.id for workshop, *_rest in lines]
    if not ids:
        return None
    trained = set(
        db.session.scalars(
            select(Staff.workshop_id).where(
                Staff.workshop_id.in_(ids), Staff.role == StaffRole.TRAINER
            )
        )
    )
    waiting = _without_pin(ids)
    tasks = []
    for workshop, phase, _first, seats in lines:
        people = waiting.get(workshop.id, 0)
        closed = workshop.closed_at is not None
        task = task_for(Readiness(phase, seats, workshop.id in trained, people, closed))
        if task is not None:
            tasks.append((workshop.id, task))
    found = most_urgent(tasks)
    if found is None:
        return None
    by_id = {workshop.id: workshop for workshop, *_rest in lines}
    return NextTask(found[1], by_id[found[0]], waiting.get(found[0], 0))


def _unmatched(workshop_ids: Sequence[int]) -> Sequence[Enrolment]:
    """People from the door who are not matched with anybody known, the first ones first."""
    return db.session.scalars(
        select(Enrolment)
        .options(joinedload(Enrolment.person), joinedload(Enrolment.workshop))
        .where(
            Enrolment.workshop_id.in_(workshop_ids),
            Enrolment.walked_in_at.is_not(None),
            Enrolment.withdrawn_at.is_(None),
        )
        .order_by(Enrolment.walked_in_at, Enrolment.id)
    ).all()


def _without_pin(workshop_ids: Sequence[int]) -> dict[int, int]:
    """How many participants have chosen no PIN yet, by workshop id."""
    rows = db.session.execute(
        select(Enrolment.workshop_id, func.count())
        .join(Enrolment.person)
        .where(
            Enrolment.workshop_id.in_(workshop_ids),
            Enrolment.withdrawn_at.is_(None),
            Person.pin_hash.is_(None),
            Person.password_hash.is_(None),
        )
        .group_by(Enrolment.workshop_id)
    )
    return {row[0]: row[1] for row in rows}
