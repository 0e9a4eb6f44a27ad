"""Reading programs: whose they are, their workshops, how many people are in them."""

from dataclasses import dataclass

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import joinedload

from lms.database import db
from lms.errors import NotFound
from lms.language import gettext_noop as _
from lms.people.models import Person
from lms.publishing.models import CourseRevision
from lms.workshops.models import Enrolment, Program, ProgramOrganiser, Workshop
from lms.workshops.queries import schedules_of
from lms.workshops.rules import Schedule


@dataclass(frozen=True)
class ProgramLine:
    """A program in a list: how many workshops and how many different people."""

    program: Program
    workshops: int
    enrolled: int


@dataclass(frozen=True)
class WorkshopLine:
    """A workshop beside its sisters."""

    workshop: Workshop
    schedule: Schedule
    enrolled: int


def programs_of(person: Person | None) -> list[ProgramLine]:
    """The programs a person organises (None: all), the newest first."""
    workshops = (
        select(func.count())
        .where(Workshop.program_id == Program.id)
        .correlate(Program)
        .scalar_subquery()
    )
    query = (
        select(Program, workshops, _people_in_program())
        .where(~Program.is_rehearsal)
        .order_by(Program.created_at.desc(), Program.id.desc())
    )
    if person is not None:
        query = query.join(ProgramOrganiser, ProgramOrganiser.program_id == Program.id).where(
            ProgramOrganiser.person_id == person.id
        )
    return [ProgramLine(*row) for row in db.session.execute(query)]


def _people_in_program() -> ScalarSelect[int]:
    """How many different people are enrolled in the program of the query around it."""
    return (
        select(func.count(Enrolment.person_id.distinct()))
        .join(Workshop, Workshop.id == Enrolment.workshop_id)
        .where(
            Workshop.program_id == Program.id,
            ~Workshop.is_draft,
            Enrolment.withdrawn_at.is_(None),
        )
        .correlate(Program)
        .scalar_subquery()
    )


def workshop_count(program: Program) -> int:
    """How many workshops a program has."""
    query = select(func.count()).where(Workshop.program_id == program.id)
    return db.session.scalar(query) or 0


def workshops_of(
    program: Program, *, first: int = 0, most: int | None = None
) -> list[WorkshopLine]:
    """The workshops of a program by number; at most so many from the place `first` on."""
    enrolled = (
        select(func.count())
        .where(Enrolment.workshop_id == Workshop.id, Enrolment.withdrawn_at.is_(None))
        .correlate(Workshop)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Workshop, enrolled)
        .options(joinedload(Workshop.revision))
        .where(Workshop.program_id == program.id)
        .order_by(Workshop.number)
        .offset(first)
        .limit(most)
    ).all()
    schedules = schedules_of(workshop for workshop, _count in rows)
    return [WorkshopLine(workshop, schedules[workshop.id], count) for workshop, count in rows]


def latest_followed(program: Program | None) -> CourseRevision | None:
    """The revision that the newest workshop of a program follows."""
    if program is None:
        return None
    of_program = select(Workshop).where(Workshop.program_id == program.id)
    newest = db.session.scalars(
        of_program.options(joinedload(Workshop.revision)).order_by(Workshop.number.desc()).limit(1)
    ).first()
    return newest.revision if newest else None


def people_count(program: Program) -> int:
    """How many different people are enrolled in a program."""
    query = select(_people_in_program()).where(Program.id == program.id)
    return db.session.scalar(query) or 0


def workshop_in(program: Program, slug: str) -> Workshop:
    """The workshop with this slug within the program. Raises NotFound."""
    found: Workshop | None = db.session.scalar(
        select(Workshop)
        .options(joinedload(Workshop.revision))
        .where(Workshop.slug == slug, Workshop.program_id == program.id)
    )
    if found is None:
        raise NotFound(_("There is no such workshop in this program."))
    return found
