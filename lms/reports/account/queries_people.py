"""Reading who stands behind a figure, by name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Row, func, select

from lms.database import db
from lms.people.models import Cooperative, Person
from lms.reports.account.figures import Figure
from lms.workshops.models import Enrolment, Workshop


@dataclass(frozen=True)
class PersonBehind:
    """Somebody a figure is about; without a place (she waits for one) there is no workshop."""

    is_counted: bool
    name: str
    position: str
    cooperative: str
    number: int | None = None
    workshop_slug: str = ""
    enrolment_id: int | None = None


def people_behind(figure: Figure, workshop_ids: Iterable[int]) -> list[PersonBehind]:
    """Those counted first, each part by name; somebody with two places stands there once."""
    asked = figure.among | figure.people
    rows = db.session.execute(
        select(
            Person.id,
            Person.name,
            Person.position,
            func.coalesce(Cooperative.name, ""),
            Workshop.number,
            Workshop.slug,
            Enrolment.id,
        )
        .select_from(Person)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .join(Workshop, Workshop.id == Enrolment.workshop_id)
        .outerjoin(Cooperative, Cooperative.id == Person.cooperative_id)
        .where(Enrolment.workshop_id.in_(list(workshop_ids)))
        .order_by(Workshop.number, Enrolment.id)
    )
    found: dict[int, PersonBehind] = {}
    for row in rows:
        if row[0] in asked:
            found.setdefault(row[0], PersonBehind(row[0] in figure.people, *row[1:]))
    for waiting in _without_a_place(asked - found.keys()):
        found[waiting[0]] = PersonBehind(waiting[0] in figure.people, *waiting[1:])
    return sorted(found.values(), key=lambda each: (not each.is_counted, each.name))


def _without_a_place(person_ids: frozenset[int]) -> Sequence[Row[int, str, str, str]]:
    return db.session.execute(
        select(Person.id, Person.name, Person.position, func.coalesce(Cooperative.name, ""))
        .outerjoin(Cooperative, Cooperative.id == Person.cooperative_id)
        .where(Person.id.in_(person_ids))
    ).all()
