"""The day of an organiser or administrator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import joinedload

from lms.database import db
from lms.people.models import Person, Standing
from lms.results.queries import seat_counts
from lms.results.seats import persons_reached
from lms.statistics.rates import Rate
from lms.today.rules import (
    SEATS_DECIDE,
    Readiness,
    Task,
    in_order,
    most_urgent,
    task_for,
)
from lms.workshops.models import (
    Enrolment,
    Program,
    ProgramOrganiser,
    Staff,
    StaffRole,
    Workshop,
)
from lms.workshops.rules import Phase, Span

MAX_WORKSHOPS = 10
"""So many workshops of a program stand on a home; all of them on the page of the program."""


class OrganisedWorkshop(NamedTuple):
    """A workshop of a program: its phase, when its first meeting begins, the seats taken.

    Seats are counted where they are shown or decide what is to be done next.
    """

    workshop: Workshop
    phase: Phase
    begins_at: datetime | None
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
        .where(Workshop.program_id.in_([program.id for program in programs]))
        .order_by(Workshop.number)
    ).all()
    return programs, workshops


def organising(
    programs: Sequence[Program],
    workshops: Sequence[Workshop],
    spans: Mapping[int, Span],
    now: datetime,
) -> tuple[Organising, ...]:
    if not programs:
        return ()
    by_program: dict[int, list[Workshop]] = {program.id: [] for program in programs}
    for workshop in workshops:
        by_program[workshop.program_id].append(workshop)
    phases = {each.id: spans[each.id].phase(now) for each in workshops}
    shown = {key: _shown(found, spans, now) for key, found in by_program.items()}
    seats = seat_counts(
        [each for found in shown.values() for each in found]
        + [each for each in workshops if phases[each.id] in SEATS_DECIDE]
    )
    reached = persons_reached(programs, now)
    walk_ins = _unmatched([workshop.id for workshop in workshops])

    def line(workshop: Workshop) -> OrganisedWorkshop:
        taken = seats.get(workshop.id, (0, 0))[0]
        return OrganisedWorkshop(workshop, phases[workshop.id], spans[workshop.id].begins_at, taken)

    return tuple(
        Organising(
            program=program,
            reached=Rate(reached.get(program.id, 0), program.target),
            workshops=tuple(map(line, by_program[program.id])),
            shown=tuple(map(line, shown[program.id])),
            unmatched=tuple(one for one in walk_ins if one.workshop.program_id == program.id),
        )
        for program in programs
    )


def _shown(
    workshops: Sequence[Workshop], spans: Mapping[int, Span], now: datetime
) -> Sequence[Workshop]:
    if len(workshops) <= MAX_WORKSHOPS:
        return workshops
    by_id = {each.id: each for each in workshops}
    order = in_order({key: spans[key] for key in by_id}, now)
    return [by_id[key] for key in order[:MAX_WORKSHOPS]]


def next_task(programs: Sequence[Organising]) -> NextTask | None:
    lines = [line for program in programs for line in program.workshops]
    if not lines:
        return None
    trained = set(
        db.session.scalars(
            select(Staff.workshop_id).where(
                Staff.workshop_id.in_([each.workshop.id for each in lines]),
                Staff.role == StaffRole.TRAINER,
            )
        )
    )
    waiting = _without_pin([each.workshop.id for each in lines if each.phase is Phase.OPEN])
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


_UNMATCHED = (  # built once, for every home of an organiser asks
    select(Enrolment)
    .options(joinedload(Enrolment.person), joinedload(Enrolment.workshop))
    .where(
        Enrolment.workshop_id.in_(bindparam("workshop_ids", expanding=True)),
        Enrolment.walked_in_at.is_not(None),
        Enrolment.withdrawn_at.is_(None),
    )
    .order_by(Enrolment.walked_in_at, Enrolment.id)
)


def _unmatched(workshop_ids: Sequence[int]) -> Sequence[Enrolment]:
    """People from the door who are not matched with anybody known, the first ones first."""
    return db.session.scalars(_UNMATCHED, {"workshop_ids": workshop_ids}).all()


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
