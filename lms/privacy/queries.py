"""Finding the rows of a person in every table, and requests for erasure."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from lms.audit.models import AuditEntry
from lms.database import db
from lms.errors import NotFound
from lms.language import gettext_noop as _
from lms.people.models import Person
from lms.privacy.fates import HERS
from lms.privacy.models import ErasureRequest
from lms.workshops.models import Enrolment


def rows_of(table_name: str, person_id: int) -> sa.ColumnElement[bool]:
    """The condition that a row of a table of HERS is a person's."""
    table = db.metadata.tables[table_name]
    column = table.c[HERS[table_name].owner]
    [target] = [key.column.table.name for key in column.foreign_keys] or ["person"]
    if target == "person":
        found: sa.ColumnElement[bool] = column == person_id
        return found
    ids = sa.select(db.metadata.tables[target].c.id).where(rows_of(target, person_id))
    return column.in_(ids)


def copy_of(person_id: int) -> dict[str, list[dict[str, Any]]]:
    """All rows of a person by table, without secrets, in the order of HERS; empty ones left out."""
    found = {}
    for name, fate in HERS.items():
        table = db.metadata.tables[name]
        columns = [column for column in table.columns if column.name not in fate.secret]
        query = sa.select(*columns).where(rows_of(name, person_id)).order_by(table.c.id)
        if rows := [dict(row) for row in db.session.execute(query).mappings()]:
            found[name] = rows
    return found


def changes_about(person_id: int) -> Sequence[AuditEntry]:
    """The lines of the list of changes that are about a person or her places, the oldest first."""
    places = db.session.scalars(sa.select(Enrolment.id).where(Enrolment.person_id == person_id))
    subjects = [f"person:{person_id}", *(f"enrolment:{place}" for place in places)]
    query = sa.select(AuditEntry).where(AuditEntry.subject.in_(subjects))
    return db.session.scalars(query.order_by(AuditEntry.id)).all()


def counts_of(person_id: int) -> dict[str, int]:
    """How many rows a person has in each table of HERS; empty ones left out."""
    counts = sa.union_all(
        *(
            sa.select(sa.literal(name), sa.func.count())
            .select_from(db.metadata.tables[name])
            .where(rows_of(name, person_id))
            for name in HERS
        )
    )
    return {name: count for name, count in db.session.execute(counts) if count}


def waiting_request_of(person_id: int) -> ErasureRequest | None:
    """What a person asks for that nobody has answered."""
    found: ErasureRequest | None = db.session.scalar(
        sa.select(ErasureRequest).where(
            ErasureRequest.person_id == person_id, ErasureRequest.answered_at.is_(None)
        )
    )
    return found


def last_answer_to(person_id: int) -> ErasureRequest | None:
    """The newest request of a person that was answered."""
    found: ErasureRequest | None = db.session.scalar(
        sa.select(ErasureRequest)
        .where(ErasureRequest.person_id == person_id, ErasureRequest.answered_at.is_not(None))
        .order_by(ErasureRequest.id.desc())
        .limit(1)
    )
    return found


def waiting_requests() -> Sequence[ErasureRequest]:
    """The requests that nobody has answered, the oldest first."""
    return db.session.scalars(
        sa.select(ErasureRequest)
        .options(joinedload(ErasureRequest.person))
        .where(ErasureRequest.answered_at.is_(None))
        .order_by(ErasureRequest.id)
    ).all()


def request_with(request_id: int) -> ErasureRequest:
    """A request that waits. Raises NotFound."""
    for one in waiting_requests():
        if one.id == request_id:
            return one
    raise NotFound(_("This request was answered already."))


def person_called(identity: str) -> Person | None:
    """Who has this participant code or email, or this number."""
    same = [Person.participant_code == identity, Person.email == identity]
    if identity.isdecimal() and len(identity) < 10:
        same.append(Person.id == int(identity))
    return db.session.scalars(sa.select(Person).where(sa.or_(*same)).order_by(Person.id)).first()
