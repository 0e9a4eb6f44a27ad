"""Reading who takes part in a workshop, or once did."""

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import joinedload

from lms.database import db
from lms.people.models import Cooperative, Person
from lms.people.secrets import normalised_identity
from lms.workshops.models import Enrolment, Workshop


def people_found(workshop: Workshop, words: str) -> list[Enrolment]:
    """Everybody ever enrolled whose name, cooperative, phone or code holds `words`, by name.

    Phone and code are found however they are written.
    """
    query = (
        select(Enrolment)
        .join(Enrolment.person)
        .outerjoin(Person.cooperative)
        .options(joinedload(Enrolment.person).joinedload(Person.cooperative))
        .where(Enrolment.workshop_id == workshop.id)
        .order_by(Enrolment.withdrawn_at.is_not(None), Person.name, Enrolment.id)
    )
    if words:
        query = query.where(or_(*_matches(words)))
    return list(db.session.scalars(query))


def _matches(words: str) -> list[ColumnElement[bool]]:
    found = [
        Person.name.icontains(words, autoescape=True),
        Cooperative.name.icontains(words, autoescape=True),
    ]
    if code := normalised_identity(words):
        found.append(Person.participant_code.icontains(code, autoescape=True))
    digits = "".join(sign for sign in words if sign.isdigit()).removeprefix("62").lstrip("0")
    if digits:
        found.append(Person.phone.contains(digits, autoescape=True))
    return found
