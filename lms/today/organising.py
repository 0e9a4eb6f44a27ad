"""The day of an organiser or administrator."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from lms.attendance.models import Attendance
from lms.attendance.rules import COUNTS_AS_PRESENT
from lms.database import db
from lms.people.models import Person, Standing
from lms.results.queries import seat_counts
from lms.results.rules import Rate
from lms.workshops.models import Enrolment, Meeting, Program, ProgramOrganiser, Workshop
from lms.workshops.rules import Phase, Schedule, Slot


@dataclass(frozen=True)
class Organising:
    """A program: its target, and its workshops with phase, first meeting and seats taken."""

    program: Program
    reached: Rate
    workshops: tuple[tuple[Workshop, Phase, Slot | None, int], ...]


def programs_of(person: Person) -> tuple[Sequence[Program], Sequence[Workshop]]:
    """Return the programs she organises (an administrator: all) and their workshops."""
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
    """Return the programs with their target and workshops. Two statements."""
    if not programs:
        return ()
    seats = seat_counts(workshops)
    reached = _reached_in(programs)
    return tuple(
        Organising(
            program=program,
            reached=Rate(reached.get(program.id, 0), program.target),
            workshops=tuple(
                (
                    each,
                    schedules[each.id].phase(now),
                    next(iter(schedules[each.id].slots), None),
                    seats.get(each.id, (0, 0))[0],
                )
                for each in workshops
                if each.program_id == program.id
            ),
        )
        for program in programs
    )


def _reached_in(programs: Iterable[Program]) -> dict[int, int]:
    """Return how many distinct persons attended a meeting, by program id. One statement."""
    rows = db.session.execute(
        select(Workshop.program_id, func.count(Enrolment.person_id.distinct()))
        .join(Enrolment, Enrolment.workshop_id == Workshop.id)
        .join(Attendance, Attendance.enrolment_id == Enrolment.id)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(
            Workshop.program_id.in_([program.id for program in programs]),
            Enrolment.withdrawn_at.is_(None) | Enrolment.until_day.is_not(None),
            Meeting.cancelled_at.is_(None),
            Attendance.presence.in_(COUNTS_AS_PRESENT),
        )
        .group_by(Workshop.program_id)
    )
    return {row[0]: row[1] for row in rows}
