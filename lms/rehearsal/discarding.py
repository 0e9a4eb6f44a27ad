"""Throwing a rehearsal away: every row that belongs to it, in whatever table."""

import sqlalchemy as sa

from lms.audit.models import AuditEntry
from lms.database import db
from lms.people.models import Person, Standing
from lms.rehearsal.models import Rehearsal
from lms.workshops.models import Enrolment, Staff, Workshop

Ids = dict[sa.Table, set[int]]


def discard_rows(rehearsal: Rehearsal) -> None:
    """Delete the rehearsal's program, its people, and all that refers to them.

    Which rows these are follows from the foreign keys, so that a table to come is not forgotten.
    """
    workshop = rehearsal.workshop
    found: Ids = {
        db.metadata.tables["program"]: {workshop.program_id},
        db.metadata.tables["person"]: _only_here(workshop),
    }
    db.session.execute(sa.delete(AuditEntry).where(AuditEntry.workshop_id == workshop.id))
    db.session.flush()
    tables = db.metadata.sorted_tables
    for table in tables:
        found.setdefault(table, set()).update(_referring(table, found))
    db.session.expunge_all()
    for table in reversed(tables):
        if found[table]:
            db.session.execute(sa.delete(table).where(table.c.id.in_(found[table])))


def _referring(table: sa.Table, found: Ids) -> set[int]:
    """The ids of the rows that refer to a row found in a table before this one."""
    wanted = [
        key.parent.in_(found[key.column.table])
        for key in table.foreign_keys
        if found.get(key.column.table)
    ]
    if not wanted:
        return set()
    return set(db.session.scalars(sa.select(table.c.id).where(sa.or_(*wanted))))


def _only_here(workshop: Workshop) -> set[int]:
    """The people who are in this workshop and nowhere else: those invented, and walk-ins."""
    elsewhere = sa.select(Enrolment.person_id).where(Enrolment.workshop_id != workshop.id)
    query = (
        sa.select(Person.id)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(
            Enrolment.workshop_id == workshop.id,
            Person.standing == Standing.MEMBER,
            Person.email.is_(None),
            Person.id.not_in(elsewhere),
            Person.id.not_in(sa.select(Staff.person_id)),
        )
    )
    return set(db.session.scalars(query))
