"""Finding people: who may take over a seat, who a walk-in may be, who may be a guest."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from lms.attendance.models import Attendance
from lms.attendance.rules import COUNTS_AS_PRESENT
from lms.database import db
from lms.people.likeness import alike
from lms.people.models import Cooperative, Person, Standing
from lms.workshops.belonging import takes_part_in
from lms.workshops.models import Enrolment, Meeting, Program, Workshop
from lms.workshops.seating.models import SeatChange
from lms.workshops.seating.queries import expected_at

MAX_FOUND = 30
"""So many people are offered; a search finds the others."""


def of_program(program_id: int) -> list[int]:
    query = select(Workshop.id).where(Workshop.program_id == program_id).order_by(Workshop.id)
    return list(db.session.scalars(query))


def workshops_to_go_to(workshop: Workshop) -> Sequence[Workshop]:
    """The other workshops of the program that are open to people: not closed, no drafts."""
    return db.session.scalars(
        select(Workshop)
        .where(
            Workshop.program_id == workshop.program_id,
            Workshop.id != workshop.id,
            Workshop.closed_at.is_(None),
            ~Workshop.is_draft,
        )
        .order_by(Workshop.number)
    ).all()


def seat_in_program(person_id: int, program_id: int) -> Enrolment | None:
    """The place a person has in a program now."""
    found: Enrolment | None = db.session.scalar(
        select(Enrolment)
        .join(Enrolment.workshop)
        .where(
            Enrolment.person_id == person_id,
            Enrolment.withdrawn_at.is_(None),
            Workshop.program_id == program_id,
        )
    )
    return found


def replaced_by(enrolment: Enrolment) -> Person | None:
    """Whose seat a substitute took over, None if she is none."""
    found: Person | None = db.session.scalar(
        select(Person)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(Enrolment.id == enrolment.replaces_id)
    )
    return found


def possible_substitutes(enrolment: Enrolment) -> list[Person]:
    """Who is known in the program, of the same cooperative, without a seat now."""
    seated = (
        exists()
        .where(
            Enrolment.person_id == Person.id,
            Enrolment.withdrawn_at.is_(None),
            Enrolment.workshop_id == Workshop.id,
            Workshop.program_id == enrolment.workshop.program_id,
        )
        .correlate(Person)
    )
    return list(
        db.session.scalars(
            select(Person)
            .where(
                Person.cooperative_id == enrolment.person.cooperative_id,
                Person.cooperative_id.is_not(None),
                Person.standing == Standing.MEMBER,
                Person.id != enrolment.person_id,
                takes_part_in(enrolment.workshop.program_id),
                ~seated,
            )
            .order_by(Person.name, Person.id)
            .limit(MAX_FOUND)
        )
    )


def whom_she_may_be(walk_in: Enrolment, words: str) -> list[Person]:
    """People of the program: those found by `words`, else those most like a walk-in."""
    person, program_id = walk_in.person, walk_in.workshop.program_id
    query = (
        select(Person)
        .outerjoin(Person.cooperative)
        .options(contains_eager(Person.cooperative))
        .where(Person.id != person.id, takes_part_in(program_id))
        .order_by(Person.name, Person.id)
    )
    if words:
        named = Person.name.icontains(words, autoescape=True)
        return list(
            db.session.scalars(
                query.where(named | Cooperative.name.icontains(words, autoescape=True)).limit(
                    MAX_FOUND
                )
            )
        )
    everybody = db.session.scalars(query).all()
    return [one for one in everybody if _resembles(one, person)][:MAX_FOUND]


def _resembles(one: Person, person: Person) -> bool:
    same_phone = bool(person.phone) and one.phone == person.phone
    return same_phone or alike(one.name, person.name)


def person_in_program(program: Program, person_id: int) -> Person | None:
    """A person who has or had a place in a program, or waits for one."""
    found: Person | None = db.session.scalar(
        select(Person).where(Person.id == person_id, takes_part_in(program.id))
    )
    return found


@dataclass(frozen=True)
class Guest:
    """Somebody of another workshop at a meeting here, or one who may come."""

    enrolment_id: int
    name: str
    cooperative: str
    number: int
    is_recorded: bool
    missed: bool


def guests_at(meeting: Meeting, workshop: Workshop, words: str = "") -> list[Guest]:
    """The guests recorded at a meeting, then those who may come.

    Without `words` only who missed this half day in her own workshop is offered.
    """
    own_meeting, own, here = aliased(Meeting), aliased(Attendance), aliased(Attendance)
    missed = and_(
        own_meeting.ends_at <= meeting.ends_at,
        or_(own.id.is_(None), own.presence.not_in(COUNTS_AS_PRESENT)),
    )
    recorded = here.id.is_not(None)
    query = (
        select(
            Enrolment.id,
            Person.name,
            func.coalesce(Cooperative.name, ""),
            Workshop.number,
            recorded,
            missed,
        )
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(Cooperative, Cooperative.id == Person.cooperative_id)
        .join(Workshop, Workshop.id == Enrolment.workshop_id)
        .join(
            own_meeting,
            and_(
                own_meeting.workshop_id == Enrolment.workshop_id,
                own_meeting.day == meeting.day,
                own_meeting.part == meeting.part,
            ),
        )
        .outerjoin(own, and_(own.meeting_id == own_meeting.id, own.enrolment_id == Enrolment.id))
        .outerjoin(here, and_(here.meeting_id == meeting.id, here.enrolment_id == Enrolment.id))
        .where(
            Workshop.program_id == workshop.program_id,
            Workshop.id != workshop.id,
            or_(
                recorded,
                and_(
                    Enrolment.withdrawn_at.is_(None),
                    # The account of a closed workshop is final.
                    Workshop.closed_at.is_(None),
                    expected_at(own_meeting),
                ),
            ),
        )
        .order_by(recorded.desc(), Person.name, Enrolment.id)
        .limit(MAX_FOUND)
    )
    if words:
        named = Person.name.icontains(words, autoescape=True)
        query = query.where(recorded | named | Cooperative.name.icontains(words, autoescape=True))
    else:
        query = query.where(recorded | missed)
    return [Guest(*row[:4], bool(row[4]), bool(row[5])) for row in db.session.execute(query)]


def guest_enrolment(workshop: Workshop, enrolment_id: int) -> Enrolment | None:
    """A place in another workshop of the same program."""
    found: Enrolment | None = db.session.scalar(
        select(Enrolment)
        .join(Enrolment.workshop)
        .options(joinedload(Enrolment.person))
        .where(
            Enrolment.id == enrolment_id,
            Workshop.program_id == workshop.program_id,
            Workshop.id != workshop.id,
        )
    )
    return found


def places_of(person: Person, program: Program) -> list[Enrolment]:
    """All places a person has or had in a program, in order."""
    return list(
        db.session.scalars(
            select(Enrolment)
            .join(Enrolment.workshop)
            .options(contains_eager(Enrolment.workshop))
            .where(Enrolment.person_id == person.id, Workshop.program_id == program.id)
            .order_by(Enrolment.enrolled_at, Enrolment.id)
        )
    )


def changes_of(person: Person, program: Program) -> list[SeatChange]:
    """What happened to a person's seats in a program, the newest first."""
    return list(
        db.session.scalars(
            select(SeatChange)
            .join(SeatChange.workshop)
            .options(
                contains_eager(SeatChange.workshop),
                joinedload(SeatChange.person),
                joinedload(SeatChange.other_person),
                joinedload(SeatChange.other_workshop),
                joinedload(SeatChange.actor),
            )
            .where(SeatChange.person_id == person.id, Workshop.program_id == program.id)
            .order_by(SeatChange.at.desc(), SeatChange.id.desc())
        )
    )
