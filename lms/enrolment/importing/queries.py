"""What an import looks up: who is known, where there are seats."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from lms.database import db
from lms.enrolment.importing.known import Known
from lms.enrolment.importing.plan import FreeSeats
from lms.people.models import Cooperative, Person
from lms.workshops.belonging import takes_part_in
from lms.workshops.models import Enrolment, Workshop
from lms.workshops.seating.models import SeatChange, Waiting


def free_seats_of(workshop: Workshop) -> FreeSeats:
    return FreeSeats(workshop.number, _seats([workshop]))


def whole_program(workshop: Workshop) -> FreeSeats:
    """The seats of all workshops of the program."""
    return FreeSeats(workshop.number, _seats(workshops_beside(workshop)), are_all=True)


def workshops_beside(workshop: Workshop) -> Sequence[Workshop]:
    """All workshops of the program this one belongs to, by number."""
    return db.session.scalars(
        select(Workshop).where(Workshop.program_id == workshop.program_id).order_by(Workshop.number)
    ).all()


def _seats(workshops: Iterable[Workshop]) -> dict[int, int]:
    capacities = {workshop.id: (workshop.number, workshop.capacity) for workshop in workshops}
    seats = dict(capacities.values())
    for workshop_id, taken in db.session.execute(
        select(Enrolment.workshop_id, func.count())
        .where(Enrolment.workshop_id.in_(capacities), Enrolment.withdrawn_at.is_(None))
        .group_by(Enrolment.workshop_id)
    ):
        number, capacity = capacities[workshop_id]
        seats[number] = max(0, capacity - taken)
    numbers = {workshop_id: number for workshop_id, (number, _capacity) in capacities.items()}
    for workshop_id in db.session.scalars(
        select(Waiting.workshop_id).where(Waiting.workshop_id.in_(capacities)).distinct()
    ):
        seats[numbers[workshop_id]] = 0  # who waits already goes first
    return seats


def places_seen(program_id: int) -> tuple[int, ...]:
    """What differs once anybody has got a place in a program, or lost one."""
    here = select(Workshop.id).where(Workshop.program_id == program_id).scalar_subquery()
    places = select(func.count(), func.max(Enrolment.id)).where(Enrolment.workshop_id.in_(here))
    changes = select(func.count(), func.max(SeatChange.id)).where(SeatChange.workshop_id.in_(here))
    found = (db.session.execute(each).one() for each in (places, changes))
    return tuple(number or 0 for row in found for number in row)


def people_placed(program_id: int) -> int:
    """How many places people of a program have or had, and wait for: each turn of an import adds
    those of its people.
    """
    here = select(Workshop.id).where(Workshop.program_id == program_id).scalar_subquery()
    placed, waiting = (
        select(func.count()).where(each.workshop_id.in_(here)).scalar_subquery()
        for each in (Enrolment, Waiting)
    )
    return db.session.scalar(select(placed + waiting)) or 0


def known_to(workshop: Workshop) -> list[Known]:
    """Everybody who takes part in the program; nobody else is compared with a list."""
    people = db.session.scalars(
        select(Person)
        .outerjoin(Person.cooperative)
        .options(joinedload(Person.cooperative))
        .where(takes_part_in(workshop.program_id))
        .order_by(Person.id)
    ).all()
    places, waiting = _places(workshop), _waiting(workshop)
    return [
        Known(
            person_id=person.id,
            name=person.name,
            code=person.participant_code or "",
            phone=person.phone,
            email=person.email or "",
            cooperative=person.cooperative.key if person.cooperative else "",
            places=places.get(person.id, {}),
            waits_for=waiting.get(person.id),
        )
        for person in people
    ]


def _places(workshop: Workshop) -> dict[int, dict[int, bool]]:
    """By person in which workshops of the program she is (True) or was (False)."""
    places: dict[int, dict[int, bool]] = {}
    for person_id, number, withdrawn_at in db.session.execute(
        select(Enrolment.person_id, Workshop.number, Enrolment.withdrawn_at)
        .join(Enrolment.workshop)
        .where(Workshop.program_id == workshop.program_id)
    ):
        places.setdefault(person_id, {})[number] = withdrawn_at is None
    return places


def _waiting(workshop: Workshop) -> dict[int, int]:
    """By person for which workshop of the program she waits."""
    rows = db.session.execute(
        select(Waiting.person_id, Workshop.number)
        .join(Workshop, Workshop.id == Waiting.workshop_id)
        .where(Workshop.program_id == workshop.program_id)
    )
    return {row[0]: row[1] for row in rows}


def cooperative_names() -> Sequence[str]:
    """The names of all cooperatives, the oldest first."""
    return db.session.scalars(select(Cooperative.name).order_by(Cooperative.id)).all()
